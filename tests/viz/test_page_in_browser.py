"""The page in a real browser: it draws, opens evidence, finds names, asks nobody and runs nothing foreign."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mitigraph.viz.layout import label_lines
from mitigraph.viz.page import render
from tests.viz.given import HOSTILE, WORDS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from mitigraph.viz.projection import MultiDiGraph

CAUSES = "holidays|CAUSES|drift"


@dataclass
class Opened:
    """A page with everything that it asked for or complained about; the file itself is no request."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def panel(self) -> str:
        """The text of the panel."""
        return self.page.locator("#panel").inner_text()

    def click(self, x: float, y: float) -> None:
        """Click on a place of the map, given in the map's own coordinates."""
        place = self.page.evaluate("([x, y]) => mitigraph.network.canvasToDOM({x, y})", [x, y])
        box = self.page.locator("#map").bounding_box()
        assert box
        self.page.mouse.click(box["x"] + place["x"], box["y"] + place["y"])

    def place_of(self, node: str) -> tuple[float, float]:
        """Where a node stands on the map."""
        place = self.page.evaluate("id => mitigraph.network.getPosition(id)", node)
        return place["x"], place["y"]


Open = Callable[..., Opened]


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Write a page, open it from its file; at the end nothing may have been asked for or complained of."""
    opened: list[Opened] = []

    def open_(drawn: MultiDiGraph, **options: Any) -> Opened:
        file = tmp_path / "page.html"
        file.write_text(render(drawn, **options), encoding="utf-8", newline="")
        context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
        found = Opened(context.new_page())
        found.page.route("**/*", lambda route: _let_in(route, file.as_uri(), found.requests))
        found.page.on("console", lambda message: found.complaints.append(message.text))
        found.page.on("pageerror", lambda error: found.complaints.append(str(error)))
        found.page.goto(file.as_uri())
        found.page.wait_for_function("globalThis.mitigraph !== undefined")
        opened.append(found)
        return found

    yield open_
    for each in opened:
        assert each.requests == []
        assert each.complaints == []
        each.page.context.close()


def _let_in(route: Any, own: str, requests: list[str]) -> None:
    if route.request.url == own:
        route.continue_()
    else:
        requests.append(route.request.url)
        route.abort()


def colours(page: Page) -> int:
    """How many different colours the canvas shows."""
    count: int = page.evaluate(
        """() => {
          const canvas = document.querySelector("#map canvas");
          const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
          const seen = new Set();
          for (let i = 0; i < pixels.length; i += 4) seen.add(pixels.slice(i, i + 4).join());
          return seen.size;
        }"""
    )
    return count


def test_the_map_is_drawn(open_page: Open, whole_shop: MultiDiGraph) -> None:
    """Every node and link is in the network, all of it in sight, and the canvas is not blank."""
    page = open_page(whole_shop, subtitle="The whole map").page
    assert page.title() == "A tiny study"
    assert page.evaluate("mitigraph.network.body.nodeIndices.length") == len(whole_shop)
    assert page.evaluate("mitigraph.network.body.edgeIndices.length") == whole_shop.number_of_edges()
    assert colours(page) > 50
    size = page.locator("#map").bounding_box()
    assert size
    for key in whole_shop:
        place = page.evaluate("id => mitigraph.network.canvasToDOM(mitigraph.network.getPosition(id))", key)
        assert 0 <= place["x"] <= size["width"], key
        assert 0 <= place["y"] <= size["height"], key


def test_every_name_is_drawn_where_there_is_room(open_page: Open, whole_shop: MultiDiGraph) -> None:
    """On a small map all names can be read; far away each is cut or waits, and none covers another."""
    page = open_page(whole_shop).page
    page.evaluate(
        """() => {
          const draw = CanvasRenderingContext2D.prototype.fillText;
          CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
            const {a, e, f} = this.getTransform();
            const width = this.measureText(text).width * a;
            drawn.push({text, left: x * a + e - width / 2, right: x * a + e + width / 2, top: y * a + f});
            return draw.call(this, text, x, y);
          };
          globalThis.drawn = [];
        }"""
    )
    look = """scale => {
      drawn.length = 0;
      mitigraph.network.moveTo({scale});
      mitigraph.network.redraw();
      return drawn;
    }"""
    names = {line for node in whole_shop for line in label_lines(whole_shop.nodes[node]["name"])}
    assert {each["text"] for each in page.evaluate(look, 1)} == names
    far = page.evaluate(look, 0.3)
    assert 3 < len(far) < len(names)
    for one, other in itertools.combinations(far, 2):
        apart = one["right"] <= other["left"] or other["right"] <= one["left"]
        assert apart or abs(one["top"] - other["top"]) > 10, (one, other)


def test_a_click_on_a_node_shows_its_evidence(open_page: Open, whole_shop: MultiDiGraph) -> None:
    """A clicked node tells its counts in words, its links, and the excerpts; a click beside it closes."""
    opened = open_page(whole_shop)
    opened.click(*opened.place_of("drift"))
    panel = opened.panel()
    assert "Reported by 2 participants in 4 excerpts" in panel
    assert "Sales moved after the holidays." in panel
    assert "P1 · interview 1, turn 4 · coded by Ann" in panel
    assert WORDS not in panel
    left, top = opened.place_of("collection")
    opened.click(left - 60, top)
    assert "What the interviews say" in opened.panel()


def test_a_click_on_a_link_shows_its_evidence(open_page: Open, whole_shop: MultiDiGraph) -> None:
    """A clicked link tells who states and who denies it."""
    opened = open_page(whole_shop)
    middle = opened.page.evaluate("id => mitigraph.network.body.edges[id].edgeType.getPoint(0.5)", CAUSES)
    opened.click(middle["x"], middle["y"])
    panel = opened.panel()
    assert "Told by 2 participants in 2 excerpts" in panel
    assert "The season made it worse." in panel
    assert "NOT COUNTED: 2 EXCERPTS" in panel.upper()
    assert "For them the season is no matter." in panel
    assert "denied" in panel


def test_every_link_opens_from_the_keyboard(open_page: Open, whole_shop: MultiDiGraph) -> None:
    """Without a mouse: search, choose a node with Enter, open a link's evidence from the panel."""
    page = open_page(whole_shop).page
    page.keyboard.press("/")
    page.keyboard.type("drift")
    page.keyboard.press("Enter")
    more = page.get_by_role("button", name="4 excerpts behind: Holidays causes Drift")
    more.focus()
    page.keyboard.press("Enter")
    assert "Another shop had that." in page.locator("#panel").inner_text()
    page.keyboard.press("Escape")
    assert "What the interviews say" in page.locator("#panel").inner_text()


def test_search_finds_names_and_aliases(open_page: Open, whole_shop: MultiDiGraph) -> None:
    """What is typed finds names, ids and aliases, accents aside; the map lights up what was found."""
    page = open_page(whole_shop).page
    page.fill("#search", "decalage")
    assert page.locator("#found [role=option]").all_inner_texts() == ["Drift"]
    page.fill("#search", "re")
    names = page.locator("#found [role=option]").all_inner_texts()
    assert sorted(names) == ["Retraining"]
    dim = page.evaluate("mitigraph.network.body.data.nodes.get().filter(n => n.opacity < 1).length")
    assert dim == len(whole_shop) - 1
    page.fill("#search", "nowhere to be found")
    assert page.locator("#found").inner_text() == "No name matches."
    page.fill("#search", "dr")
    page.click("#found [role=option]")
    assert page.evaluate("mitigraph.network.getSelectedNodes()") == ["drift"]


def test_the_legend_hides_and_shows_kinds_and_links(open_page: Open, whole_shop: MultiDiGraph) -> None:
    """Unticking a kind hides its nodes and their links, unticking a type its links."""
    page = open_page(whole_shop).page
    hidden = "of => mitigraph.network.body.data[of].get().filter(item => item.hidden).map(item => item.id)"
    page.get_by_role("checkbox", name="causes 2").first.uncheck()
    assert sorted(page.evaluate(hidden, "nodes")) == ["holidays", "no-calendar"]
    assert CAUSES in page.evaluate(hidden, "edges")
    page.get_by_role("checkbox", name="causes 2").first.check()
    page.get_by_role("checkbox", name="reports 4").uncheck()
    assert page.evaluate(hidden, "nodes") == []
    assert len(page.evaluate(hidden, "edges")) == 4


def test_hostile_text_is_shown_and_never_runs(open_page: Open, hostile_map: MultiDiGraph) -> None:
    """Scripts, tags, quotes and line separators in any field are only ever text."""
    opened = open_page(hostile_map, subtitle=HOSTILE, verbatim=True)
    shown = HOSTILE.replace("\u2028", "").replace("\u2029", "")
    for key in hostile_map:
        opened.page.evaluate("id => mitigraph.choose('node', id)", key)
        opened.page.mouse.move(200, 300)
        panel = opened.panel().replace("\u2028", "").replace("\u2029", "")
        assert key.startswith("participant:") or shown.split("{{")[0] in panel
    opened.page.evaluate("id => mitigraph.choose('edge', id)", CAUSES)
    opened.click(*opened.place_of("drift"))
    opened.page.fill("#search", "script")
    assert opened.page.locator("#found [role=option]").count() > 0
    assert opened.page.evaluate("globalThis.hacked") is None
    assert opened.page.locator("#panel img, #panel script, header img").count() == 0


def test_exact_words_are_shown_when_they_are_there(open_page: Open, whole_shop: MultiDiGraph) -> None:
    """With verbatim the words stand under the paraphrase, and a banner warns."""
    opened = open_page(whole_shop, verbatim=True)
    assert "Confidential." in opened.page.locator(".banner").inner_text()
    opened.page.evaluate("mitigraph.choose('node', 'drift')")
    assert WORDS in opened.panel()


def test_a_narrow_window_keeps_map_and_details(open_page: Open, whole_shop: MultiDiGraph) -> None:
    """On a telephone the details stand below the map, and nothing is wider than the window."""
    page = open_page(whole_shop).page
    page.set_viewport_size({"width": 390, "height": 800})
    page.evaluate("mitigraph.choose('node', 'drift')")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    above, below = page.locator("#map").bounding_box(), page.locator("#panel").bounding_box()
    assert above
    assert below
    assert above["height"] > 150
    assert below["y"] >= above["y"] + above["height"]
