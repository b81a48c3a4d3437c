"""The page as text: what it holds, what it refuses, that it is always the same."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest

from mitigraph.graph.model import DECLARED, LINKS, NODE
from mitigraph.viz.appearance import LINKS as LINK_STYLES
from mitigraph.viz.appearance import NODES as NODE_STYLES
from mitigraph.viz.page import as_json, page_data, render
from tests.viz.given import HOSTILE, WORDS

if TYPE_CHECKING:
    from mitigraph.viz.projection import MultiDiGraph


class Markup(HTMLParser):
    """The tags of a page with their attributes, and the texts of its scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.inside: list[tuple[dict[str, str], str]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag."""
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        """Note what stands in a script or style."""
        if self.cdata_elem and self.tags:
            self.inside.append((self.tags[-1][1], data))

    def of(self, tag: str) -> list[dict[str, str]]:
        """The attributes of every such tag."""
        return [attributes for name, attributes in self.tags if name == tag]


def data_of(page: str) -> dict[str, Any]:
    """What the page's script would read."""
    block = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert block
    found: dict[str, Any] = json.loads(block[1])
    return found


def test_every_kind_and_link_has_a_look_of_its_own() -> None:
    """No kind is without style, and none is told by colour alone."""
    assert set(NODE_STYLES) == {*NODE} & {*NODE_STYLES}
    assert {end for link in LINKS for pair in link.ends for end in pair} - {"Excerpt"} <= {*NODE_STYLES}
    assert {link.type for link in (*LINKS, *DECLARED)} - {"MENTIONS"} == {*LINK_STYLES}
    assert len({style.shape for style in NODE_STYLES.values()}) == len(NODE_STYLES)
    assert len({(style.color, style.dashes) for style in LINK_STYLES.values()}) == len(LINK_STYLES)


def test_the_same_graph_gives_the_same_bytes(whole_shop: MultiDiGraph) -> None:
    """The order in which nodes and links came does not show in the page."""
    other = whole_shop.__class__(**whole_shop.graph)
    other.add_nodes_from(reversed(list(whole_shop.nodes(data=True))))
    for start, end, type_, edge in reversed(list(whole_shop.edges(keys=True, data=True))):
        other.add_edge(start, end, key=type_, **edge)
    assert render(other, subtitle="x") == render(whole_shop, subtitle="x")


def test_nothing_is_loaded_from_anywhere(whole_shop: MultiDiGraph) -> None:
    """No attribute that loads names anything but data, and pyvis's own links are gone."""
    page = render(whole_shop)
    markup = Markup(page)
    loading = {"src", "srcset", "href", "action", "data", "poster", "background", "ping", "formaction"}
    loads = {value for _, attributes in markup.tags for name, value in attributes.items() if name in loading}
    assert loads == {"data:,"}
    assert not {"iframe", "object", "embed", "base", "form", "img"} & {tag for tag, _ in markup.tags}
    for host in ("cdn.jsdelivr", "cdnjs", "unpkg", "bootstrap", "@import", "url("):
        assert host not in page, host


def test_the_policy_allows_the_pages_own_scripts_only(hostile_map: MultiDiGraph) -> None:
    """By default nothing may load or run; the scripts and the style are named by their hashes."""
    markup = Markup(render(hostile_map, subtitle=HOSTILE, verbatim=True))
    (policy,) = [
        meta["content"] for meta in markup.of("meta") if meta.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    for attributes, text in markup.inside:
        if attributes.get("type") == "application/json":
            continue
        digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
        assert f"'sha256-{digest}'" in policy


def test_hostile_text_makes_no_markup(hostile_map: MultiDiGraph, whole_shop: MultiDiGraph) -> None:
    """Whatever names, paraphrases and codes say: the same tags as for harmless ones, and the same words."""
    page = render(hostile_map, subtitle=HOSTILE, verbatim=True)
    harmless = render(whole_shop, subtitle="x", verbatim=True)
    assert [tag for tag, _ in Markup(page).tags] == [tag for tag, _ in Markup(harmless).tags]
    data = data_of(page)
    assert {node["label"] for node in data["nodes"]} == {HOSTILE, "P1"}
    assert HOSTILE in {excerpt["paraphrase"] for excerpt in data["excerpts"].values()}


@pytest.mark.parametrize("text", [HOSTILE, "</SCRIPT>", "<!--", "]]>", "\u2028", "\\u003c", "\x00", "😀"])
def test_json_in_a_script_ends_nothing(text: str) -> None:
    """The block holds no character that ends it, and reads back as it was."""
    written = as_json({text: [text]})
    assert not set(written) & set("<>&\u2028\u2029")
    assert json.loads(written) == {text: [text]}


def test_exact_words_stand_in_the_page_only_when_asked_for(whole_shop: MultiDiGraph) -> None:
    """Paraphrases always; exact words with verbatim, and then a banner says so."""
    plain, verbatim = render(whole_shop), render(whole_shop, verbatim=True)
    assert WORDS not in plain
    assert "Confidential." not in plain
    assert WORDS in verbatim
    assert "Confidential." in verbatim
    assert "Sales moved after the holidays." in plain


def test_evidence_that_counts_comes_first(whole_shop: MultiDiGraph) -> None:
    """Behind a link stand the excerpts that its counts count, then those that deny or are others'."""
    details = page_data(whole_shop)["edge_details"]["holidays|CAUSES|drift"]
    assert details["sentence"] == (
        "Told by 2 participants in 2 excerpts (1 statement of the participant, 1 inference of the coder); "
        "1 excerpt denies it; 1 is about somebody else's work or in general."
    )
    excerpts = page_data(whole_shop)["excerpts"]
    shown = [(excerpts[card["excerpt"]]["turns"], card["counts"]) for card in details["cards"]]
    assert shown == [("turn 5", True), ("turn 6", True), ("turn 7", False), ("turn 8", False)]


def test_links_that_only_the_codebook_makes_are_drawn_faint(whole_shop: MultiDiGraph) -> None:
    """A link that no participant affirms is marked, so that the page draws it apart."""
    doubtful = {edge["id"] for edge in page_data(whole_shop)["edges"] if edge["doubtful"]}
    assert doubtful == {"retraining|MITIGATES|drift"}


def test_parallel_links_are_bent_apart(whole_shop: MultiDiGraph) -> None:
    """Two links between one pair do not lie on each other, whichever way they run."""
    bends = {
        edge["id"]: edge["smooth"]["roundness"]
        for edge in page_data(whole_shop)["edges"]
        if {edge["from"], edge["to"]} == {"drift", "holidays"}
    }
    assert len(bends) == 2
    assert len(set(bends.values())) == 2
