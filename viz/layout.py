"""Positions for a map, computed once and always the same: the page only draws.

Phases stand along the top in the order of the workflow, participants along the bottom; what lies
between is drawn together by its links (networkx's spring layout), then pushed apart until no label
covers another. Lengths are pixels at zoom 1.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mitigraph.viz.appearance import LINKS

if TYPE_CHECKING:
    from mitigraph.viz.projection import MultiDiGraph

LABEL_COLUMNS, LABEL_LINES = 22, 3
_CHARACTER, _LINE, _GAP = 6.6, 15.0, 18.0
_LANES = ("Phase", "Participant")  # top and bottom
_LANE = 80.0  # the room kept free below the phases and above the participants
_RATIO = 1.9  # width to height of what lies between the lanes, so that the whole suits a window
_GROWTH = 1.02
_SEED = 20
_CORE = 450
_CENTRE = ""  # the invisible node that keeps unlinked parts near; no entity's id is empty

Point = tuple[float, float]


@dataclass
class Box:
    """The room that a node takes with its label; ``x`` and ``y`` are its middle."""

    width: float
    height: float
    x: float = 0.0
    y: float = 0.0
    fixed: bool = field(default=False)


def label_lines(name: str) -> list[str]:
    """A name broken into the few lines that stand under its node, shortened if it is long."""
    lines = textwrap.wrap(name, LABEL_COLUMNS) or [name]
    if len(lines) > LABEL_LINES:
        lines = [
            *lines[: LABEL_LINES - 1],
            textwrap.shorten(" ".join(lines[LABEL_LINES - 1 :]), LABEL_COLUMNS, placeholder="…"),
        ]
    return [line if len(line) <= LABEL_COLUMNS else line[: LABEL_COLUMNS - 1] + "…" for line in lines]


def positions(drawn: MultiDiGraph, sizes: Mapping[str, float]) -> dict[str, tuple[int, int]]:
    """Where each node stands; the same graph gives the same answer.

    Args:
        drawn: the graph to draw.
        sizes: radius of each node's shape.
    """
    boxes = {key: _box(drawn.nodes[key], sizes[key]) for key in sorted(drawn)}
    loose = [key for key in boxes if drawn.degree(key) == 0 and drawn.nodes[key]["kind"] not in _LANES]
    spread = {key: box for key, box in boxes.items() if key not in set(loose)}
    if spread:
        _spread(drawn, spread)
    _rows(loose, boxes, spread.values())
    return {key: (round(box.x), round(box.y)) for key, box in boxes.items()}


def _box(node: Mapping[str, Any], size: float) -> Box:
    lines = label_lines(node["name"])
    width = max(len(line) for line in lines) * _CHARACTER
    return Box(max(width, 2 * size) + _GAP, 2 * size + len(lines) * _LINE + _GAP)


def _spread(drawn: MultiDiGraph, boxes: dict[str, Box]) -> None:
    area = sum(box.width * box.height for box in boxes.values()) * (1.5 + 15 / len(boxes))
    width = math.sqrt(area * _RATIO)
    height = area / width
    lanes = [[boxes[key] for key in _of_kind(drawn, boxes, kind)] for kind in _LANES]
    for lane, y in zip(lanes, (0.0, height), strict=True):
        _line_up(lane, 0, width, y)
    _spring(drawn, boxes, width, height)
    free = [box for box in boxes.values() if not box.fixed]
    _even(free, "x", 0, width)
    _even(free, "y", _LANE, height - _LANE)
    separate(free)
    _frame(free, *lanes)


def _frame(free: list[Box], top: list[Box], bottom: list[Box]) -> None:
    """Put the two lanes above and below everything else, as wide as it is."""
    if not free:
        return
    left, right = min(box.x for box in free), max(box.x for box in free)
    for lane, y in (
        (top, min(box.y - box.height / 2 for box in free) - _LANE),
        (bottom, max(box.y + box.height / 2 for box in free) + _LANE),
    ):
        need = sum(box.width for box in lane)
        spare = max(0.0, need - (right - left)) / 2
        _line_up(lane, left - spare, right + spare, y)


def _of_kind(drawn: MultiDiGraph, keys: Iterable[str], kind: str) -> list[str]:
    from mitigraph.viz.evidence import natural  # noqa: PLC0415

    found = [key for key in keys if drawn.nodes[key]["kind"] == kind]
    return sorted(found, key=lambda key: (drawn.nodes[key].get("order", 0), natural(key)))


def _line_up(lane: list[Box], left: float, right: float, y: float) -> None:
    for index, box in enumerate(lane):
        box.x, box.y, box.fixed = left + (right - left) * (index + 0.5) / len(lane), y, True


def _spring(drawn: MultiDiGraph, boxes: dict[str, Box], width: float, height: float) -> None:
    import networkx as nx  # noqa: PLC0415 - slow to import

    plain = _weights(drawn, boxes)
    core = plain.copy()  # a view would iterate in the order of a set
    core.remove_nodes_from(set(plain) - {_CENTRE, *_core(drawn, boxes)})
    fixed = {key: (box.x, box.y) for key, box in boxes.items() if box.fixed}
    fixed[_CENTRE] = (width / 2, height / 2)
    start = {**_start(boxes, width, height), **fixed}
    distance = math.sqrt(width * height / len(core))
    found = nx.spring_layout(
        core,
        k=distance,
        pos={key: start[key] for key in core},
        fixed=[key for key in fixed if key in core],
        iterations=200,
        seed=_SEED,
        weight="pull",
    )
    placed = {key: (float(place[0]), float(place[1])) for key, place in found.items()}
    for key, box in boxes.items():
        box.x, box.y = placed.get(key) or _beside(plain, key, placed, start[key])


def _core(drawn: MultiDiGraph, boxes: Mapping[str, Box]) -> list[str]:
    """The nodes that the springs move: all of a study's usual map, the best linked of a larger one.

    networkx lays out 500 nodes and more with scipy only, and its time grows with their square.
    """
    return sorted(boxes, key=lambda key: (not boxes[key].fixed, -drawn.degree(key), key))[:_CORE]


def _beside(plain: Any, key: str, placed: Mapping[str, Point], start: Point) -> Point:
    """The middle of a node's placed neighbours, a little towards its start so that no two coincide."""
    near = [placed[other] for other in plain[key] if other in placed and other != _CENTRE] or [start]
    middle = [sum(place[axis] for place in near) / len(near) for axis in (0, 1)]
    return middle[0] * 0.9 + start[0] * 0.1, middle[1] * 0.9 + start[1] * 0.1


def _even(boxes: list[Box], axis: str, low: float, high: float) -> None:
    """Bring one coordinate between two lines, half of the way to an even spread: springs crowd the middle."""
    boxes.sort(key=lambda box: getattr(box, axis))
    values = [getattr(box, axis) for box in boxes]
    length = max(values[-1] - values[0], 1e-9) if values else 1.0
    for index, box in enumerate(boxes):
        share = ((values[index] - values[0]) / length + (index + 0.5) / len(boxes)) / 2
        setattr(box, axis, low + share * (high - low))


def _start(boxes: Mapping[str, Box], width: float, height: float) -> dict[str, Point]:
    """A sunflower's seeds: evenly spread, no two alike, nothing by chance."""
    places = {}
    for index, key in enumerate(boxes):
        angle, radius = index * 2.399963, math.sqrt((index + 0.5) / len(boxes)) / 2
        places[key] = (width * (0.5 + radius * math.cos(angle)), height * (0.5 + radius * math.sin(angle)))
    return places


def _weights(drawn: MultiDiGraph, boxes: Iterable[str]) -> Any:
    import networkx as nx  # noqa: PLC0415

    plain: nx.Graph[str] = nx.Graph()
    plain.add_nodes_from(boxes)
    plain.add_edges_from(((key, _CENTRE) for key in boxes), pull=0.15)
    for start, end, type_ in sorted(drawn.edges(keys=True)):
        pull = plain.get_edge_data(start, end, {"pull": 0.0})["pull"] + LINKS[type_].pull
        if start != end:
            plain.add_edge(start, end, pull=pull)
    return plain


def separate(boxes: list[Box], rounds: int = 1000) -> None:
    """Push overlapping boxes apart, each pair along the way that is shorter; fixed ones stay.

    Where pushing is slow, because many are in each other's way, all of it grows a little now and then;
    so it ends, as soon as nothing overlaps.
    """
    for number in range(rounds):
        boxes.sort(key=lambda box: (box.x - box.width / 2, box.y))
        moved = False
        for index, box in enumerate(boxes):
            for other in boxes[index + 1 :]:
                if other.x - other.width / 2 >= box.x + box.width / 2:
                    break
                moved = _push(box, other) or moved
        if not moved:
            return
        if number % 10 == 9:
            _grow(boxes)


def _grow(boxes: Iterable[Box]) -> None:
    for box in boxes:
        if not box.fixed:
            box.x, box.y = box.x * _GROWTH, box.y * _GROWTH


def _push(box: Box, other: Box) -> bool:
    across = (box.width + other.width) / 2 - abs(other.x - box.x)
    down = (box.height + other.height) / 2 - abs(other.y - box.y)
    if across <= 0.5 or down <= 0.5 or (box.fixed and other.fixed):
        return False
    if across < down:
        _share(box, other, math.copysign(across, other.x - box.x), 0)
    else:
        _share(box, other, 0, math.copysign(down, other.y - box.y))
    return True


def _share(box: Box, other: Box, x: float, y: float) -> None:
    part = 1.0 if box.fixed else 0.0 if other.fixed else 0.5
    other.x, other.y = other.x + x * part, other.y + y * part
    box.x, box.y = box.x - x * (1 - part), box.y - y * (1 - part)


def _rows(keys: list[str], boxes: dict[str, Box], above: Iterable[Box]) -> None:
    """Nodes without links, in rows below the rest."""
    above = list(above)
    widest = math.sqrt(sum(boxes[key].width * boxes[key].height for key in keys) * 1.5)
    left = min((box.x - box.width / 2 for box in above), default=0.0)
    right = max((box.x + box.width / 2 for box in above), default=left + widest)
    top = max((box.y + box.height / 2 for box in above), default=0.0) + 2 * _GAP
    x, row = left, 0.0
    for key in keys:
        box = boxes[key]
        if x > left and x + box.width > right:
            x, top, row = left, top + row, 0.0
        box.x, box.y = x + box.width / 2, top + box.height / 2
        x, row = x + box.width, max(row, box.height)
