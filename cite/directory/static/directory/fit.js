// Within the page of a partner: gives each frame of the search the height of what it shows. Nothing is sent or kept.
(() => {
  const fits = (height) => Number.isFinite(height) && height > 0;
  addEventListener("message", (event) => {
    if (!event.data || !fits(event.data.citeHeight)) return;
    for (const frame of document.querySelectorAll("iframe[data-cite-recherche]")) {
      const ours = frame.contentWindow === event.source && new URL(frame.src, location.href).origin === event.origin;
      if (ours) frame.height = String(Math.min(Math.max(Math.ceil(event.data.citeHeight), 200), 6000));
    }
  });
})();
