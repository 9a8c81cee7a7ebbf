// Improves what the server has drawn; every page works without it.
// An element with data-ui-module="address of a module" is given to that module's `mount`, once.

// Who is signed in on this phone, for what it keeps until the network is back; a page that is kept does not know.
try {
  const { user } = document.body.dataset;
  if (user) localStorage.setItem("user", user);
  else if (user === "") localStorage.removeItem("user");
} catch { /* a browser that keeps nothing */ }

function mountAll(root) {
  for (const element of root.querySelectorAll("[data-ui-module]:not([data-ui-mounted])")) {
    element.dataset.uiMounted = "true";
    import(element.dataset.uiModule).then((module) => {
      module.mount(element);
      element.dataset.uiReady = ""; // said for whoever must wait: a journey
    });
  }
}

function readableSize(bytes) {
  const units = [[1e9, "Go"], [1e6, "Mo"], [1e3, "ko"]];
  const [divisor, unit] = units.find(([limit]) => bytes >= limit) ?? [1, "octets"];
  return `${(bytes / divisor).toLocaleString("fr", { maximumFractionDigits: 1 })}\u00a0${unit}`;
}

// Says the size of a chosen file, and refuses at once what the server would refuse after minutes.
function checkFile(input) {
  const zone = document.getElementById(`${input.id}_error`);
  if (!zone) return;
  const file = input.files[0];
  const limit = Number(input.dataset.maxBytes);
  const tooBig = Boolean(file && limit && file.size > limit);
  const message = document.createElement("p");
  message.className = `fr-message fr-message--${tooBig ? "error" : "info"}`;
  if (file) {
    message.textContent = tooBig
      ? input.dataset.tooBig.replace("%(size)s", readableSize(file.size)).replace("%(limit)s", readableSize(limit))
      : `${file.name} – ${readableSize(file.size)}`;
  }
  zone.replaceChildren(...(file ? [message] : []));
  input.closest(".fr-upload-group")?.classList.toggle("fr-upload-group--error", tooBig);
  input.setAttribute("aria-describedby", [`${input.id}_helptext`, zone.id].join(" "));
  input.dataset.refused = String(tooBig);
}

document.addEventListener("change", (event) => {
  if (event.target.matches("input[type=file][data-max-bytes]")) checkFile(event.target);
});

// A button pressed twice sends its form once; a second later, one may send it again.
const sentAt = new WeakMap();
document.addEventListener("submit", (event) => {
  if (event.target.method !== "post") return;
  const isEcho = event.timeStamp - (sentAt.get(event.target) ?? -Infinity) < 1000;
  if (!isEcho) sentAt.set(event.target, event.timeStamp);
  else {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}, true);

document.addEventListener("submit", (event) => {
  const refused = event.target.querySelector("input[type=file][data-refused=true]");
  if (!refused) return;
  event.preventDefault();
  refused.focus();
}, true);

// What was followed within the page (« Aller au contenu », a field to correct) is left behind: sent along with the form,
// it would take the focus from what the next page says.
document.addEventListener("submit", () => {
  if (location.hash) history.replaceState(history.state, "", location.pathname + location.search);
});

// What a phone keeps folded is open where the screen has room for it.
if (window.matchMedia("(min-width: 48em)").matches) {
  for (const details of document.querySelectorAll("details[data-ui-open-wide]")) details.open = true;
}

// A field that only some answers need comes with them: hidden otherwise, and not sent.
// data-ui-when="name=value,value": the field shows while the control of that name has one of the values.
function showWhatIsNeeded(form) {
  for (const input of form.querySelectorAll("[data-ui-when]")) {
    const [name, values] = input.dataset.uiWhen.split("=");
    const given = [...form.elements].filter((e) => e.name === name && !e.disabled && (!/^(radio|checkbox)$/.test(e.type) || e.checked));
    const needed = given.some((e) => values.split(",").includes(e.value));
    input.disabled = !needed;
    (input.closest("fieldset, .ui-field") ?? input).hidden = !needed;
  }
}
document.addEventListener("change", (event) => { if (event.target.form) showWhatIsNeeded(event.target.form); });
for (const form of document.forms) showWhatIsNeeded(form);

// A menu that the browser unfolds by itself folds again at Escape, and when one goes elsewhere.
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest("details[data-ui-closes][open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
for (const kind of ["click", "focusin"]) {
  document.addEventListener(kind, (event) => {
    for (const menu of document.querySelectorAll("details[data-ui-closes][open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
}

document.addEventListener("htmx:load", (event) => mountAll(event.detail.elt.parentElement ?? document));
mountAll(document);
