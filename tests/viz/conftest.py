"""Maps of the invented studies: read from an embedded database once, then plain networkx graphs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mitigraph.graph.backends import open_graph
from mitigraph.settings import EmbeddedTarget
from mitigraph.viz.projection import project
from tests.viz.given import SHOP, WORDS, hostile, load_given

if TYPE_CHECKING:
    from mitigraph.viz.projection import MultiDiGraph


@pytest.fixture(scope="session")
def shop_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study's folder whose graph is loaded, some exact words included."""
    return _loaded(tmp_path_factory, "shop", SHOP)


@pytest.fixture(scope="session")
def whole_shop(shop_folder: Path) -> MultiDiGraph:
    """The whole map of the shop, with everything that can be drawn; tests must not change it."""
    with open_graph(EmbeddedTarget(shop_folder / ".mitigraph"), "read") as graph:
        return project(graph, co_coded=True, verbatim=True)


@pytest.fixture(scope="session")
def hostile_map(tmp_path_factory: pytest.TempPathFactory) -> MultiDiGraph:
    """The whole map of the study whose every text would like to run."""
    folder = _loaded(tmp_path_factory, "hostile", hostile())
    with open_graph(EmbeddedTarget(folder / ".mitigraph"), "read") as graph:
        return project(graph, co_coded=True, verbatim=True)


def _loaded(factory: pytest.TempPathFactory, name: str, given: dict[str, Any]) -> Path:
    folder = factory.mktemp(name)
    with open_graph(EmbeddedTarget(folder / ".mitigraph"), "write") as graph:
        load_given(graph, given, folder)
        # stands for a load with transcripts, which the loaders' own tests cover
        graph.write(
            lambda tx: tx.run("MATCH (x:Excerpt {interview: '1'}) SET x.text = $words", {"words": WORDS})
        )
    return folder
