"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const by = (id) => document.getElementById(id);
  const [NAME, LABEL, X, Y, RANK, MEASURE] = [0, 1, 2, 3, 4, 5];
  const [SOURCE, TARGET, CLAIMS, HOLDINGS, CHANCE, SURE, DISPUTED, MUTUAL, TYPES] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  const SHAPES = { Person: "ellipse", Organization: "rectangle", State: "triangle", Position: "diamond" };
  const MOST_FOUND = 30;
  const LARGE = 1500;
  const words = (type) => type.toLowerCase().replace(/_/g, " ");
  function html(name, parent, text, className) {
    const node = document.createElement(name);
    if (text !== undefined) node.textContent = text;
    if (className) node.className = className;
    parent.append(node);
    return node;
  }

  const large = data.vertices.length > LARGE;
  const spread = (large ? 60 : 34) * Math.sqrt(data.vertices.length) + 250;
  const top = Math.max(1e-9, ...data.vertices.map((one) => one[MEASURE]));
  const size = (one) => 9 + 34 * Math.sqrt(one[MEASURE] / top);
  const state = { day: data.start, chosen: null, off: new Set() };
  const known = [...new Set(data.ties.flatMap((tie) => tie[TYPES]))].sort();

  const elements = data.vertices.map((one, place) => ({
    group: "nodes",
    data: { id: `v${place}`, place, name: one[NAME], size: size(one), font: 10 + 14 * Math.sqrt(one[MEASURE] / top), colour: data.colours[one[LABEL]] || "#8C8C8C",
      shape: SHAPES[one[LABEL]] || "ellipse" },
    position: { x: one[X] * spread, y: one[Y] * spread },
  }));
  data.ties.forEach((tie, place) => elements.push({
    group: "edges",
    data: { id: `t${place}`, place, source: `v${tie[SOURCE]}`, target: `v${tie[TARGET]}`, width: 0.6 + 2.4 * tie[CHANCE],
      line: tie[SURE] ? "solid" : "dotted", colour: tie[DISPUTED] ? "#D55E00" : "#9AA2AB", arrow: tie[MUTUAL] ? "none" : "triangle" },
  }));
  const cy = cytoscape({
    container: by("canvas"),
    elements,
    layout: { name: "preset", fit: true, padding: 20 },
    hideEdgesOnViewport: large,
    textureOnViewport: large,
    pixelRatio: large ? 1 : "auto",
    minZoom: 0.03,
    maxZoom: 6,
    style: [
      { selector: "node", style: { width: "data(size)", height: "data(size)", "background-color": "data(colour)", shape: "data(shape)",
        label: "data(name)", "font-size": "data(font)", "min-zoomed-font-size": large ? 9 : 7, color: "#1b1f24", "text-outline-color": "#fff", "text-outline-width": 2 } },
      { selector: "edge", style: { width: "data(width)", "line-color": "data(colour)", "line-style": "data(line)",
        "curve-style": large ? "haystack" : "straight", "target-arrow-shape": large ? "none" : "data(arrow)", "target-arrow-color": "data(colour)", "arrow-scale": 0.7 } },
      { selector: ".faint", style: { opacity: 0.12, "text-opacity": 0 } },
      { selector: ".chosen", style: { "border-width": 4, "border-color": "#C0176C", "z-index": 9, "min-zoomed-font-size": 0, "font-weight": "bold" } },
    ],
  });
  const nodes = data.vertices.map((_, place) => cy.getElementById(`v${place}`));
  const edges = data.ties.map((_, place) => cy.getElementById(`t${place}`));
  let shown = new Set();
  let around = new Map();

  function visible() {
    const least = Number(by("least").value);
    const sure = by("sure").checked;
    return data.when[state.day].filter((place) => {
      const tie = data.ties[place];
      return tie[CHANCE] >= least && (!sure || tie[SURE]) && tie[TYPES].some((type) => !state.off.has(type));
    });
  }
  function draw() {
    const now = new Set(visible());
    around = new Map();
    for (const place of now) {
      for (const end of [data.ties[place][SOURCE], data.ties[place][TARGET]]) {
        if (!around.has(end)) around.set(end, []);
        around.get(end).push(place);
      }
    }
    cy.batch(() => {
      const away = (all, kept) => cy.collection(all.filter((one, place) => one.inside() && !kept.has(place)));
      const back = (all, kept) => cy.collection(all.filter((one, place) => one.removed() && kept.has(place)));
      away(edges, now).remove();
      away(nodes, around).remove();
      back(nodes, around).restore();
      back(edges, now).restore();
    });
    shown = now;
    by("count").textContent = `${data.days[state.day]}: ${around.size} actors, ${now.size} ties`;
    if (state.chosen !== null && !around.has(state.chosen)) state.chosen = null;
    mark();
    panel();
  }
  function mark() {
    cy.batch(() => {
      cy.elements().removeClass("faint chosen");
      if (state.chosen === null) return;
      const ties = new Set(around.get(state.chosen) || []);
      const near = new Set([state.chosen]);
      for (const place of ties) near.add(data.ties[place][SOURCE]).add(data.ties[place][TARGET]);
      for (const place of around.keys()) if (!near.has(place)) nodes[place].addClass("faint");
      for (const place of shown) if (!ties.has(place)) edges[place].addClass("faint");
      nodes[state.chosen].addClass("chosen");
    });
  }
  function choose(place, look) {
    state.chosen = place;
    mark();
    panel();
    if (look && place !== null) {
      cy.center(nodes[place]);
      by("panel").focus({ preventScroll: true });
    }
  }
  function panel(only) {
    const box = by("panel");
    box.replaceChildren();
    if (state.chosen === null) {
      html("h3", box, "Choose an actor");
      html("p", box, "Click one, or find one by name, for its ties, their claims and the sources of each.", "quiet");
      return;
    }
    const one = data.vertices[state.chosen];
    html("h3", box, one[NAME]);
    const rank = one[RANK] ? `, rank ${one[RANK]} by betweenness (${one[MEASURE].toFixed(3)})` : "";
    html("p", box, `${one[LABEL].toLowerCase()}${rank}; ${data.days[state.day]}`, "quiet");
    const ties = (around.get(state.chosen) || []).slice();
    const other = (tie) => (tie[SOURCE] === state.chosen ? tie[TARGET] : tie[SOURCE]);
    ties.sort((a, b) => data.ties[b][CHANCE] - data.ties[a][CHANCE] ||
      data.vertices[other(data.ties[a])][NAME].localeCompare(data.vertices[other(data.ties[b])][NAME]));
    for (const place of ties) tieIn(box, data.ties[place], other(data.ties[place]), place === only);
  }
  function tieIn(box, tie, end, open) {
    const part = html("details", box);
    const title = `${data.vertices[end][NAME]}: ${tie[TYPES].map(words).join(", ")}; probability ${tie[CHANCE].toFixed(2)}, ` +
      `${tie[SURE] ? "certain" : "possible"}${tie[DISPUTED] ? ", disputed" : ""}`;
    html("summary", part, title, tie[DISPUTED] ? "disputed" : "");
    const fill = () => {
      if (part.childElementCount > 1) return;
      for (const number of [...tie[CLAIMS], ...tie[HOLDINGS]]) claimIn(part, data.claims[number]);
      const go = html("button", part, `Go to ${data.vertices[end][NAME]}`);
      go.type = "button";
      go.addEventListener("click", () => choose(end, true));
    };
    part.addEventListener("toggle", fill);
    if (open) { part.open = true; fill(); }
  }
  function claimIn(box, [text, more, stance, speaker, grade, confidence, note, sources]) {
    const said = stance === "affirms" ? "" : `${stance}: `;
    html("p", box, `${said}${text}${more ? `: ${more}` : ""}. Says ${speaker}; grade ${grade}, confidence ${confidence.toFixed(2)}.${note ? ` ${note}` : ""}`);
    const list = html("ul", box);
    for (const number of sources) {
      const [title, address] = data.sources[number];
      const item = html("li", list);
      if (address) {
        const link = html("a", item, title);
        link.href = address;
        link.rel = "noopener noreferrer";
        link.target = "_blank";
      } else { item.textContent = title; }
    }
  }

  const folded = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f'’‘-]/g, "").toLowerCase();
  const spelled = data.vertices.map((one) => folded(one[NAME]));
  function find() {
    const list = by("found");
    list.replaceChildren();
    const wanted = folded(by("find").value.trim());
    if (!wanted) return [];
    const hits = [...around.keys()].filter((place) => spelled[place].includes(wanted));
    hits.sort((a, b) => data.vertices[b][MEASURE] - data.vertices[a][MEASURE] || spelled[a].localeCompare(spelled[b]));
    for (const place of hits.slice(0, MOST_FOUND)) {
      const button = html("button", html("li", list), data.vertices[place][NAME]);
      button.type = "button";
      button.addEventListener("click", () => choose(place, true));
    }
    if (!hits.length) html("li", list, "nobody of that name has a tie that is shown");
    else if (hits.length > MOST_FOUND) html("li", list, `and ${hits.length - MOST_FOUND} more`);
    return hits;
  }
  by("find").addEventListener("input", find);
  by("find").addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    const hits = find();
    if (hits.length) choose(hits[0], true);
  });
  data.days.forEach((day, place) => { html("option", by("day"), day).value = String(place); });
  by("day").value = String(state.day);
  by("day").addEventListener("change", () => { state.day = Number(by("day").value); draw(); find(); });
  by("least").addEventListener("input", () => { by("least-said").textContent = Number(by("least").value).toFixed(2); draw(); });
  by("sure").addEventListener("change", draw);
  for (const type of known) {
    const label = html("label", by("relations"));
    const box = html("input", label);
    box.type = "checkbox";
    box.checked = true;
    box.value = type;
    label.append(` ${words(type)}`);
    box.addEventListener("change", () => { state.off[box.checked ? "delete" : "add"](type); draw(); });
  }
  function look() {
    const parts = cy.elements().components();
    cy.fit(parts.reduce((most, one) => (one.length > most.length ? one : most), cy.collection()), 24);
  }
  by("whole").addEventListener("click", () => { choose(null); cy.fit(cy.elements(), 20); });
  cy.on("tap", "node", (event) => choose(event.target.data("place")));
  cy.on("tap", "edge", (event) => {
    const place = event.target.data("place");
    if (state.chosen !== data.ties[place][SOURCE] && state.chosen !== data.ties[place][TARGET]) state.chosen = data.ties[place][SOURCE];
    mark();
    panel(place);
  });
  cy.on("tap", (event) => { if (event.target === cy) choose(null); });

  const frame = by("map-frame");
  const fill = () => { if (!frame.srcdoc) frame.srcdoc = data.map; };
  new IntersectionObserver((seen, watcher) => {
    if (seen.some((one) => one.isIntersecting)) { fill(); watcher.disconnect(); }
  }, { rootMargin: "300px" }).observe(frame);
  draw();
  look();
  document.documentElement.dataset.ready = "yes";
  window.network = cy;
})();
