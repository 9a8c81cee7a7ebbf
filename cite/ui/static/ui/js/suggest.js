// Proposes answers while one types (a combobox with a list): arrows choose, Enter takes, Escape closes.
// What is typed is posted, never put in an address. Without this script the form is sent as it is.

const PAUSE = 250;
const MINIMUM = 4;

export function mount(input) {
  new Suggestions(input);
}

class Suggestions {
  constructor(input) {
    Object.assign(this, { input, form: input.form, options: [], active: -1, asked: 0 });
    this.list = Object.assign(document.createElement("ul"), { id: `${input.id}_propositions`, className: "ui-suggest", hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", input.dataset.suggestLabel);
    this.status = Object.assign(document.createElement("p"), { className: "fr-sr-only" });
    this.status.setAttribute("role", "status");
    input.after(this.list, this.status);
    input.parentElement.classList.add("ui-suggest-field");
    for (const [name, value] of Object.entries({ role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id })) {
      input.setAttribute(name, value);
    }
    input.addEventListener("input", () => this.wait());
    input.addEventListener("keydown", (event) => this.onKey(event));
    input.addEventListener("blur", () => this.close());
  }

  wait() {
    clearTimeout(this.timer);
    this.close();
    if (this.input.value.trim().length >= MINIMUM) this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    const number = ++this.asked;
    const body = new URLSearchParams({ q: this.input.value });
    const token = this.form.elements.csrfmiddlewaretoken;
    if (token) body.set("csrfmiddlewaretoken", token.value);
    try {
      const response = await fetch(this.input.dataset.suggestUrl, { method: "POST", body });
      const { suggestions } = await response.json();
      if (number === this.asked && document.activeElement === this.input) this.open(suggestions);
    } catch {
      this.close();
    }
  }

  open(labels) {
    this.options = labels.map((label, index) => {
      const option = Object.assign(document.createElement("li"), { id: `${this.list.id}_${index}`, textContent: label });
      option.setAttribute("role", "option");
      // Before the input loses the focus, or the list would be gone at the click.
      option.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        this.take(index);
      });
      return option;
    });
    this.list.replaceChildren(...this.options);
    this.list.hidden = !labels.length;
    this.input.setAttribute("aria-expanded", String(labels.length > 0));
    this.status.textContent = labels.length ? this.input.dataset.suggestSome.replace("%(number)s", labels.length) : this.input.dataset.suggestNone;
    this.choose(-1);
  }

  close() {
    this.asked += 1;
    this.list.hidden = true;
    this.options = [];
    this.input.setAttribute("aria-expanded", "false");
    this.choose(-1);
  }

  choose(index) {
    this.active = index;
    this.options.forEach((option, i) => option.setAttribute("aria-selected", String(i === index)));
    if (index < 0) this.input.removeAttribute("aria-activedescendant");
    else {
      this.input.setAttribute("aria-activedescendant", this.options[index].id);
      this.options[index].scrollIntoView({ block: "nearest" });
    }
  }

  take(index) {
    this.input.value = this.options[index].textContent;
    this.close();
    clearTimeout(this.timer);
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
    if ("suggestSubmit" in this.input.dataset) this.form.requestSubmit();
  }

  onKey(event) {
    const count = this.options.length;
    if (!count) return;
    const moves = { ArrowDown: (this.active + 1) % count, ArrowUp: (this.active <= 0 ? count : this.active) - 1 };
    if (event.key in moves) {
      event.preventDefault();
      this.choose(moves[event.key]);
    } else if (event.key === "Enter" && this.active >= 0) {
      event.preventDefault();
      this.take(this.active);
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.close();
    }
  }
}
