// A button copies the text beside it; without it, the text is selected by hand.
export function mount(zone) {
  const text = zone.querySelector("[data-copy-text]");
  const holder = zone.querySelector("[data-copy-button]");
  const button = holder.querySelector("button");
  const label = button.textContent;
  holder.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.innerText);
      button.textContent = zone.dataset.copied;
    } catch {
      getSelection().selectAllChildren(text); // refused by the browser: one key is left to press
      button.textContent = zone.dataset.selected;
    }
    setTimeout(() => { button.textContent = label; }, 4000);
  });
}
