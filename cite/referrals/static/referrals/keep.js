// What a relay writes stays on her phone until it has arrived: a bad network loses nobody.
// Kept by account, a week at most; the key drawn with the form makes it once, however often it is sent, and nothing
// leaves in the name of somebody else. The page itself opens without network: another one, which names nobody, is kept
// for that (`worker.js`); the layout of every page says who is signed in (`ui.js`).
const WEEK = 7 * 24 * 60 * 60 * 1000;
const AGAIN = 10 * 1000;
const PATIENCE = 30 * 1000;
const KEPT = "signalements";
const PLACE = `${KEPT}.`;

// The page that opens without network, and all that draws this one, which draws that one too.
async function prepare({ worker, offline }) {
  if (!navigator.serviceWorker || !window.caches) return;
  await navigator.serviceWorker.register(worker);
  const named = [...document.querySelectorAll("link[href], script[src]")].map((each) => each.href || each.src);
  const drawn = [...named, ...performance.getEntriesByType("resource").map(({ name }) => name)];
  const files = drawn.filter((address) => address.startsWith(`${location.origin}/static/`));
  const wanted = [new URL(offline, location).href, ...new Set(files)];
  const cache = await caches.open(KEPT);
  await cache.addAll(wanted.map((address) => new Request(address, { credentials: "omit" })));
  const old = (await cache.keys()).filter(({ url }) => !wanted.includes(url));
  await Promise.all(old.map((request) => cache.delete(request)));
}

function isFresh(each) {
  const age = Date.now() - each?.at;
  return age >= 0 && age < WEEK && Boolean(each.fields?.phone_key);
}

function read(place) {
  try {
    return JSON.parse(localStorage.getItem(place) || "[]").filter(isFresh);
  } catch {
    return [];
  }
}

function write(place, list) {
  if (list.length) localStorage.setItem(place, JSON.stringify(list));
  else localStorage.removeItem(place);
}

// Nothing stays for more than a week, whoever wrote it; tells whether something of hers went.
function sweep(mine) {
  const places = Object.keys(localStorage).filter((key) => key.startsWith(PLACE));
  const before = localStorage.getItem(mine);
  places.forEach((place) => write(place, read(place)));
  return before !== null && before !== localStorage.getItem(mine);
}

export function mount(zone) {
  const form = zone.querySelector("form");
  const status = zone.querySelector("[data-keep-status]");
  const { done, kept, sent, signedOut, nobody, expired, toCorrect } = zone.dataset;
  const isOffline = !zone.dataset.keeper;
  const keeper = zone.dataset.keeper || localStorage.getItem("user");
  const place = PLACE + keeper;
  let sending = false;

  const say = (text) => { status.textContent = text; };
  const forget = (key) => write(place, read(place).filter((each) => each.fields.phone_key !== key));
  const draw = () => { form.elements.phone_key.value = crypto.randomUUID(); };
  const isBlank = () => !form.elements.first_name.value && !form.elements.phone.value;
  const ask = (more = {}) => fetch(form.action, { signal: AbortSignal.timeout(PATIENCE), ...more });

  // The kept page holds no key of the session: the other one is asked for it, and whose it is.
  const enter = async () => {
    const answer = await ask();
    const page = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-keeper]");
    if (!answer.ok || page?.dataset.keeper !== keeper) return false;
    form.elements.csrfmiddlewaretoken.value = page.querySelector("[name=csrfmiddlewaretoken]").value;
    return true;
  };

  // "sent", "refused" (something is to correct), "out" (she is not signed in), "kept" (no network)
  const post = async (fields) => {
    try {
      if (isOffline && !(await enter())) return "out";
      const csrfmiddlewaretoken = form.elements.csrfmiddlewaretoken.value;
      const answer = await ask({ method: "POST", body: new URLSearchParams({ ...fields, csrfmiddlewaretoken }) });
      if (answer.redirected && new URL(answer.url).pathname === done) return "sent";
      if (answer.redirected || answer.status === 403) return "out";
      return answer.ok ? "refused" : "kept";
    } catch {
      return "kept";
    }
  };

  // The page of the server says what is wrong, with everything that was written.
  const correct = (fields) => {
    forget(fields.phone_key);
    for (const [name, value] of Object.entries(fields)) {
      const field = form.elements[name];
      if (field?.type === "checkbox") field.checked = true;
      else if (field) field.value = value;
    }
    form.submit();
  };

  const sendAll = async () => {
    if (sending || !navigator.onLine) return;
    sending = true;
    let gone = 0;
    for (const { fields } of read(place)) {
      const what = await post(fields);
      if (what === "sent") { forget(fields.phone_key); gone += 1; continue; }
      if (what === "out") { say(signedOut); clearInterval(again); }
      else if (what === "refused" && isBlank()) correct(fields);
      else if (what === "refused") say(toCorrect);
      break;
    }
    sending = false;
    if (gone && !read(place).length) say(sent);
  };

  form.addEventListener("submit", async (event) => {
    const fields = Object.fromEntries(new FormData(form));
    delete fields.csrfmiddlewaretoken;
    if (!fields.first_name || !fields.phone || !fields.agreed) { // the server says what is missing, else the browser
      if (!isOffline && navigator.onLine) return;
      event.preventDefault();
      form.reportValidity();
      return;
    }
    event.preventDefault();
    if (!keeper) { say(nobody); status.scrollIntoView({ block: "center" }); return; }
    try {
      const others = read(place).filter((each) => each.fields.phone_key !== fields.phone_key);
      write(place, [...others, { at: Date.now(), fields }]);
    } catch {
      form.submit(); // nothing can be kept here: it leaves as any form does
      return;
    }
    const what = navigator.onLine ? await post(fields) : "kept";
    if (what === "sent") { forget(fields.phone_key); location.assign(done); return; }
    if (what === "refused") { correct(fields); return; }
    say(what === "out" ? signedOut : kept);
    if (what === "kept") {
      form.reset();
      draw();
    }
    status.scrollIntoView({ block: "center" });
  });

  if (isOffline) draw(); // a page kept for long would give everybody the same key
  else prepare(zone.dataset).catch(() => {}); // a phone that keeps nothing loses only this
  addEventListener("online", sendAll);
  const again = setInterval(() => read(place).length && sendAll(), AGAIN);
  if (sweep(place)) say(expired);
  if (read(place).length) say(kept);
  sendAll();
}
