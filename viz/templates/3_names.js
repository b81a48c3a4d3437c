// Names on the map, drawn by ourselves: vis-network's labels shrink with the zoom and cover each other.

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
