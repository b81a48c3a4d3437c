"""Positions: always the same, nothing on top of anything, phases and participants in their lanes."""

from __future__ import annotations

import itertools
import json
import os
import random
import subprocess
import sys
from typing import TYPE_CHECKING

from mitigraph.viz.layout import LABEL_COLUMNS, LABEL_LINES, Box, label_lines, positions, separate

if TYPE_CHECKING:
    from mitigraph.viz.projection import MultiDiGraph


def place(drawn: MultiDiGraph) -> dict[str, tuple[int, int]]:
    """Positions with shapes of one size."""
    return positions(drawn, dict.fromkeys(drawn, 12.0))


def test_the_same_graph_is_laid_out_the_same(whole_shop: MultiDiGraph) -> None:
    """Neither chance nor the order in which nodes came changes a position."""
    other = whole_shop.__class__()
    other.add_nodes_from(reversed(list(whole_shop.nodes(data=True))))
    for start, end, type_, edge in reversed(list(whole_shop.edges(keys=True, data=True))):
        other.add_edge(start, end, key=type_, **edge)
    assert place(whole_shop) == place(whole_shop) == place(other)


def test_phases_stand_on_top_in_order_and_participants_below(whole_shop: MultiDiGraph) -> None:
    """The workflow reads from left to right above everything, the participants stand below it."""
    found = place(whole_shop)
    phases = ["collection", "training", "deployment"]
    assert sorted(phases, key=lambda key: found[key][0]) == phases
    heights = {key: y for key, (_, y) in found.items() if whole_shop.degree(key)}
    lowest = [key for key in heights if heights[key] == max(heights.values())]
    assert sorted(lowest) == ["participant:P1", "participant:P2"]
    assert max(found[key][1] for key in phases) < min(y for key, (_, y) in found.items() if key not in phases)


def test_boxes_are_pushed_apart() -> None:
    """Boxes at almost one place end without overlap."""
    chance = random.Random(5)  # noqa: S311 - no secret
    boxes = [Box(100 + 60 * chance.random(), 40, chance.random(), chance.random()) for _ in range(60)]
    separate(boxes)
    for one, other in itertools.combinations(boxes, 2):
        across = (one.width + other.width) / 2 - abs(one.x - other.x)
        down = (one.height + other.height) / 2 - abs(one.y - other.y)
        assert min(across, down) <= 1


def test_a_single_node_and_an_empty_graph_have_positions(whole_shop: MultiDiGraph) -> None:
    """The smallest graphs are drawn too."""
    assert len(place(whole_shop.subgraph(["drift"]).copy())) == 1
    assert len(place(whole_shop.subgraph(["collection"]).copy())) == 1
    assert place(whole_shop.subgraph([]).copy()) == {}


def test_labels_are_short_lines_of_the_name() -> None:
    """A name is broken at blanks, and cut where it is too long."""
    assert label_lines("Stale data") == ["Stale data"]
    long = label_lines("a word " * 40)
    assert len(long) == LABEL_LINES
    assert long[-1].endswith("…")
    for line in (*long, *label_lines("x" * 90), *label_lines("x" * 10 + " " + "y" * 50)):
        assert len(line) <= LABEL_COLUMNS


LARGE = """
import json
import networkx as nx
from mitigraph.viz.layout import positions

drawn = nx.MultiDiGraph()
for number in range(1000):
    drawn.add_node(f"n{number:03}", kind="Issue", name=f"Issue {number}")
    drawn.add_edge(f"n{number:03}", f"n{number // 3:03}", key="LEADS_TO")
print(json.dumps(positions(drawn, dict.fromkeys(drawn, 12.0))))
"""


def test_a_map_too_large_for_the_springs_is_laid_out_too() -> None:
    """What the springs leave out stands beside its neighbours, apart, and the same in every process."""
    found = []
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed}
        done = subprocess.run(
            [sys.executable, "-c", LARGE], env=environment, capture_output=True, text=True, check=True
        )
        found.append(json.loads(done.stdout))
    places = sorted((x, y) for x, y in found[0].values())
    assert len(places) == 1000
    for (left, top), (right, below) in itertools.pairwise(places):
        assert abs(left - right) + abs(top - below) > 20
    assert found[0] == found[1]
