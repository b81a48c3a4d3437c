// The legend: what the colours and shapes mean, and hiding them.

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
