"use strict";
// Draws the map and shows what stands behind a clicked node or link. All text of the study reaches the
// page through textContent or the canvas, never as markup.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const nodes = new Map(data.nodes.map((node) => [node.id, node]));
  const edges = new Map(data.edges.map((edge) => [edge.id, edge]));
  const byId = (id) => document.getElementById(id);
  const panel = byId("panel");
  const off = { kinds: new Set(), links: new Set() };
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const DIM = 0.12;
  let chosen = null; // {kind: "node" | "edge", id}
  let lit = null; // ids of the nodes that stand out, null: all alike
  let hovered = null;

  // --- small helpers -----------------------------------------------------------------------------

  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "onclick") element.addEventListener("click", value);
      else if (name === "class") element.className = value;
      else element.setAttribute(name, value);
    }
    element.append(...children.filter((child) => child !== null && child !== ""));
    return element;
  }

  const plural = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const byLabel = (one, other) => one.label.localeCompare(other.label, "en", { numeric: true });

  // --- signs: the same shapes in the legend, the panel and the map ----------------------------------

  const SHAPES = {
    dot: '<circle cx="8" cy="8" r="6"/>',
    triangle: '<path d="M8 2 14.5 13.5H1.5Z"/>',
    triangleDown: '<path d="M8 14 1.5 2.5H14.5Z"/>',
    square: '<path d="M2.5 2.5H13.5V13.5H2.5Z"/>',
    diamond: '<path d="M8 1 15 8 8 15 1 8Z"/>',
    hexagon: '<path d="M4.5 2H11.5L15 8 11.5 14H4.5L1 8Z"/>',
    star: '<path d="M8 1 10 6H15L11 9.3 12.5 14.5 8 11.4 3.5 14.5 5 9.3 1 6H6Z"/>',
  };

  function svg(width, markup) { // markup comes from this file only
    const holder = document.createElement("template");
    holder.innerHTML = `<svg class="sign" width="${width}" height="16" viewBox="0 0 ${width} 16" aria-hidden="true">${markup}</svg>`;
    return holder.content.firstChild;
  }

  function kindSign(kind) {
    const sign = svg(16, SHAPES[data.kinds[kind].shape]);
    sign.setAttribute("fill", data.kinds[kind].color);
    return sign;
  }

  function linkSign(type) {
    const style = data.links[type];
    const head = style.arrow ? '<path d="M22 4 29 8 22 12Z" stroke="none"/>' : "";
    const sign = svg(30, `<path d="M1 8H${style.arrow ? 22 : 29}" fill="none" stroke-width="2"/>${head}`);
    sign.setAttribute("stroke", style.color);
    sign.setAttribute("fill", style.color);
    sign.firstChild.setAttribute("stroke-dasharray", style.dashes.join(" "));
    return sign;
  }

  // --- the map ------------------------------------------------------------------------------------

  const visNodes = new vis.DataSet(data.nodes.map((node) => ({ ...node, title: tooltip(node) })));
  const visEdges = new vis.DataSet(data.edges.map((edge) => ({
    ...edge, label: undefined, title: `${nodes.get(edge.from).label}\n${edge.verb}\n${nodes.get(edge.to).label}`,
    color: { color: edge.color, highlight: edge.color, hover: edge.color, opacity: faint(edge) },
  })));
  const network = new vis.Network(byId("map"), { nodes: visNodes, edges: visEdges }, data.options);

  function tooltip(node) {
    const details = data.node_details[node.id];
    return [node.label, details.sentence].filter(Boolean).join("\n");
  }

  function faint(edge) { 
    if (edge.doubtful) return 0.4;
    return edge.type === "REPORTS" || edge.type === "OCCURS_IN" ? (data.edges.length > 80 ? 0.35 : 0.6) : 0.9;
  }

  const hiddenNode = (node) => off.kinds.has(node.kind);
  const hiddenEdge = (edge) => off.links.has(edge.type) || hiddenNode(nodes.get(edge.from)) || hiddenNode(nodes.get(edge.to));

  function paint() {
    const edgeLit = (edge) => !lit || (chosen && chosen.kind === "edge" ? chosen.id === edge.id
      : chosen ? edge.from === chosen.id || edge.to === chosen.id : lit.has(edge.from) && lit.has(edge.to));
    visNodes.update(data.nodes.map((node) => ({
      id: node.id, hidden: hiddenNode(node), opacity: !lit || lit.has(node.id) ? 1 : DIM,
    })));
    visEdges.update(data.edges.map((edge) => ({
      id: edge.id, hidden: hiddenEdge(edge),
      color: { color: edge.color, highlight: edge.color, hover: edge.color, opacity: edgeLit(edge) ? (lit ? 0.95 : faint(edge)) : DIM * 0.7 },
    })));
  }

  // Names keep their size on the screen whatever the zoom; where two would cover each other, the one
  // that matters less waits until there is room.
  function drawNames(context) {
    const scale = network.getScale();
    const size = Math.min(Math.max(13 * scale, 11.5), 17);
    const visible = data.nodes.filter((node) => !hiddenNode(node)).sort((one, other) => weight(other) - weight(one) || byLabel(one, other));
    const places = network.getPositions(visible.map((node) => node.id));
    const shapes = visible.map((node) => box(places[node.id], 0, node.size * 2, node.size * 2, scale, node));
    const names = [];
    context.textAlign = "center";
    context.textBaseline = "top";
    context.lineJoin = "round";
    for (const node of visible) {
      if (lit && !lit.has(node.id)) continue;
      const must = node.id === hovered || Boolean(chosen && chosen.id === node.id);
      context.font = `${must ? 650 : 450} ${size / scale}px system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif`;
      for (const [lines, mayCover] of tries(node, must)) {
        const width = Math.max(...lines.map((line) => context.measureText(line).width));
        const height = lines.length * size * 1.16;
        const room = box(places[node.id], node.size * scale + 3 + height / 2, width, height / scale, scale, node);
        const inTheWay = (other) => other.node !== node && cover(room, other) && !mayCover(other.node);
        if (names.some((other) => !must && cover(room, other)) || shapes.some(inTheWay)) continue;
        names.push(room);
        write(context, node, lines, places[node.id], size, scale);
        break;
      }
    }
  }

  // How a name may be drawn, best first; much-told nodes may rather cover a lesser shape than go unnamed.
  function tries(node, must) {
    if (must) return [[node.lines, () => true]];
    const lesser = (other) => node.size >= 14 && other.size < node.size;
    return [[node.lines, () => false], [shorter(node.lines), () => false], [shorter(node.lines), lesser]];
  }

  const shorter = (lines) => (lines.length > 1 ? [`${lines[0].replace(/…$/, "")}…`] : lines);

  function write(context, node, lines, place, size, scale) {
    context.strokeStyle = "rgba(255,255,255,.92)";
    context.lineWidth = 4 / scale;
    context.fillStyle = "#1d2730";
    lines.forEach((line, index) => {
      const y = place.y + node.size + (3 + index * size * 1.16) / scale;
      context.strokeText(line, place.x, y);
      context.fillText(line, place.x, y);
    });
  }

  function box(place, down, width, height, scale, node) { // in pixels of the screen
    const [x, y] = [place.x * scale, place.y * scale + down];
    return { node, left: x - (width * scale) / 2, right: x + (width * scale) / 2, top: y - (height * scale) / 2, bottom: y + (height * scale) / 2 };
  }

  const cover = (one, other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
  const weight = (node) => (chosen && chosen.id === node.id ? 1000 : 0) + (node.id === hovered ? 500 : 0)
    + (node.kind === "Phase" || node.kind === "Participant" ? 60 : 0) + node.size;

  network.on("afterDrawing", drawNames);
  network.on("hoverNode", (event) => { hovered = event.node; network.redraw(); });
  network.on("blurNode", () => { hovered = null; network.redraw(); });
  network.on("click", (event) => {
    if (event.nodes.length) choose("node", event.nodes[0], false);
    else if (event.edges.length) choose("edge", event.edges[0], false);
    else clear();
  });

  // --- choosing -----------------------------------------------------------------------------------

  function choose(kind, id, move = true) {
    chosen = { kind, id };
    const edge = kind === "edge" ? edges.get(id) : null;
    lit = new Set(edge ? [edge.from, edge.to] : [id, ...neighbours(id)]);
    if (edge) network.setSelection({ nodes: [], edges: [id] }, { highlightEdges: false });
    else network.setSelection({ nodes: [id], edges: [] }, { highlightEdges: false });
    paint();
    if (edge) showEdge(edge);
    else showNode(nodes.get(id));
    if (move) bring(closeUp([...lit]), 1.2);
  }

  function clear() {
    chosen = lit = null;
    network.unselectAll();
    paint();
    showStart();
  }

  function neighbours(id) {
    const ends = data.edges.filter((edge) => !hiddenEdge(edge) && (edge.from === id || edge.to === id));
    return ends.map((edge) => (edge.from === id ? edge.to : edge.from));
  }

  // Phases and participants are far from everything; what lies between says more, if there is enough of it.
  function closeUp(ids) {
    const between = ids.filter((one) => !["Phase", "Participant"].includes(nodes.get(one).kind));
    return between.length > 2 ? between : ids;
  }

  // Bring nodes with their names into sight; network.fit() knows nothing of the names drawn here.
  function bring(ids, most, smoothly = true) {
    const places = ids.map((id) => nodes.get(id));
    const span = (axis, room) => [Math.min(...places.map((place) => place[axis])) - room, Math.max(...places.map((place) => place[axis])) + room];
    const [left, right] = span("x", 90);
    const [top, bottom] = span("y", 50);
    const { clientWidth, clientHeight } = byId("map");
    const scale = Math.min(clientWidth / (right - left), clientHeight / (bottom - top), most);
    const animation = calm || !smoothly ? false : { duration: 350, easingFunction: "easeInOutQuad" };
    network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, animation });
  }

  // --- the panel ----------------------------------------------------------------------------------

  function show(...children) {
    panel.replaceChildren(...children.filter(Boolean));
    panel.scrollTop = 0;
  }

  const close = () => make("button", { type: "button", class: "link", onclick: clear }, "Close");
  const nodeButton = (id) => make("button", { type: "button", class: "link", onclick: () => choose("node", id) }, nodes.get(id).label);
  const nodeRow = (id, ...more) => make("div", { class: "row" }, kindSign(nodes.get(id).kind), nodeButton(id), ...more);

  function showNode(node) {
    const details = data.node_details[node.id];
    const facts = details.facts.flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, String(value))]);
    show(
      make("p", { class: "kind" }, kindSign(node.kind), data.kinds[node.kind].name, close()),
      make("h2", {}, node.label),
      details.description && make("p", {}, details.description),
      details.aliases.length && make("p", { class: "soft" }, `Also called: ${details.aliases.join(", ")}`),
      facts.length && make("dl", {}, ...facts),
      details.note && make("p", { class: "soft" }, `Note: ${details.note}`),
      details.sentence && make("p", { class: "counts" }, details.sentence),
      ...linksOf(node),
      ...cards(details.cards, node.kind === "Participant" || node.kind === "QualityAttribute"),
    );
  }

  function linksOf(node) {
    const groups = new Map();
    for (const edge of data.edges) {
      if (edge.from !== node.id && edge.to !== node.id) continue;
      const out = edge.from === node.id;
      const words = data.links[edge.type][out ? "verb" : "passive"];
      if (!groups.has(words)) groups.set(words, []);
      groups.get(words).push([out ? edge.to : edge.from, edge]);
    }
    if (!groups.size) return [];
    const rank = Object.values(data.links).flatMap((style) => [style.passive, style.verb]);
    const order = [...groups].sort(([one], [other]) => rank.indexOf(one) - rank.indexOf(other));
    return [make("h3", {}, "Links"), ...order.map(([words, ends]) => make("div", { class: "group" }, make("p", {}, words),
      ...ends.sort((one, other) => byLabel(nodes.get(one[0]), nodes.get(other[0]))).map(([id, edge]) => nodeRow(id, evidenceButton(edge)))))];
  }

  function evidenceButton(edge) {
    const count = data.edge_details[edge.id].cards.length;
    const words = count ? plural(count, "excerpt") : "details";
    const label = `${words} behind: ${nodes.get(edge.from).label} ${edge.verb} ${nodes.get(edge.to).label}`;
    return make("button", { type: "button", class: "more", "aria-label": label, onclick: () => choose("edge", edge.id) }, words);
  }

  function showEdge(edge) {
    const details = data.edge_details[edge.id];
    show(
      make("p", { class: "kind" }, linkSign(edge.type), "link", close()),
      make("div", { class: "ends" }, nodeRow(edge.from), make("p", { class: "verb" }, `${edge.verb}`), nodeRow(edge.to)),
      details.sentence && make("p", { class: "counts" }, details.sentence),
      ...cards(details.cards, edge.type === "KIND_OF" || edge.type === "DEGRADES"),
    );
  }

  function cards(found, quiet) {
    const counted = found.filter((card) => card.counts);
    const beside = found.filter((card) => !card.counts);
    if (!found.length) return quiet ? [] : [make("h3", {}, "Evidence"), make("p", { class: "soft" }, "No excerpt of the codings that count stands behind it.")];
    return [
      counted.length ? make("h3", {}, `Evidence: ${plural(counted.length, "excerpt")}`) : null,
      counted.length ? make("div", {}, ...counted.map(card)) : null,
      beside.length ? make("h3", {}, `Not counted: ${plural(beside.length, "excerpt")}`) : null,
      beside.length ? make("p", { class: "soft" }, "Denied, unclear, about others' work or in general, or said by the codebook only.") : null,
      beside.length ? make("div", {}, ...beside.map(card)) : null,
    ].filter(Boolean);
  }

  const GOOD = new Set(["worked"]);
  const OFF = new Set(["denied", "unclear", "failed", "codebook", "in general", "about somebody else's work", "speaker unknown"]);
  const tag = (word) => make("span", { class: `tag${OFF.has(word) ? " off" : GOOD.has(word) ? " good" : ""}` }, word);

  function card(found) {
    const excerpt = data.excerpts[found.excerpt];
    const where = `${excerpt.participant} · interview ${excerpt.interview}, ${excerpt.turns}${excerpt.coder ? ` · coded by ${excerpt.coder}` : ""}`;
    return make("article", { class: `card${found.counts ? "" : " aside"}` },
      make("p", { class: "where" }, where),
      make("p", { class: excerpt.paraphrase ? "paraphrase" : "paraphrase soft" }, excerpt.paraphrase || "No paraphrase yet."),
      excerpt.text ? make("blockquote", {}, excerpt.text) : null,
      make("ul", {}, ...found.readings.map((reading) => make("li", {}, ...reading.tags.map(tag), reading.says,
        reading.note ? make("div", { class: "soft" }, `Note: ${reading.note}`) : null))));
  }

  function showStart() {
    const kinds = Object.keys(data.kinds).filter((kind) => data.nodes.some((node) => node.kind === kind));
    show(
      make("h2", {}, "What the interviews say"),
      make("p", {}, `${plural(data.nodes.length, "node")} and ${plural(data.edges.length, "link")}. Choose a node or a link, on the map or below, to read the excerpts behind it.`),
      make("p", { class: "soft" }, data.verbatim ? "Excerpts are shown as paraphrases and in their exact words."
        : "Excerpts are shown as paraphrases in the coders' own words; the interviews' exact words are not in this page."),
      data.pending ? make("p", { class: "counts" }, "Links were still to be derived when this page was made: some may be missing.") : null,
      ...kinds.map((kind) => {
        const found = data.nodes.filter((node) => node.kind === kind).sort(kind === "Phase" ? (one, other) => one.x - other.x : byLabel);
        return make("details", { class: "index" }, make("summary", {}, `${data.kinds[kind].plural} (${found.length})`),
          make("ul", {}, ...found.map((node) => make("li", {}, nodeRow(node.id)))));
      }),
    );
  }

  // --- legend -------------------------------------------------------------------------------------

  const ticks = new Map();

  function legendRow(holder, sign, words, count, set, value) {
    const tick = make("input", { type: "checkbox" });
    tick.checked = true;
    ticks.set(value, tick);
    tick.addEventListener("change", () => { tick.checked ? set.delete(value) : set.add(value); paint(); });
    holder.append(make("li", {}, make("label", {}, tick, sign, words, make("span", { class: "count" }, String(count)))));
  }

  for (const [kind, style] of Object.entries(data.kinds)) {
    const count = data.nodes.filter((node) => node.kind === kind).length;
    if (count) legendRow(byId("kinds"), kindSign(kind), style.plural, count, off.kinds, kind);
  }
  for (const [type, style] of Object.entries(data.links)) {
    const count = data.edges.filter((edge) => edge.type === type).length;
    if (count) legendRow(byId("links"), linkSign(type), style.verb, count, off.links, type);
  }
  if (innerWidth < 832) byId("legend").open = false;

  // --- search -------------------------------------------------------------------------------------

  const search = byId("search");
  const found = byId("found");
  let marked = -1;

  function matches(words) {
    const parts = plain(words).split(/\s+/).filter(Boolean);
    const text = (node) => plain([node.label, data.node_details[node.id].id, ...data.node_details[node.id].aliases].join(" "));
    return data.nodes.filter((node) => parts.every((part) => text(node).includes(part))).sort(byLabel);
  }

  function offer() {
    const words = search.value.trim();
    const hits = words ? matches(words) : [];
    marked = hits.length ? 0 : -1;
    found.replaceChildren(...hits.slice(0, 50).map((node, index) => make("li",
      { role: "option", id: `found-${index}`, "aria-selected": String(index === 0), "data-id": node.id, onclick: () => take(node.id) },
      kindSign(node.kind), node.label)));
    if (words && !hits.length) found.append(make("li", { class: "none" }, "No name matches."));
    open(Boolean(words));
    chosen = null;
    lit = words ? new Set(hits.map((node) => node.id)) : null;
    network.unselectAll();
    paint();
  }

  function open(yes) {
    found.hidden = !yes;
    search.setAttribute("aria-expanded", String(yes));
    if (yes && marked >= 0) search.setAttribute("aria-activedescendant", `found-${marked}`);
    else search.removeAttribute("aria-activedescendant");
  }

  function take(id) {
    open(false);
    const kind = nodes.get(id).kind; // what was searched for must be seen
    off.kinds.delete(kind);
    ticks.get(kind).checked = true;
    choose("node", id);
  }

  function move(step) {
    const options = found.querySelectorAll('[role="option"]');
    if (!options.length) return;
    options[marked]?.setAttribute("aria-selected", "false");
    marked = (marked + step + options.length) % options.length;
    options[marked].setAttribute("aria-selected", "true");
    options[marked].scrollIntoView({ block: "nearest" });
    search.setAttribute("aria-activedescendant", `found-${marked}`);
  }

  search.addEventListener("input", offer);
  search.addEventListener("focus", () => search.value.trim() && open(true));
  search.addEventListener("blur", () => setTimeout(() => open(false), 200));
  search.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(-1);
    else if (event.key === "Enter" && marked >= 0) take(found.querySelectorAll('[role="option"]')[marked].dataset.id);
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { search.value = ""; open(false); clear(); }
    if (event.key === "/" && document.activeElement !== search) { search.focus(); event.preventDefault(); }
  });

  // --- zoom, first look -----------------------------------------------------------------------------

  const fit = (smoothly = true) => bring([...nodes.keys()], 1.1, smoothly);
  const zoom = (factor) => network.moveTo({ scale: network.getScale() * factor });
  byId("fit").addEventListener("click", () => fit());
  byId("closer").addEventListener("click", () => zoom(1.3));
  byId("farther").addEventListener("click", () => zoom(1 / 1.3));
  byId("map").setAttribute("aria-label", `Map of ${plural(data.nodes.length, "node")} and ${plural(data.edges.length, "link")}`);
  byId("map-words").textContent = "All nodes and links are also listed in the details beside the map.";
  showStart();
  paint();
  network.once("afterDrawing", () => fit(false));
  addEventListener("resize", () => !chosen && fit(false));
  globalThis.mitigraph = { network, choose, clear };
})();
