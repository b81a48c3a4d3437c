// Zoom, and the first look.

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
