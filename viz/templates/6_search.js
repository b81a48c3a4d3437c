// Search: a list of names that match, and the map lit where they are.

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
