// The map: what vis-network draws, what stands out, where the view is.

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
  const span = (axis) => [Math.min(...places.map((place) => place[axis])), Math.max(...places.map((place) => place[axis]))];
  const [left, right] = span("x");
  const [top, bottom] = span("y");
  const { clientWidth, clientHeight } = byId("map");
  const scale = Math.min((clientWidth - 150) / (right - left), (clientHeight - 100) / (bottom - top), most); // a name's room
  const animation = calm || !smoothly ? false : { duration: 350, easingFunction: "easeInOutQuad" };
  network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, animation });
}

network.on("hoverNode", (event) => { hovered = event.node; network.redraw(); });
network.on("blurNode", () => { hovered = null; network.redraw(); });
network.on("click", (event) => {
  if (event.nodes.length) choose("node", event.nodes[0], false);
  else if (event.edges.length) choose("edge", event.edges[0], false);
  else clear();
});
