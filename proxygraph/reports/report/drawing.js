"use strict";
// Draws a network on a canvas inside `box`. Vertices have a place, size, shape, colour and name, ties the
// numbers of their ends, width, colour, and whether dotted or pointed. Wheel and two fingers zoom, dragging
// moves; `touched` gets the numbers of the vertex or tie that was clicked, null for what was not.
window.drawNetwork = (box, vertices, ties, touched) => {
  const TAU = 2 * Math.PI;
  const PIECE = 300;
  const FINE = 3000;
  const NEAR = 4;
  const [LEAST, MOST] = [0.01, 6];
  const [SMALL, BIG] = [9, 20];
  const ROOM = 7000;
  const FAINT = 0.1;
  const PAPER = [1032, 624];
  const canvas = box.appendChild(document.createElement("canvas"));
  const pen = canvas.getContext("2d");
  const view = { zoom: 1, x: 0, y: 0 };
  const fingers = new Map();
  let [wide, high, dense] = [1, 1, 1];
  let shown = { vertices: [], ties: [] };
  let marked = null;
  let asked = 0;
  let dragged = false;

  const across = (place) => vertices[place].x * view.zoom + view.x;
  const down = (place) => vertices[place].y * view.zoom + view.y;
  const radius = (place) => Math.max(1.2, (vertices[place].size / 2) * view.zoom);
  const inside = (x, y, edge) => x > -edge && y > -edge && x < wide + edge && y < high + edge;
  const ask = () => { asked ||= requestAnimationFrame(paint); };

  function resize(to, density) {
    if (!to[0] || !to[1]) return;
    view.x += (to[0] - wide) / 2;
    view.y += (to[1] - high) / 2;
    [[wide, high], dense] = [to, density];
    canvas.width = Math.round(wide * dense);
    canvas.height = Math.round(high * dense);
    ask();
  }
  function fit(places, edge = 24) {
    if (!places.length) return ask();
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const place of places) {
      const one = vertices[place];
      [left, right] = [Math.min(left, one.x - one.size), Math.max(right, one.x + one.size)];
      [top, bottom] = [Math.min(top, one.y - one.size), Math.max(bottom, one.y + one.size)];
    }
    const room = Math.min((wide - 2 * edge) / (right - left), (high - 2 * edge) / (bottom - top));
    view.zoom = Math.min(MOST, Math.max(LEAST, room));
    view.x = wide / 2 - ((left + right) / 2) * view.zoom;
    view.y = high / 2 - ((top + bottom) / 2) * view.zoom;
    ask();
  }
  function zoom(by, x, y) {
    const next = Math.min(MOST, Math.max(LEAST, view.zoom * by));
    view.x = x - ((x - view.x) * next) / view.zoom;
    view.y = y - ((y - view.y) * next) / view.zoom;
    view.zoom = next;
    ask();
  }

  function grouped(places, key) {
    const groups = new Map();
    for (const place of places) {
      const name = key(place);
      if (!groups.has(name)) groups.set(name, []);
      groups.get(name).push(place);
    }
    return groups.values();
  }
  const look = (tie) => `${tie.colour}${tie.dotted}${Math.round(tie.width * 4)}`;
  function paintTies(places, strength) {
    const fine = places.length <= FINE;
    pen.globalAlpha = strength * (fine ? 1 : 0.45);
    for (const group of grouped(places, (place) => look(ties[place]))) {
      const { width, colour, dotted } = ties[group[0]];
      pen.lineWidth = Math.max(0.6, width * Math.min(1.6, view.zoom));
      pen.strokeStyle = pen.fillStyle = colour;
      pen.setLineDash(dotted && fine ? [2, 3] : []);
      for (let first = 0; first < group.length; first += PIECE) {
        pen.beginPath();
        for (const place of group.slice(first, first + PIECE)) {
          const { source, target } = ties[place];
          pen.moveTo(across(source), down(source));
          pen.lineTo(across(target), down(target));
        }
        pen.stroke();
      }
      pen.setLineDash([]);
      if (fine) paintArrows(group.filter((place) => ties[place].pointed));
    }
  }
  function paintArrows(places) {
    const long = Math.min(11, 8 * view.zoom);
    if (long < 3) return;
    pen.beginPath();
    for (const place of places) {
      const { source, target } = ties[place];
      const [x, y] = [across(target), down(target)];
      const angle = Math.atan2(y - down(source), x - across(source));
      const [cos, sin, away] = [Math.cos(angle), Math.sin(angle), radius(target)];
      const [tipX, tipY] = [x - away * cos, y - away * sin];
      pen.moveTo(tipX, tipY);
      pen.lineTo(tipX - long * cos + long * 0.4 * sin, tipY - long * sin - long * 0.4 * cos);
      pen.lineTo(tipX - long * cos - long * 0.4 * sin, tipY - long * sin + long * 0.4 * cos);
    }
    pen.fill();
  }
  function outline(place, more = 0) {
    const [x, y, r] = [across(place), down(place), radius(place) + more];
    const { shape } = vertices[place];
    if (shape === "square") return pen.rect(x - r, y - r, 2 * r, 2 * r);
    if (shape === "round") {
      pen.moveTo(x + r, y);
      return pen.arc(x, y, r, 0, TAU);
    }
    pen.moveTo(x, y - r);
    pen.lineTo(x + r, shape === "triangle" ? y + r : y);
    if (shape !== "triangle") pen.lineTo(x, y + r);
    pen.lineTo(x - r, shape === "triangle" ? y + r : y);
    return pen.closePath();
  }
  function paintVertices(places, strength) {
    pen.globalAlpha = strength;
    for (const group of grouped(places, (place) => vertices[place].colour)) {
      pen.fillStyle = vertices[group[0]].colour;
      pen.beginPath();
      for (const place of group) outline(place);
      pen.fill();
    }
  }
  function paintNames(places) {
    const taken = [];
    const most = Math.max(12, (wide * high) / ROOM);
    pen.globalAlpha = 1;
    pen.textAlign = "center";
    pen.lineJoin = "round";
    pen.lineWidth = 3;
    pen.strokeStyle = "#fff";
    pen.fillStyle = "#1b1f24";
    for (const place of places) {
      if (taken.length >= most) return;
      const font = Math.min(BIG, Math.max(SMALL, vertices[place].font * view.zoom));
      const name = vertices[place].name;
      pen.font = `${marked && marked.vertex === place ? "bold " : ""}${font}px system-ui, sans-serif`;
      const [x, y, half] = [across(place), down(place) - radius(place) - 3, pen.measureText(name).width / 2];
      const area = [x - half, y - font, x + half, y + 2];
      if (taken.some((one) => area[0] < one[2] && one[0] < area[2] && area[1] < one[3] && one[1] < area[3])) continue;
      taken.push(area);
      pen.strokeText(name, x, y);
      pen.fillText(name, x, y);
    }
  }
  function paint() {
    asked = 0;
    pen.setTransform(dense, 0, 0, dense, 0, 0);
    pen.clearRect(0, 0, wide, high);
    const near = (place) => !marked || marked.vertices.has(place);
    const lit = (place) => !marked || marked.ties.has(place);
    const seen = shown.vertices.filter((place) => inside(across(place), down(place), radius(place) + 40));
    const lines = shown.ties.filter((place) => {
      const { source, target } = ties[place];
      return Math.max(across(source), across(target)) > 0 && Math.min(across(source), across(target)) < wide &&
        Math.max(down(source), down(target)) > 0 && Math.min(down(source), down(target)) < high;
    });
    if (marked) {
      paintTies(lines.filter((place) => !lit(place)), FAINT);
      paintVertices(seen.filter((place) => !near(place)), FAINT);
    }
    paintTies(lines.filter(lit), 0.9);
    const clear = seen.filter(near);
    paintVertices(clear, 1);
    if (marked && marked.vertex !== null) {
      pen.beginPath();
      outline(marked.vertex, 3);
      pen.lineWidth = 4;
      pen.strokeStyle = "#C0176C";
      pen.stroke();
      clear.unshift(marked.vertex);
    }
    paintNames(clear);
  }

  function vertexAt(x, y) {
    let [best, least] = [null, Infinity];
    for (const place of shown.vertices) {
      const away = Math.hypot(across(place) - x, down(place) - y);
      if (away <= radius(place) + NEAR && away < least) [best, least] = [place, away];
    }
    return best;
  }
  function tieAt(x, y) {
    let [best, least] = [null, NEAR];
    for (const place of shown.ties) {
      const [ax, ay] = [across(ties[place].source), down(ties[place].source)];
      const [bx, by] = [across(ties[place].target) - ax, down(ties[place].target) - ay];
      const along = Math.min(1, Math.max(0, ((x - ax) * bx + (y - ay) * by) / (bx * bx + by * by || 1)));
      const away = Math.hypot(ax + along * bx - x, ay + along * by - y);
      if (away < least) [best, least] = [place, away];
    }
    return best;
  }
  const point = (event) => {
    const frame = canvas.getBoundingClientRect();
    return [event.clientX - frame.left, event.clientY - frame.top];
  };
  const spread = () => {
    const [[ax, ay], [bx, by]] = [...fingers.values()];
    return [Math.hypot(ax - bx, ay - by), (ax + bx) / 2, (ay + by) / 2];
  };
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0015)), ...point(event));
  }, { passive: false });
  canvas.addEventListener("pointerdown", (event) => {
    if (!fingers.size) dragged = false;
    canvas.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, point(event));
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!fingers.has(event.pointerId)) return;
    const [[x, y], before] = [point(event), fingers.get(event.pointerId)];
    if (!dragged && Math.hypot(x - before[0], y - before[1]) <= NEAR) return;
    dragged = true;
    const far = fingers.size === 2 ? spread() : null;
    fingers.set(event.pointerId, [x, y]);
    if (far) {
      const [now, midX, midY] = spread();
      view.x += midX - far[1];
      view.y += midY - far[2];
      if (far[0]) zoom(now / far[0], midX, midY);
    } else if (fingers.size === 1) {
      view.x += x - before[0];
      view.y += y - before[1];
    }
    ask();
  });
  canvas.addEventListener("pointercancel", (event) => fingers.delete(event.pointerId));
  canvas.addEventListener("pointerup", (event) => {
    if (!fingers.delete(event.pointerId) || dragged) return;
    const vertex = vertexAt(...point(event));
    touched(vertex, vertex === null ? tieAt(...point(event)) : null);
  });

  const fill = () => resize([box.clientWidth, box.clientHeight], window.devicePixelRatio || 1);
  new ResizeObserver(fill).observe(box);
  let before = null;
  window.addEventListener("beforeprint", () => {
    before = { ...view };
    resize(PAPER, 2);
    fit(shown.vertices);
    paint();
  });
  window.addEventListener("afterprint", () => {
    fill();
    Object.assign(view, before);
    ask();
  });
  fill();
  return {
    fit,
    show(vertexPlaces, tiePlaces) {
      const most = (a, b) => vertices[b].size - vertices[a].size || a - b;
      shown = { vertices: vertexPlaces.slice().sort(most), ties: tiePlaces };
      ask();
    },
    mark(vertex, vertexPlaces, tiePlaces) {
      marked = vertex === null ? null : { vertex, vertices: new Set(vertexPlaces), ties: new Set(tiePlaces) };
      ask();
    },
    centre(place) {
      view.x = wide / 2 - vertices[place].x * view.zoom;
      view.y = high / 2 - vertices[place].y * view.zoom;
      ask();
    },
    whereIs(place) {
      const frame = canvas.getBoundingClientRect();
      return [frame.left + across(place), frame.top + down(place)];
    },
    get shown() { return shown; },
    get zoom() { return view.zoom; },
  };
};
