// Without network, or with too little of it, the page of a relay opens all the same: the one kept on her phone, which
// names nobody. `keep.js` puts it there with what draws it. Everything else goes to the network as if this did not exist.
const FORM = "/signalements/";
const PATIENCE = 6000;

const kept = (request) => caches.match(request, { ignoreVary: true });

async function form(request) {
  const late = new Promise((_, reject) => setTimeout(reject, PATIENCE));
  try {
    return await Promise.race([fetch(request), late]);
  } catch {
    return (await kept(`${FORM}sans-reseau/`)) || Response.error();
  }
}

async function drawing(request) {
  return (await kept(request)) || fetch(request);
}

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate" && pathname === FORM) event.respondWith(form(request));
  else if (pathname.startsWith("/static/")) event.respondWith(drawing(request));
});
