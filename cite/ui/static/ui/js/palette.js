// The palette of the search: Ctrl-K (or ⌘K) opens it, arrows move among the results, Enter opens one, Escape closes.
// htmx posts what is typed; the results are plain links, so that a screen reader and a middle click find what they know.

export function mount(dialog) {
  const input = dialog.querySelector("input[type=search]");
  const results = dialog.querySelector("#recherche-resultats");
  const status = dialog.querySelector("[role=status]");
  const links = () => [...results.querySelectorAll("a")];
  let answered = "";

  const open = () => {
    if (dialog.open) return;
    dialog.showModal();
    input.focus();
    input.select();
  };

  const forget = () => {
    results.replaceChildren();
    status.textContent = "";
    answered = "";
  };

  const move = (step) => {
    const all = links();
    const at = all.indexOf(document.activeElement);
    const next = at + step;
    if (next < 0) input.focus();
    else all[Math.min(next, all.length - 1)]?.focus();
  };

  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
      event.preventDefault();
      open();
    }
  });

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-ui-search]");
    if (opener && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      open();
    }
  });

  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.preventDefault(); // browsers would empty the field first
      dialog.close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && event.target === input && answered === input.value.trim() && links().length) {
      event.preventDefault();
      links()[0].click();
    } else if (event.target !== input && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey && event.key !== " ") {
      input.focus(); // the letter goes where it was meant to
    }
  });

  // A click beside the palette closes it; so does its button.
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("[data-ui-palette-close]")) dialog.close();
  });

  input.addEventListener("input", () => {
    if (!input.value.trim()) forget();
  });

  // The session is over: the answer is the page to sign in, which belongs to the whole window.
  results.addEventListener("htmx:beforeSwap", (event) => {
    const asked = input.form.action;
    if (event.detail.xhr.responseURL === asked) return;
    event.detail.shouldSwap = false;
    location.assign(asked);
  });

  results.addEventListener("htmx:afterSwap", () => {
    if (!input.value.trim()) return forget();
    answered = input.value.trim();
    links()[0]?.classList.add("ui-hits__first");
    status.textContent = results.querySelector("[data-ui-count]")?.dataset.uiCount ?? "";
  });
}
