// A map beside its list: districts to look at, a point to place, or one contour to draw.
// No request leaves the site unless tiles are set. Everything can be done by keyboard.

// Said in French, for professionals; the rest comes from the page, in its language.
const TEXTS = {
  draw: "Cliquez sur la carte pour ajouter les sommets un à un, faites-les glisser pour les corriger. Au clavier : les flèches déplacent la carte sous la croix, Entrée ajoute un sommet, Retour arrière retire le dernier.",
  corners: (count) => (count < 3 ? `${count} sommet${count > 1 ? "s" : ""} : il en faut au moins trois.` : `Contour de ${count} sommets.`),
  corner: (number) => `Sommet ${number}`,
  undo: "Retirer le dernier sommet",
  restart: "Recommencer le contour",
  several: "Ce contour a plusieurs parties ou des trous : il est gardé tel quel. « Recommencer le contour » le remplace.",
};

let loading;

// Leaflet is fetched once, and only by pages that have a map.
function leaflet(script, style) {
  loading ??= new Promise((resolve, reject) => {
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: style }));
    document.head.append(
      Object.assign(document.createElement("script"), { src: script, onload: () => resolve(window.L), onerror: reject }),
    );
  });
  return loading;
}

export async function mount(element) {
  const options = JSON.parse(element.dataset.options);
  Object.assign(TEXTS, options.texts);
  const status = document.getElementById(`${element.id}-etat`);
  if (options.waits) await seen(element);
  try {
    const L = await leaflet(element.dataset.leafletJs, element.dataset.leafletCss);
    const layers = await Promise.all([options.backgroundUrl, options.geojsonUrl].filter(Boolean).map(fetchFeatures));
    element.replaceChildren();
    new DistrictMap(L, element, options, layers.flat(), status);
  } catch (error) {
    console.error(error);
    status.textContent = TEXTS.failed;
  }
}

// Below a list, a map costs nothing until somebody comes near it.
function seen(element) {
  return new Promise((resolve) => {
    const watch = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      watch.disconnect();
      resolve();
    }, { rootMargin: "200px" });
    watch.observe(element);
  });
}

async function fetchFeatures(url) {
  const response = await fetch(url, { headers: { Accept: "application/geo+json" } });
  if (!response.ok) throw new Error(response.statusText);
  return (await response.json()).features;
}

class DistrictMap {
  constructor(L, element, options, features, status) {
    Object.assign(this, { L, element, options, status, byCode: new Map() });
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.map = L.map(element, {
      zoomControl: false,
      attributionControl: Boolean(options.tilesUrl),
      scrollWheelZoom: false,
      zoomSnap: 0.5,
      maxZoom: 19,
      keyboardPanDelta: options.mode === "view" ? 80 : 20,
      ...(still && { zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false, inertia: false }),
    });
    this.map.setView([46.6, 2.5], 5);
    this.animate = !still;
    this.addTiles();
    this.addFeatures(features);
    this.addControls();
    this.describe();
    if (options.mode === "pick") this.startPicking();
    if (options.mode === "draw") this.startDrawing();
    if (options.mode === "view" && options.marker) this.placeMarker(options.marker);
    this.reset({ animate: false });
    this.linkList();
  }

  addTiles() {
    if (!this.options.tilesUrl) return;
    this.map.attributionControl.setPrefix(false);
    this.L.tileLayer(this.options.tilesUrl, { attribution: this.options.tilesAttribution, maxZoom: 19 }).addTo(this.map);
  }

  addFeatures(features) {
    const { L, map } = this;
    const hatch = `${this.element.id}-hachures`;
    const order = { commune: 0, watch: 1, priority: 2, site: 3 };
    const sorted = [...features].sort((a, b) => (order[a.properties.kind] ?? 0) - (order[b.properties.kind] ?? 0));
    this.layer = L.geoJSON(sorted, {
      pointToLayer: (_feature, place) => L.circleMarker(place, { radius: 8 }),
      style: ({ properties }) => ({
        className: `ui-map__${properties.kind}${this.options.selected && properties.code === this.options.selected ? " ui-map__selected" : ""}`,
        interactive: properties.kind !== "commune",
        ...(properties.kind === "watch" && { fillColor: `url(#${hatch})`, fillOpacity: 1 }),
      }),
      onEachFeature: (feature, layer) => this.prepare(feature, layer),
    }).addTo(map);
    const svg = map.getPanes().overlayPane.querySelector("svg");
    svg?.insertAdjacentHTML("afterbegin", hatching(hatch));
    svg?.removeAttribute("aria-hidden");
    this.layer.eachLayer((layer) => this.makeReachable(layer));
    map.on("moveend", () => this.keepInReach());
    this.keepInReach();
  }

  // Tab goes from one to the next of those on screen only: moving the map brings the others.
  keepInReach() {
    const view = this.map.getBounds();
    this.layer.eachLayer((layer) => {
      const path = layer.getElement();
      if (path?.getAttribute("role") !== "button") return;
      path.setAttribute("tabindex", view.intersects(boundsOf(this.L, layer)) ? "0" : "-1");
    });
  }

  prepare({ properties }, layer) {
    if (properties.kind === "commune") return;
    this.byCode.set(properties.code, layer);
    layer.bindTooltip(() => title(properties), { sticky: true, className: "ui-map__tooltip" });
    if (this.options.mode !== "view") return;
    layer.bindPopup(() => popup(properties), { closeButton: true });
    layer.on("popupopen", ({ popup: opened }) => {
      const box = opened.getElement();
      box.querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", TEXTS.close);
      box.onkeydown = ({ key }) => key === "Escape" && layer.closePopup();
    });
  }

  makeReachable(layer) {
    const { properties } = layer.feature;
    const path = layer.getElement();
    if (!path) return;
    if (properties.kind === "commune" || this.options.mode !== "view") {
      path.setAttribute("aria-hidden", "true");
      return;
    }
    path.setAttribute("tabindex", "0");
    path.setAttribute("role", "button");
    path.setAttribute("aria-label", `${title(properties)} – ${(TEXTS.natures[properties.kind] ?? TEXTS.natures.priority).toLowerCase()}`);
    path.addEventListener("focus", () => layer.openTooltip(centerOf(layer)));
    path.addEventListener("blur", () => layer.closeTooltip());
    path.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      layer.closeTooltip();
      layer.openPopup(centerOf(layer));
      const content = layer.getPopup().getElement().querySelector(".leaflet-popup-content");
      content.tabIndex = -1;
      content.focus();
      layer.getPopup().once("remove", () => path.focus());
    });
  }

  addControls() {
    const { L, map } = this;
    L.control.zoom({ zoomInTitle: TEXTS.zoomIn, zoomOutTitle: TEXTS.zoomOut }).addTo(map);
    const Reset = L.Control.extend({
      options: { position: "topleft" },
      onAdd: () => {
        const bar = L.DomUtil.create("div", "leaflet-bar");
        const button = L.DomUtil.create("button", "ui-map__reset fr-icon-refresh-line", bar);
        Object.assign(button, { type: "button", title: TEXTS.reset, ariaLabel: TEXTS.reset });
        L.DomEvent.disableClickPropagation(bar);
        button.addEventListener("click", () => this.reset());
        return bar;
      },
    });
    new Reset().addTo(map);
    L.control.scale({ imperial: false }).addTo(map);
    // The wheel scrolls the page until the map is in use.
    map.on("focus", () => map.scrollWheelZoom.enable());
    map.on("blur", () => map.scrollWheelZoom.disable());
  }

  describe() {
    const help = document.getElementById(`${this.element.id}-aide`);
    help.textContent = TEXTS[this.options.mode];
    this.element.setAttribute("role", this.options.mode === "view" ? "group" : "application");
    this.element.setAttribute("aria-label", this.options.label);
    this.element.setAttribute("aria-describedby", help.id);
  }

  overview() {
    const shown = [...this.byCode.values()];
    const sites = shown.filter(isSite);
    const chosen = this.L.featureGroup(sites.length ? sites : shown);
    const everything = chosen.getLayers().length ? chosen : this.layer;
    return everything.getBounds();
  }

  reset({ animate = this.animate } = {}) {
    const bounds = this.ring?.length ? this.L.latLngBounds(this.ring) : this.overview();
    if (this.marker) this.map.setView(this.marker.getLatLng(), 16, { animate });
    else if (bounds.isValid()) this.map.fitBounds(bounds, { animate, padding: [24, 24], maxZoom: [...this.byCode.values()].some(isSite) ? 15 : 17 });
  }

  // A button of the list with data-ui-map-show="code" shows its district here.
  linkList() {
    const layout = this.element.closest(".ui-map-layout");
    layout?.addEventListener("click", (event) => {
      const layer = this.byCode.get(event.target.closest("[data-ui-map-show]")?.dataset.uiMapShow);
      if (!layer) return;
      this.map.fitBounds(boundsOf(this.L, layer), { animate: this.animate, padding: [24, 24], maxZoom: 16 });
      layer.openPopup(centerOf(layer));
      this.element.scrollIntoView({ block: "nearest" });
    });
  }

  placeMarker([lng, lat]) {
    const { L } = this;
    const free = this.options.mode === "pick";
    if (this.marker) this.marker.setLatLng([lat, lng]);
    else {
      const icon = L.divIcon({ className: "ui-map__marker fr-icon-map-pin-2-fill", iconSize: [40, 40], iconAnchor: [20, 38] });
      this.marker = L.marker([lat, lng], { icon, title: TEXTS.point, draggable: free, interactive: free, keyboard: free, autoPan: true });
      this.marker.addTo(this.map);
      if (free) this.marker.on("dragend", () => this.choose(this.marker.getLatLng()));
    }
  }

  addCrosshair(act) {
    const { L, map, element } = this;
    L.DomUtil.create("div", "ui-map__crosshair", element).setAttribute("aria-hidden", "true");
    map.on("click", ({ latlng }) => act(latlng));
    element.addEventListener("keydown", (event) => {
      if (event.target !== element || event.key !== "Enter") return;
      event.preventDefault();
      act(map.getCenter());
    });
  }

  startPicking() {
    const inputs = [this.options.lonInput, this.options.latInput].map((id) => document.getElementById(id));
    const readInputs = () => {
      const values = inputs.map((input) => Number.parseFloat(input.value.replace(",", ".")));
      if (inputs.every((input) => input.value) && values.every(Number.isFinite)) this.placeMarker(values);
    };
    this.inputs = inputs;
    readInputs();
    for (const input of inputs) input.addEventListener("change", readInputs);
    this.addCrosshair((latlng) => this.choose(latlng));
  }

  choose(latlng) {
    const { lng, lat } = latlng.wrap();
    this.placeMarker([lng, lat]);
    this.status.textContent = TEXTS.placed.replace("%(latitude)s", decimal(lat)).replace("%(longitude)s", decimal(lng));
    this.inputs[0].value = lng.toFixed(6);
    this.inputs[1].value = lat.toFixed(6);
    for (const input of this.inputs) input.dispatchEvent(new Event("change", { bubbles: true }));
    if (this.options.submit) this.inputs[0].form.requestSubmit();
  }

  startDrawing() {
    this.input = document.getElementById(this.options.geojsonInput);
    this.ring = [];
    this.corners = [];
    this.shape = this.L.polygon([], { className: "ui-map__drawing", interactive: false }).addTo(this.map);
    this.kept = this.L.geoJSON(null, { style: { className: "ui-map__drawing", interactive: false } }).addTo(this.map);
    this.addTools();
    this.readContour();
    this.input.addEventListener("change", () => this.readContour());
    this.addCrosshair((latlng) => this.addCorner(latlng));
    this.element.addEventListener("keydown", (event) => {
      if (event.target === this.element && event.key === "Backspace") this.removeLastCorner();
    });
  }

  addTools() {
    const tools = document.createElement("div");
    tools.className = "ui-map__tools";
    for (const [label, act] of [[TEXTS.undo, () => this.removeLastCorner()], [TEXTS.restart, () => this.restart()]]) {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: label });
      button.className = "fr-btn fr-btn--sm fr-btn--secondary";
      button.addEventListener("click", act);
      tools.append(button);
    }
    this.status.before(tools);
  }

  // Takes what was pasted or typed; what is not one plain ring is shown and left alone.
  readContour() {
    this.kept.clearLayers();
    this.ring = [];
    const geometry = parseGeometry(this.input.value);
    if (geometry?.type === "Polygon" && geometry.coordinates.length === 1) {
      this.ring = geometry.coordinates[0].slice(0, -1).map(([lng, lat]) => this.L.latLng(lat, lng));
    } else if (geometry) {
      this.kept.addData(geometry);
    }
    this.redraw();
    if (geometry && !this.ring.length) this.status.textContent = TEXTS.several;
    if (geometry) this.reset({ animate: false });
  }

  addCorner(latlng) {
    if (this.kept.getLayers().length) return;
    this.ring.push(latlng.wrap());
    this.write();
  }

  removeLastCorner() {
    this.ring.pop();
    this.write();
  }

  restart() {
    this.kept.clearLayers();
    this.ring = [];
    this.write();
  }

  redraw() {
    const { L } = this;
    this.shape.setLatLngs(this.ring);
    for (const corner of this.corners) corner.remove();
    this.corners = this.ring.map((latlng, index) => {
      const icon = L.divIcon({ className: "ui-map__corner", iconSize: [24, 24] });
      const corner = L.marker(latlng, { icon, draggable: true, title: TEXTS.corner(index + 1) }).addTo(this.map);
      corner.on("drag", () => {
        this.ring[index] = corner.getLatLng();
        this.shape.setLatLngs(this.ring);
      });
      corner.on("dragend", () => this.write());
      return corner;
    });
    this.status.textContent = TEXTS.corners(this.ring.length);
  }

  write() {
    const points = this.ring.map(({ lng, lat }) => [Number(lng.toFixed(6)), Number(lat.toFixed(6))]);
    const whole = points.length >= 3;
    this.input.value = whole ? JSON.stringify({ type: "Polygon", coordinates: [[...points, points[0]]] }) : "";
    this.redraw();
  }
}

function parseGeometry(text) {
  try {
    const data = JSON.parse(text);
    const feature = data.type === "FeatureCollection" ? data.features[0] : data;
    const geometry = feature?.type === "Feature" ? feature.geometry : feature;
    return Array.isArray(geometry?.coordinates) ? geometry : null;
  } catch {
    return null;
  }
}

// A place is a point: its bounds are itself.
const isSite = (layer) => layer.feature?.properties.kind === "site";

function boundsOf(L, layer) {
  return layer.getBounds?.() ?? L.latLngBounds([layer.getLatLng()]);
}

function centerOf(layer) {
  return layer.getLatLng?.() ?? layer.getBounds().getCenter();
}

function title({ label, commune }) {
  return commune ? `${label} (${commune})` : label;
}

function popup(properties) {
  const box = document.createElement("div");
  const name = document.createElement("p");
  name.className = "ui-map__name";
  name.textContent = title(properties);
  const nature = document.createElement("p");
  nature.textContent = [TEXTS.natures[properties.kind] ?? TEXTS.natures.priority, properties.kind !== "site" && properties.code].filter(Boolean).join(" – ");
  box.append(name, nature);
  if (properties.url) box.append(Object.assign(document.createElement("a"), { href: properties.url, textContent: TEXTS.more }));
  return box;
}

function hatching(id) {
  return `<defs><pattern id="${id}" class="ui-map__hatching" patternUnits="userSpaceOnUse" width="8" height="8" patternTransform="rotate(45)"><rect width="8" height="8"></rect><line x1="0" y1="0" x2="0" y2="8"></line></pattern></defs>`;
}

function decimal(value) {
  return value.toLocaleString("fr", { minimumFractionDigits: 5, maximumFractionDigits: 5 });
}
