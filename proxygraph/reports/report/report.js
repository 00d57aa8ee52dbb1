"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const by = (id) => document.getElementById(id);
  const [NAME, LABEL, X, Y, RANK, MEASURE] = [0, 1, 2, 3, 4, 5];
  const [SOURCE, TARGET, CLAIMS, HOLDINGS, CHANCE, SURE, DISPUTED, MUTUAL, TYPES, CONFIDENCE, DAYS] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
  const SHAPES = { Person: "round", Organization: "square", State: "triangle", Position: "diamond" };
  const MOST_FOUND = 30;
  const MOST_TIES = 150;
  const LARGE = 1500;
  const words = (type) => type.toLowerCase().replace(/_/g, " ");
  function html(name, parent, text, className) {
    const node = document.createElement(name);
    if (text !== undefined) node.textContent = text;
    if (className) node.className = className;
    parent.append(node);
    return node;
  }

  const spread = (data.vertices.length > LARGE ? 60 : 34) * Math.sqrt(data.vertices.length) + 250;
  const top = data.vertices.reduce((most, one) => Math.max(most, one[MEASURE]), 1e-9);
  const share = (one) => Math.sqrt(one[MEASURE] / top);
  const state = { day: data.start, chosen: null, off: new Set() };
  const known = [...new Set(data.ties.flatMap((tie) => tie[TYPES]))].sort();
  const alphabet = new Intl.Collator(undefined, { numeric: true });
  const picture = drawNetwork(
    by("canvas"),
    data.vertices.map((one) => ({ x: one[X] * spread, y: one[Y] * spread, name: one[NAME], size: 9 + 34 * share(one),
      font: 10 + 14 * share(one), colour: data.colours[one[LABEL]] || "#8C8C8C", shape: SHAPES[one[LABEL]] || "round" })),
    data.ties.map((tie) => ({ source: tie[SOURCE], target: tie[TARGET], width: 0.6 + 2.4 * tie[CHANCE], dotted: !tie[SURE],
      colour: tie[DISPUTED] ? "#D55E00" : "#9AA2AB", pointed: !tie[MUTUAL] })),
    touched,
  );
  let around = new Map();

  // As analytics.likelihood_words writes it.
  function likely(share) {
    const word = data.scale.find(([least]) => share >= least)[1];
    return `${word} (${Math.min(99, Math.max(1, Math.round(100 * share)))}%)`;
  }

  function visible() {
    const least = Number(by("least").value);
    const sure = by("sure").checked;
    return data.ties.flatMap((tie, place) => (tie[DAYS] >> state.day) & 1 && tie[CHANCE] >= least &&
      (!sure || tie[SURE]) && tie[TYPES].some((type) => !state.off.has(type)) ? [place] : []);
  }
  const other = (tie, end) => (tie[SOURCE] === end ? tie[TARGET] : tie[SOURCE]);
  function draw() {
    const now = visible();
    around = new Map();
    for (const place of now) {
      for (const end of [data.ties[place][SOURCE], data.ties[place][TARGET]]) {
        if (!around.has(end)) around.set(end, []);
        around.get(end).push(place);
      }
    }
    picture.show([...around.keys()], now);
    by("count").textContent = `${data.days[state.day]}: ${around.size} actors, ${now.length} ties`;
    if (state.chosen !== null && !around.has(state.chosen)) state.chosen = null;
    mark();
    panel();
  }
  function mark() {
    const ties = around.get(state.chosen) || [];
    picture.mark(state.chosen, [state.chosen, ...ties.map((place) => other(data.ties[place], state.chosen))], ties);
  }
  function choose(place, look) {
    state.chosen = place;
    mark();
    panel();
    if (look && place !== null) {
      picture.centre(place);
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
    const end = (place) => other(data.ties[place], state.chosen);
    ties.sort((a, b) => (b === only) - (a === only) || data.ties[b][CHANCE] - data.ties[a][CHANCE] ||
      alphabet.compare(data.vertices[end(a)][NAME], data.vertices[end(b)][NAME]));
    const list = (some) => { for (const place of some) tieIn(box, data.ties[place], end(place), place === only); };
    list(ties.slice(0, MOST_TIES));
    if (ties.length <= MOST_TIES) return;
    const more = html("button", box, `Show all ${ties.length} ties`);
    more.type = "button";
    more.addEventListener("click", () => {
      more.remove();
      list(ties.slice(MOST_TIES));
      box.querySelectorAll("summary")[MOST_TIES].focus();
    });
  }
  function tieIn(box, tie, end, open) {
    const part = html("details", box);
    const title = `${data.vertices[end][NAME]}: ${tie[TYPES].map(words).join(", ")}; ${likely(tie[CHANCE])}, ` +
      `${tie[CONFIDENCE]} confidence, ${tie[SURE] ? "seen or stated for that day" : "seen on other days"}${tie[DISPUTED] ? ", disputed" : ""}`;
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
  function claimIn(box, claim) {
    const [start, verb, end, more, stance, speaker, grade, note] = claim.map((number) => data.texts[number]);
    const [confidence, sources] = claim.slice(-2);
    const said = stance === "affirms" ? "" : `${stance}: `;
    html("p", box, `${said}${start} ${verb} ${end}${more ? `: ${more}` : ""}. Says ${speaker}; grade ${grade}, confidence ${confidence.toFixed(2)}.${note ? ` ${note}` : ""}`);
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
    hits.sort((a, b) => data.vertices[b][MEASURE] - data.vertices[a][MEASURE] || alphabet.compare(spelled[a], spelled[b]));
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
  const sayLeast = () => { by("least-said").textContent = likely(Number(by("least").value)); };
  by("least").addEventListener("input", () => { sayLeast(); draw(); });
  sayLeast();
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
  function largestPart() {
    const left = new Set(around.keys());
    let most = [];
    for (const first of left) {
      const part = [first];
      left.delete(first);
      for (const end of part) {
        for (const place of around.get(end)) {
          const next = other(data.ties[place], end);
          if (left.delete(next)) part.push(next);
        }
      }
      if (part.length > most.length) most = part;
    }
    return most;
  }
  function touched(vertex, tie) {
    if (tie === null) return choose(vertex);
    const ends = [data.ties[tie][SOURCE], data.ties[tie][TARGET]];
    if (!ends.includes(state.chosen)) state.chosen = ends[0];
    mark();
    return panel(tie);
  }
  by("whole").addEventListener("click", () => { choose(null); picture.fit([...around.keys()]); });

  const frame = by("map-frame");
  const fill = () => { if (!frame.srcdoc) frame.srcdoc = data.map; };
  if (frame) new IntersectionObserver((seen, watcher) => {
    if (seen.some((one) => one.isIntersecting)) { fill(); watcher.disconnect(); }
  }, { rootMargin: "300px" }).observe(frame);
  draw();
  picture.fit(largestPart());
  document.documentElement.dataset.ready = "yes";
  window.network = picture;
})();
