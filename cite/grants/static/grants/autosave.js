// Keeps each answer as its field is left, or after a pause. Without this script, the button keeps them all.
// Each answer goes with the fingerprint of the value that the page started from: where somebody else wrote
// meanwhile, nothing is overwritten, both texts are shown.

const PAUSE = 1500;
const RETRY = 10000;

export function mount(form) {
  new Autosave(form);
}

class Autosave {
  constructor(form) {
    Object.assign(this, { form, url: form.dataset.answerUrl, timers: new Map(), busy: new Map(), again: new Set() });
    this.keys = [...form.querySelectorAll("input[type=hidden][name^=seen-]")].map((input) => input.name.slice(5));
    form.addEventListener("input", (event) => this.later(this.keyOf(event.target)));
    form.addEventListener("change", (event) => this.save(this.keyOf(event.target)));
    form.addEventListener("click", (event) => this.settle(event));
    form.addEventListener("submit", (event) => this.send(event));
    form.addEventListener("pointerdown", () => (this.press ??= new Promise((end) => (this.endPress = end))));
    for (const end of ["pointerup", "pointercancel", "keydown", "blur"]) window.addEventListener(end, () => setTimeout(() => this.release()));
    window.addEventListener("beforeunload", (event) => {
      if (!this.isSent && (this.timers.size || this.busy.size)) event.preventDefault();
    });
  }

  release() {
    this.press = null;
    this.endPress?.();
  }

  keyOf(target) {
    const name = target.name ?? "";
    return this.keys.find((key) => name === key || name.startsWith(`${key}-`));
  }

  later(key) {
    if (!key) return;
    clearTimeout(this.timers.get(key));
    this.timers.set(key, setTimeout(() => this.save(key), PAUSE));
  }

  // The button keeps everything. What is on its way arrives first: nobody is in conflict with herself.
  async send(event) {
    this.timers.forEach((timer) => clearTimeout(timer));
    this.timers.clear();
    if (!this.busy.size) {
      this.isSent = true;
      return;
    }
    event.preventDefault();
    while (this.busy.size) await Promise.all(this.busy.values());
    this.isSent = true;
    this.form.submit(); // without a second event, which would pass for a double click
  }

  save(key) {
    if (!key) return;
    clearTimeout(this.timers.get(key));
    this.timers.delete(key);
    if (this.busy.has(key)) this.again.add(key);
    else this.busy.set(key, this.keep(key));
  }

  async keep(key) {
    try {
      const response = await fetch(this.url, { method: "POST", body: this.body(key), headers: { Accept: "application/json" } });
      if (!response.ok) throw new Error(response.status);
      const told = await response.json();
      await this.press; // a line that appears under a finger that is down moves what it was about to tick
      this.show(key, told);
    } catch {
      this.say(key, this.form.dataset.offline, "error");
      this.timers.set(key, setTimeout(() => this.save(key), RETRY));
    } finally {
      this.busy.delete(key);
      if (this.again.delete(key)) this.save(key);
    }
  }

  body(key) {
    const body = new URLSearchParams({ key });
    for (const [name, value] of new FormData(this.form)) {
      const wanted = name === key || name.startsWith(`${key}-`) || name === `seen-${key}` || name === "csrfmiddlewaretoken";
      if (wanted) body.append(name, value);
    }
    return body;
  }

  show(key, told) {
    this.panel(key)?.remove();
    if (told.state === "conflict") {
      this.theirs = { ...this.theirs, [key]: told };
      this.zone(key).insertAdjacentHTML("afterend", told.html);
      this.say(key, "");
      return;
    }
    if (told.seen) this.seen(key).value = told.seen;
    this.say(key, told.message, told.state === "refused" ? "error" : told.tone ?? "valid");
  }

  // « Garder mon texte » writes over theirs, that she has just read; « Prendre l’autre texte » replaces hers.
  settle(event) {
    const button = event.target.closest("[data-conflict-keep]");
    if (!button) return;
    event.preventDefault();
    const { key, conflictKeep } = button.dataset;
    const told = this.theirs[key];
    this.seen(key).value = told.seen;
    this.panel(key)?.remove();
    if (conflictKeep === "theirs") this.fill(key, told.stored);
    this.save(key);
    this.fields(key)[0]?.focus();
  }

  fill(key, value) {
    const fields = this.fields(key);
    const chosen = new Set([value].flat().map((item) => String(item ?? "")));
    for (const field of fields) {
      if (["radio", "checkbox"].includes(field.type)) field.checked = chosen.has(field.value);
      else if (field.name === key) field.value = value === null ? "" : String(value);
      else {
        const [, row, column] = field.name.match(/-(\d+)-(\d+)$/);
        field.value = value?.[row]?.[column] ?? "";
      }
    }
  }

  fields(key) {
    return [...this.form.elements].filter((field) => this.keyOf(field) === key && field.type !== "hidden");
  }

  seen(key) {
    return this.form.elements[`seen-${key}`];
  }

  panel(key) {
    return this.form.querySelector(`[data-conflict="${key}"]`);
  }

  zone(key) {
    const field = this.fields(key)[0];
    return field.closest(".ui-field, .ui-sheet__line, fieldset") ?? field;
  }

  say(key, text, tone = "info") {
    let status = this.form.querySelector(`[data-saved="${key}"]`);
    if (!status) {
      status = Object.assign(document.createElement("p"), { className: "ui-saved" });
      status.dataset.saved = key;
      status.setAttribute("role", "status");
      this.zone(key).append(status);
    }
    status.className = `ui-saved fr-message fr-message--${tone}`;
    status.textContent = text ?? "";
  }
}
