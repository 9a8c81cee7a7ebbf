// Gives each text a button that copies it; without it, the text is selected by hand.

export function mount(zone) {
  const status = document.createElement("p");
  status.className = "fr-sr-only";
  status.setAttribute("role", "status");
  zone.append(status);

  for (const text of zone.querySelectorAll("[data-copy-text]")) {
    const button = document.createElement("button");
    const label = text.closest("div").querySelector("dt").textContent;
    button.type = "button";
    button.className = "fr-btn fr-btn--sm fr-btn--tertiary";
    button.textContent = zone.dataset.copy;
    button.setAttribute("aria-label", `${zone.dataset.copy} : ${label}`);
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text.textContent);
      } catch {
        getSelection().selectAllChildren(text); // refused by the browser: one key is left to press
        return;
      }
      button.textContent = zone.dataset.copied;
      status.textContent = `${zone.dataset.copied} : ${label}`;
      setTimeout(() => { button.textContent = zone.dataset.copy; }, 2000);
    });
    text.after(button);
  }
}
