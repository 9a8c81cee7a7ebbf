// Chooses light or dark before the first paint, as the DSFR's own script will confirm later: no flash.
(() => {
  const root = document.documentElement;
  let scheme = root.dataset.frScheme;
  try {
    scheme = localStorage.getItem("scheme") || scheme;
  } catch {
    // Storage refused by the browser: the device decides.
  }
  const dark = scheme === "dark" || (scheme === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
  root.dataset.frScheme = scheme;
  root.dataset.frTheme = dark ? "dark" : "light";

  // Paper is white.
  let shown = root.dataset.frTheme;
  addEventListener("beforeprint", () => {
    shown = root.dataset.frTheme;
    root.dataset.frTheme = "light";
  });
  addEventListener("afterprint", () => {
    root.dataset.frTheme = shown;
  });
})();
