"""One page that draws a map: a single file, no request, nothing but text made of anybody's text.

pyvis makes the nodes and edges and brings vis-network; its own template is not used, because it loads
Bootstrap and style sheets from elsewhere and puts names into scripts and markup unescaped. Data stands
in a JSON block that is no script; the script only ever makes text nodes of it; and the page forbids
itself, by its Content-Security-Policy, every load and every script but the two whose hashes it names.
"""

from __future__ import annotations

import base64
import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from importlib import resources
from typing import TYPE_CHECKING, Any

from mitigraph.viz.appearance import LINKS, NODES
from mitigraph.viz.layout import label_lines, positions
from mitigraph.viz.wording import edge_sentence, node_sentence, reading_sentence, tags, turns, verb

if TYPE_CHECKING:
    from mitigraph.viz.evidence import Evidence
    from mitigraph.viz.projection import MultiDiGraph

_VIS = ("templates", "lib", "vis-9.1.2", "vis-network.min.js")
_SCRIPTS = ("1_signs", "2_map", "3_names", "4_panel", "5_legend", "6_search", "7_start")
_FACTS = {
    "Cause": {"origin": "origin", "lies_with": "lies with"},
    "Mitigation": {"way": "way", "published": "published as"},
    "Issue": {"published": "published as"},
    "QualityAttribute": {"source": "source"},
    "Participant": {
        "role": "role",
        "experience": "experience",
        "ml_experience": "experience with machine learning",
        "company_kind": "company",
        "company_size": "size",
        "domain": "domain",
        "product": "product",
        "data_types": "data",
    },
}
_OPTIONS = {
    "physics": {"enabled": False},
    "interaction": {"hover": True, "keyboard": {"enabled": True, "bindToWindow": False}, "tooltipDelay": 150},
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 3, "font": {"size": 0}},
    "edges": {"arrowStrikethrough": False, "selectionWidth": 2, "hoverWidth": 1.5},
}


def render(drawn: MultiDiGraph, *, subtitle: str = "", verbatim: bool = False) -> str:
    """The page as HTML text; the same graph gives the same bytes.

    Args:
        drawn: what ``projection.project`` returns.
        subtitle: one line on what is drawn.
        verbatim: show exact words where the evidence holds them, with a banner that says so; without
            it they are left out even if the graph has them.
    """
    data = page_data(drawn, subtitle=subtitle, verbatim=verbatim)
    scripts = [resources.files("pyvis").joinpath(*_VIS).read_text(encoding="utf-8"), _own_script()]
    style = _resource("page.css")
    html: str = _template().render(
        title=data["title"],
        subtitle=subtitle,
        verbatim=verbatim,
        data=as_json(data),
        scripts=scripts,
        style=style,
        policy=_policy(scripts, style),
    )
    return html


def as_json(value: Any) -> str:
    """JSON that may stand in a script element: nothing in it can end the element or a line."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def page_data(drawn: MultiDiGraph, *, subtitle: str = "", verbatim: bool = False) -> dict[str, Any]:
    """Everything that the page's script draws and shows, as plain values."""
    network, options = _network(drawn)
    found = [node["evidence"] for _, node in drawn.nodes(data=True)]
    found += [edge["evidence"] for _, _, edge in drawn.edges(data=True)]
    return {
        "title": drawn.graph.get("title") or "Map",
        "subtitle": subtitle,
        "verbatim": verbatim,
        "pending": bool(drawn.graph.get("pending")),
        "kinds": {kind: vars(style) for kind, style in NODES.items()},
        "links": {type_: vars(style) for type_, style in LINKS.items()},
        "nodes": network["nodes"],
        "edges": network["edges"],
        "options": options,
        "node_details": {key: _node_details(drawn, key) for key in sorted(drawn)},
        "edge_details": {
            _edge_id(*edge): _details(edge_sentence(drawn.edges[edge]), drawn.edges[edge]["evidence"], drawn)
            for edge in _edges(drawn)
        },
        "excerpts": _excerpts((item for group in found for item in group), verbatim=verbatim),
    }


def _network(drawn: MultiDiGraph) -> tuple[dict[str, list[dict[str, Any]]], dict[str, Any]]:
    from pyvis.network import Network  # noqa: PLC0415 - slow to import

    network = Network(directed=True)
    sizes = {key: _size(drawn.nodes[key]) for key in drawn}
    places = positions(drawn, sizes)
    for key in sorted(drawn):
        network.add_node(key, **_node(drawn.nodes[key]), size=sizes[key], x=places[key][0], y=places[key][1])
    parallel: dict[frozenset[str], int] = {}
    for edge in _edges(drawn):
        ends = frozenset(edge[:2])
        parallel[ends] = parallel.get(ends, -1) + 1
        network.add_edge(edge[0], edge[1], **_edge(drawn, edge, parallel[ends]))
    return {"nodes": network.nodes, "edges": network.edges}, _OPTIONS


def _size(node: Mapping[str, Any]) -> float:
    if node["kind"] in ("Phase", "Participant"):
        return 15.0
    return round(min(9 + 4 * math.sqrt(node.get("participants", 0)), 26), 1)


def _node(node: Mapping[str, Any]) -> dict[str, Any]:
    style = NODES[node["kind"]]
    return {
        "label": node["name"] or node["id"],
        "lines": label_lines(node["name"] or node["id"]),
        "kind": node["kind"],
        "shape": style.shape,
        "color": style.color,
    }


def _edge(drawn: MultiDiGraph, edge: tuple[str, str, str], index: int) -> dict[str, Any]:
    style, counted = LINKS[edge[2]], drawn.edges[edge]
    doubtful = "participants" in counted and not counted["participants"]
    return {
        "id": _edge_id(*edge),
        "type": edge[2],
        "verb": verb(edge[2]),
        "color": style.color,
        "doubtful": doubtful,
        "dashes": list(style.dashes) or False,
        "width": round(1 + math.log2(1 + counted.get("participants", 0)), 1),
        "arrows": {"to": {"enabled": style.arrow, "scaleFactor": 0.6}},
        "smooth": {"enabled": True, "type": "curvedCW", "roundness": round(0.08 + 0.12 * index, 2)},
    }


def _edges(drawn: MultiDiGraph) -> list[tuple[str, str, str]]:
    return sorted(drawn.edges(keys=True))


def _edge_id(start: str, end: str, type_: str) -> str:
    return f"{start}|{type_}|{end}"


def _node_details(drawn: MultiDiGraph, key: str) -> dict[str, Any]:
    node = drawn.nodes[key]
    facts = [
        [words, ", ".join(value) if isinstance(value, list) else value]
        for name, words in _FACTS.get(node["kind"], {}).items()
        if (value := node.get(name))
    ]
    return {
        "id": node["id"],
        "description": node.get("description", ""),
        "aliases": list(node.get("aliases", ())),
        "note": node.get("note", ""),
        "facts": facts,
        **_details(node_sentence(node), node["evidence"], drawn),
    }


def _details(sentence: str, found: Iterable[Evidence], drawn: MultiDiGraph) -> dict[str, Any]:
    """The counts in words, and the excerpts with what each was read as, those that count first."""
    cards: dict[str, dict[str, Any]] = {}
    for item in found:
        card = cards.setdefault(item.excerpt, {"excerpt": item.excerpt, "counts": False, "readings": []})
        card["counts"] = card["counts"] or item.affirms
        says = reading_sentence(item, drawn.graph.get("names", {}))
        card["readings"].append({"says": says, "tags": tags(item), "counts": item.affirms, "note": item.note})
    return {"sentence": sentence, "cards": sorted(cards.values(), key=lambda card: not card["counts"])}


def _excerpts(found: Iterable[Evidence], *, verbatim: bool) -> dict[str, dict[str, str]]:
    return {
        item.excerpt: {
            "participant": item.participant,
            "interview": item.interview,
            "turns": turns(item),
            "coder": item.coder,
            "paraphrase": item.paraphrase,
            **({"text": item.text} if verbatim and item.text else {}),
        }
        for item in sorted(found, key=lambda item: item.excerpt)
    }


def _resource(name: str) -> str:
    return resources.files("mitigraph.viz").joinpath("templates", name).read_text(encoding="utf-8")


def _own_script() -> str:
    """The page's script: its files in one scope of their own."""
    parts = "\n".join(_resource(f"{name}.js") for name in _SCRIPTS)
    return f'(() => {{\n"use strict";\n\n{parts}}})();\n'


def _template() -> Any:
    import jinja2  # noqa: PLC0415 - slow to import

    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    return environment.from_string(_resource("page.html"))


def _policy(scripts: Iterable[str], style: str) -> str:
    hashes = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {hashes}; style-src {_hash(style)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
