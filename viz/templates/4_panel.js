// The panel: what is known of a node or link, and the excerpts behind it.

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
