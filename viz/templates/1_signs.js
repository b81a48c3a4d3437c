// What everything else uses: the page's data, making elements, and the signs of kinds and links.
//
// The scripts of this folder are joined in the order of their names and share one scope. All text of
// the study reaches the page through textContent or the canvas, never as markup.

const data = JSON.parse(document.getElementById("data").textContent);
const nodes = new Map(data.nodes.map((node) => [node.id, node]));
const edges = new Map(data.edges.map((edge) => [edge.id, edge]));
const byId = (id) => document.getElementById(id);
const panel = byId("panel");
const off = { kinds: new Set(), links: new Set() }; // what the legend hides
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
const DIM = 0.12;
let chosen = null; // {kind: "node" | "edge", id}
let lit = null; // ids of the nodes that stand out, null: all alike
let hovered = null;

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
