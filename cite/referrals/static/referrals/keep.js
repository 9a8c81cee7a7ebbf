// What a relay writes stays on her phone until it has arrived: a bad network loses nobody.
// Kept by account, a week at most; the key drawn with the form makes it once, however often it is sent.
// The page itself opens without network: another one, which names nobody, is kept for that (`worker.js`).
const WEEK = 7 * 24 * 60 * 60 * 1000;
const AGAIN = 10 * 1000;
const KEPT = "signalements";
const WHOSE = "relais";

// Whose phone it is: she who opened the page last with the network.
function whose(keeper) {
  try {
    if (keeper) localStorage.setItem(WHOSE, keeper);
    return keeper || localStorage.getItem(WHOSE);
  } catch {
    return keeper;
  }
}

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

export function mount(zone) {
  const form = zone.querySelector("form");
  const status = zone.querySelector("[data-keep-status]");
  const { done, kept, sent, signedOut, nobody } = zone.dataset;
  const isOffline = !zone.dataset.keeper;
  const keeper = whose(zone.dataset.keeper);
  const place = `signalements.${keeper}`;
  let sending = false;

  const read = () => {
    try {
      const found = JSON.parse(localStorage.getItem(place) || "[]");
      return found.filter((each) => Date.now() - each.at < WEEK);
    } catch {
      return [];
    }
  };
  const write = (list) => {
    if (list.length) localStorage.setItem(place, JSON.stringify(list));
    else localStorage.removeItem(place);
  };
  const forget = (key) => write(read().filter((each) => each.fields.phone_key !== key));

  // "sent", "refused" (something is to correct), "out" (signed out), "kept" (no network)
  const post = async (fields) => {
    const body = new URLSearchParams(fields);
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    try {
      const answer = await fetch(form.action, { method: "POST", body });
      if (answer.redirected && new URL(answer.url).pathname === done) return "sent";
      if (answer.redirected || answer.status === 403) return "out";
      return answer.ok ? "refused" : "kept";
    } catch {
      return "kept";
    }
  };

  // Kept pages cannot send: the other one does, once it answers and nothing is being written here.
  const leave = async () => {
    if (!read().length || form.elements.first_name.value || form.elements.phone.value) return;
    const answer = await fetch(form.action, { method: "HEAD" }).catch(() => null);
    if (answer?.ok) location.assign(form.action);
  };
  const draw = () => { form.elements.phone_key.value = crypto.randomUUID(); };
  const sendAll = async () => {
    if (sending || !navigator.onLine) return;
    sending = true;
    let gone = 0;
    for (const each of read()) {
      const what = await post(each.fields);
      if (what === "sent") { forget(each.fields.phone_key); gone += 1; }
      else if (what === "out") { status.textContent = signedOut; break; }
      else if (what === "kept") break;
    }
    sending = false;
    if (gone && !read().length) status.textContent = sent;
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
    if (!keeper) { status.textContent = nobody; status.scrollIntoView({ block: "center" }); return; }
    try {
      write([...read().filter((each) => each.fields.phone_key !== fields.phone_key), { at: Date.now(), fields }]);
    } catch {
      form.submit(); // nothing can be kept here: it leaves as any form does
      return;
    }
    const what = navigator.onLine && !isOffline ? await post(fields) : "kept";
    if (what === "sent") { forget(fields.phone_key); location.assign(done); return; }
    if (what === "refused") { forget(fields.phone_key); form.submit(); return; }
    status.textContent = what === "out" ? signedOut : kept;
    if (what === "kept") {
      form.reset();
      draw();
    }
    status.scrollIntoView({ block: "center" });
  });

  if (isOffline) draw(); // a page kept for long would give everybody the same key
  else prepare(zone.dataset).catch(() => {}); // a phone that keeps nothing loses only this
  const tryAgain = isOffline ? leave : sendAll;
  addEventListener("online", tryAgain);
  setInterval(() => read().length && tryAgain(), AGAIN);
  write(read());
  if (read().length) status.textContent = kept;
  if (!isOffline) sendAll();
}
