// What a relay writes stays on her phone until it has arrived: a bad network loses nobody.
// Kept by account, a week at most; the key drawn with the form makes it once, however often it is sent.
const WEEK = 7 * 24 * 60 * 60 * 1000;

export function mount(zone) {
  const form = zone.querySelector("form");
  const status = zone.querySelector("[data-keep-status]");
  const place = `signalements.${zone.dataset.keeper}`;
  const { done, kept, sent, signedOut } = zone.dataset;
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
      const answer = await fetch(form.action || location.href, { method: "POST", body });
      if (answer.redirected && new URL(answer.url).pathname === done) return "sent";
      if (answer.redirected || answer.status === 403) return "out";
      return answer.ok ? "refused" : "kept";
    } catch {
      return "kept";
    }
  };

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
    if (!fields.first_name || !fields.phone || !fields.agreed) return; // the page says what is missing
    event.preventDefault();
    try {
      write([...read().filter((each) => each.fields.phone_key !== fields.phone_key), { at: Date.now(), fields }]);
    } catch {
      form.submit(); // nothing can be kept here: it leaves as any form does
      return;
    }
    const what = navigator.onLine ? await post(fields) : "kept";
    if (what === "sent") { forget(fields.phone_key); location.assign(done); return; }
    if (what === "refused") { forget(fields.phone_key); form.submit(); return; }
    status.textContent = what === "out" ? signedOut : kept;
    if (what === "kept") {
      form.reset();
      form.elements.phone_key.value = crypto.randomUUID();
    }
    status.scrollIntoView({ block: "center" });
  });

  addEventListener("online", sendAll);
  write(read());
  if (read().length) status.textContent = kept;
  sendAll();
}
