"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const SVG = "http://www.w3.org/2000/svg";
  const by = (id) => document.getElementById(id);
  const RANK = { controls: 0, contested: 1, operates: 2 };
  const state = { day: data.start, mode: "sponsors", side: "*", spot: null, box: data.views[0].box.slice() };

  function make(name, attributes, parent, text) {
    const node = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    if (text !== undefined) node.textContent = text;
    if (parent) parent.append(node);
    return node;
  }
  function html(name, parent, text, className) {
    const node = document.createElement(name);
    if (text !== undefined) node.textContent = text;
    if (className) node.className = className;
    parent.append(node);
    return node;
  }

  const map = by("map");
  const patterns = make("defs", {}, map);
  const [left, top, wide, high] = data.sheet;
  make("rect", { x: left, y: top, width: wide, height: high, class: "sea" }, map);
  for (const shape of data.land) make("path", { d: shape, class: "land" }, map);
  const units = new Map();
  for (const unit of data.units) {
    const node = make("path", { d: unit.path, class: "unit", "data-id": unit.id }, map);
    units.set(unit.id, { ...unit, node });
    clickable(node, unit.id);
    node.addEventListener("focus", () => { if (node.matches(":focus-visible")) mark(unit.id); });
    node.addEventListener("blur", () => mark(state.spot));
  }
  const veils = make("g", { class: "veils" }, map);
  make("path", { d: data.borders, class: "outline" }, map);
  const chosen = make("path", { class: "chosen" }, map);
  const towns = make("g", {}, map);
  const names = make("g", {}, map);
  const badges = make("g", {}, map);
  const spots = new Map([...data.units, ...data.countries].map((one) => [one.id, one]));

  function clickable(node, id) {
    node.addEventListener("click", () => { if (!moved) choose(id); });
    node.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(id); }
    });
  }
  function choose(id) { state.spot = id; draw(); }
  function mark(id) { chosen.setAttribute("d", units.has(id) ? units.get(id).path : ""); }

  const palette = { sponsors: data.sponsors, facto: data.consents };
  const nameOf = (mode, id) => palette[mode].find((one) => one.id === id).name;

  function fill(colours) {
    if (colours.length === 1) return colours[0];
    const id = "mix" + colours.join("").replace(/#/g, "-");
    if (!by(id)) {
      const width = 7;
      const pattern = make("pattern", { id, width: width * colours.length, height: 10,
        patternUnits: "userSpaceOnUse" }, patterns);
      colours.forEach((colour, place) => make("rect",
        { x: place * width, y: 0, width, height: 10, fill: colour }, pattern));
      size();
    }
    return `url(#${id})`;
  }
  function dots(id, parent) {
    const pattern = make("pattern", { id, width: 7, height: 7, patternUnits: "userSpaceOnUse" }, parent);
    make("circle", { cx: 3.5, cy: 3.5, r: 1.9, fill: "#fff" }, pattern);
  }
  dots("dotted", patterns);
  function size() {
    for (const pattern of patterns.children) pattern.setAttribute("patternTransform", `rotate(45) scale(${scale()})`);
  }
  function kept(holds, unit) {
    const seen = new Set(holds.flatMap((one) => one[state.mode]));
    for (const plain of ["", "unknown", unit.host]) if (seen.size > 1) seen.delete(plain);
    return seen;
  }
  function colours(holds, unit) {
    const seen = kept(holds, unit);
    return palette[state.mode].filter((one) => seen.has(one.id)).map((one) => one.colour);
  }

  function visible() {
    const found = new Map();
    for (const place of data.when[state.day]) {
      const one = data.held[place];
      if (state.side !== "*" && !one.sponsors.includes(state.side)) continue;
      if (!found.has(one.spot)) found.set(one.spot, []);
      found.get(one.spot).push(one);
    }
    for (const holds of found.values()) {
      holds.sort((a, b) => RANK[a.kind] - RANK[b.kind] || b.certain - a.certain || a.name.localeCompare(b.name));
    }
    return found;
  }

  function draw() {
    const seen = visible();
    by("when").textContent = data.days[state.day];
    veils.replaceChildren();
    for (const [id, unit] of units) {
      const holds = seen.get(id) || [];
      const possible = holds.length && !holds.some((one) => one.certain);
      if (possible) make("path", { d: unit.path, fill: "url(#dotted)" }, veils);
      unit.node.setAttribute("class", ["unit", holds.length ? "held" : "", holds.length ? holds[0].kind : "",
        possible ? "possible" : ""].filter(Boolean).join(" "));
      unit.node.setAttribute("fill", holds.length ? fill(colours(holds, unit)) : "#f7f5f0");
      if (holds.length) {
        unit.node.setAttribute("tabindex", "0");
        unit.node.setAttribute("role", "button");
        unit.node.setAttribute("aria-label", `${unit.name}: ${holds.map((one) => one.name).join(", ")}`);
      } else {
        for (const name of ["tabindex", "role", "aria-label"]) unit.node.removeAttribute(name);
      }
    }
    mark(state.spot);
    labels(seen);
    legend(seen);
    panel(seen);
  }

  function scale() {
    const box = map.getBoundingClientRect();
    return Math.max(state.box[2] / (box.width || 900), state.box[3] / (box.height || 700));
  }
  function free(x, y, width, height, boxes) {
    const [left, right, top, bottom] = [x - width / 2, x + width / 2, y - height / 2, y + height / 2];
    const shown = map.getBoundingClientRect();
    const middle = [state.box[0] + state.box[2] / 2, scale() * shown.width / 2];
    if (left < middle[0] - middle[1] || right > middle[0] + middle[1]) return false;
    if (boxes.some((one) => left < one[1] && one[0] < right && top < one[3] && one[2] < bottom)) return false;
    boxes.push([left, right, top, bottom]);
    return true;
  }
  function labels(seen) {
    names.replaceChildren();
    towns.replaceChildren();
    badges.replaceChildren();
    const unit = scale();
    const placed = new Set([...seen.values()].flat().flatMap((one) => one.places));
    const near = new Set((seen.get(state.spot) || []).flatMap((one) => one.places));
    const told = [];
    for (const point of data.points.filter((one) => placed.has(one.name))) {
      make("title", {}, make("circle", { cx: point.x, cy: point.y, r: 3 * unit, class: "dot" }, towns), point.name);
      if (!near.has(point.name) || told.some((one) => Math.hypot(one.x - point.x, one.y - point.y) < 16 * unit)) continue;
      told.push(point);
      make("text", { x: point.x, y: point.y - 9 * unit, class: "label",
        "font-size": 11 * unit, "stroke-width": 3 * unit }, names, point.name);
    }
    const boxes = [];
    const first = (country) => (seen.has(country.id) ? 0 : 1);
    for (const country of [...data.countries].sort((a, b) => first(a) - first(b))) {
      const holds = seen.get(country.id) || [];
      const down = country.y + (holds.length ? 20 * unit : 0);
      if (free(country.x, down, country.name.length * 7.5 * unit, 15 * unit, boxes)) {
        make("text", { x: country.x, y: down, class: "label",
          "font-size": 13 * unit, "stroke-width": 3 * unit }, names, country.name);
      }
      if (!holds.length) continue;
      const badge = make("g", { class: "badge", tabindex: "0", role: "button", "data-id": country.id,
        "aria-label": `${country.name} as a whole: ${holds.length} on record` }, badges);
      make("circle", { cx: country.x, cy: country.y, r: 11 * unit }, badge);
      make("text", { x: country.x, y: country.y, "font-size": 11 * unit }, badge, String(holds.length));
      clickable(badge, country.id);
    }
  }

  function legend(seen) {
    const box = by("legend");
    box.replaceChildren();
    const used = new Set([...seen].flatMap(([id, holds]) => units.has(id) ? [...kept(holds, units.get(id))] : []));
    for (const one of palette[state.mode]) {
      if (used.has(one.id)) swatch(box, { fill: one.colour, class: "unit" }, one.name);
    }
    swatch(box, { fill: "#fff", stroke: "#000", "stroke-width": 2.4 }, "controls");
    swatch(box, { fill: "#fff", stroke: "#000", "stroke-width": 2.4, "stroke-dasharray": "5 3" }, "contested by a source");
    swatch(box, { fill: "#fff", stroke: "#40464d", "stroke-width": 0.9 }, "operates");
    swatch(box, { fill: "url(#key)", class: "veil" }, "seen on other days only");
    html("p", box, "Stripes: several. A number: groups recorded for the country only, which fill none of its divisions." +
      (state.mode === "sponsors" ? " The host state's own support shows only where nobody else's does." : ""));
  }
  function swatch(box, attributes, text) {
    const row = html("div", box);
    const picture = make("svg", { width: 22, height: 14, viewBox: "0 0 22 14" }, row);
    if (attributes.class === "veil") {
      dots("key", picture);
      make("rect", { x: 2, y: 2, width: 18, height: 10, fill: "#0072B2" }, picture);
    }
    make("rect", { x: 2, y: 2, width: 18, height: 10, ...attributes }, picture);
    html("span", row, text);
  }

  function panel(seen) {
    const box = by("panel");
    box.replaceChildren();
    if (data.silentBefore && data.days[state.day] < data.silentBefore) {
      html("p", box, `No claim on territory speaks of this day; the first one speaks of ${data.silentBefore}.`, "warn");
    }
    if (state.spot === null) {
      html("h2", box, "Choose a division");
      html("p", box, "Click a coloured division, or a number, for who is there, by whose leave, and on what sources.", "quiet");
      const count = new Set([...seen.values()].flat().map((one) => one.name)).size;
      html("p", box, `On ${data.days[state.day]}: ${count} groups in ${[...seen.keys()].length} places.`);
      return;
    }
    const spot = spots.get(state.spot);
    const whole = !units.has(state.spot);
    html("h2", box, whole ? `${spot.name} as a whole` : `${spot.name}, ${spot.country}`);
    html("p", box, data.days[state.day], "quiet");
    const holds = seen.get(state.spot) || [];
    if (!holds.length) html("p", box, "Nobody on record.");
    for (const one of holds) group(box, one);
  }
  function group(box, one) {
    html("h3", box, one.name);
    const sure = one.certain ? "seen or stated for that day" : "seen on other days only";
    const kind = one.kind === "contested" ? "contested by a source" : one.kind;
    html("p", box, `${kind}, ${one.likely}, ${sure}: ${one.places.join(", ")}`);
    const sponsors = one.sponsors.filter(Boolean).map((id) => nameOf("sponsors", id));
    const perhaps = one.perhaps.map((id) => nameOf("sponsors", id));
    html("p", box, sponsors.length ? `Side of ${sponsors.join(", ")}` : "No state sponsor on record");
    if (perhaps.length) {
      html("p", box, `Perhaps of ${perhaps.join(", ")}: only as one of several supporters, or less likely than not by that day`);
    }
    for (const consent of one.consents) {
      const words = (word) => word.replace("_", " ");
      html("p", box, `Consent${consent.authority ? " by " + consent.authority : ""}: ` +
        `${words(consent.de_jure)} in law, ${words(consent.de_facto)} in fact` +
        `${consent.basis ? ". " + consent.basis : ""}`);
    }
    const list = html("ul", box);
    for (const number of one.sources) {
      const source = data.sources[number];
      const item = html("li", list);
      if (source.address) {
        const link = html("a", item, source.text);
        link.href = source.address;
        link.rel = "noopener noreferrer";
        link.target = "_blank";
      } else { item.textContent = source.text; }
    }
  }

  function look() { map.setAttribute("viewBox", state.box.join(" ")); }
  function zoom(factor, x = state.box[0] + state.box[2] / 2, y = state.box[1] + state.box[3] / 2) {
    const [left, top, width, height] = state.box;
    if (width * factor < 25 || width * factor > 3000) return;
    state.box = [x - (x - left) * factor, y - (y - top) * factor, width * factor, height * factor];
    look();
    size();
    labels(visible());
  }
  let grip = null;
  let moved = false;
  map.addEventListener("pointerdown", (event) => { grip = [event.clientX, event.clientY]; moved = false; });
  window.addEventListener("pointerup", () => {
    if (grip && moved) labels(visible());
    grip = null;
  });
  window.addEventListener("pointermove", (event) => {
    if (!grip) return;
    const [dx, dy] = [event.clientX - grip[0], event.clientY - grip[1]];
    if (!moved && Math.hypot(dx, dy) < 4) return;
    moved = true;
    grip = [event.clientX, event.clientY];
    state.box[0] -= dx * scale();
    state.box[1] -= dy * scale();
    look();
  });
  map.addEventListener("wheel", (event) => {
    event.preventDefault();
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(map.getScreenCTM().inverse());
    zoom(event.deltaY > 0 ? 1.2 : 1 / 1.2, point.x, point.y);
  }, { passive: false });
  by("in").addEventListener("click", () => zoom(1 / 1.4));
  by("out").addEventListener("click", () => zoom(1.4));

  const side = by("side");
  for (const [id, name] of [["*", "everybody"], ...data.sponsors.filter((one) => one.id).map((one) => [one.id, one.name])]) {
    html("option", side, name).value = id;
  }
  side.addEventListener("change", () => { state.side = side.value; draw(); });
  const view = by("view");
  data.views.forEach((one, place) => { html("option", view, one.name).value = String(place); });
  view.addEventListener("change", () => { state.box = data.views[Number(view.value)].box.slice(); look(); size(); draw(); });
  for (const radio of document.querySelectorAll("input[name=mode]")) {
    radio.addEventListener("change", () => { state.mode = radio.value; draw(); });
  }
  const day = by("day");
  day.max = String(data.days.length - 1);
  day.value = String(state.day);
  const turn = (place) => { state.day = place; day.value = String(place); draw(); };
  day.addEventListener("input", () => turn(Number(day.value)));
  let running = null;
  const stop = () => { clearInterval(running); running = null; by("play").textContent = "play"; };
  by("play").addEventListener("click", () => {
    if (running) { stop(); return; }
    if (state.day === data.days.length - 1) turn(0);
    by("play").textContent = "stop";
    running = setInterval(() => {
      if (state.day >= data.days.length - 1) { stop(); return; }
      turn(state.day + 1);
    }, 700);
  });
  by("foot").textContent = `Outlines: ${data.origin}. Claims are those of the datasets loaded; what nobody reported may still be so.`;
  window.addEventListener("resize", () => { size(); labels(visible()); });
  look();
  size();
  draw();
})();
