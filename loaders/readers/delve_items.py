"""The items of a Delve PDF export: every piece of text in it, told apart by structure.

Whatever the structure does not explain comes out as a stray item, so that nothing vanishes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import groupby

from mitigraph.loaders.readers.flow import Flow, flow, is_over, underlines
from mitigraph.loaders.readers.tagged_pdf import Char, Element, Rule, TaggedPdf

TOOL = "delvetool.com"
# The closing words may be one element, or a text, a link and an untagged address (what CSS puts after it).
_CLOSING = re.compile(r"\s*(Created with the\b.*|Delve Qualitative Analysis Tool\s*.*)", re.DOTALL)
_ADDRESS = re.compile(r"\(?<?(?:https?://)?(?:www\.)?delvetool\.com/?>?\)?")
_HEADING = re.compile(r"H\d?")
_CONTAINERS = {"Div", "NonStruct", "Span"}
_SMALL = 0.85  # labels are printed at three quarters of the text's size
_MARGIN = 40.0  # points from a page's edge, where browsers print their header and footer; Delve's is 54


class Kind(Enum):
    """What an item is."""

    TITLE = auto()
    SPEAKER = auto()
    TEXT = auto()
    LABEL = auto()
    CLOSING = auto()
    MARGIN = auto()
    STRAY = auto()


@dataclass(frozen=True)
class Item:
    """A piece of text in the export; ``block`` is the number, from 1, of the block that holds it."""

    kind: Kind
    flow: Flow
    page: int
    block: int | None = None
    reason: str = ""  # of a stray item: why it is one


def items_of(pdf: TaggedPdf) -> list[Item]:
    """Every piece of text of the export, tagged ones first and in reading order."""
    return [*_Tagged(pdf).items(), *_unreached(pdf), *_unread(pdf), *_untagged(pdf), *_idle_underlines(pdf)]


def is_delve(pdf: TaggedPdf, items: Sequence[Item]) -> bool:
    """Whether the PDF has a title and a block, and names Delve at its end, in its margin or in a link."""
    kinds = {item.kind for item in items}
    named = Kind.CLOSING in kinds or any(TOOL in link for link in pdf.links)
    named = named or any(TOOL in item.flow.text for item in items if item.kind is Kind.MARGIN)
    return named and {Kind.TITLE, Kind.TEXT} <= kinds


class _Tagged:
    """The walk over the structure tree; numbers the blocks on its way.

    Browsers up to about Chrome 112 keep a ``Div`` around each block, its speaker and its labels; newer
    ones write ``NonStruct`` and drop the block's own. So a block is told by the order (speaker, paragraph,
    labels) and labels by their smaller print.
    """

    def __init__(self, pdf: TaggedPdf) -> None:
        self.pdf = pdf
        self.lines = underlines(pdf.rules)
        self.blocks = 0
        self.titled = False
        self.speaking = False  # a speaker label waits for its paragraph
        self.size = 0.0  # of the print of the paragraph that may get labels; 0: none may

    def items(self) -> Iterator[Item]:
        """The tagged items in reading order; white space around labels is layout, and none."""
        return (item for item in self._walk(self.pdf.root) if item.flow.text.strip())

    def _walk(self, element: Element) -> Iterator[Item]:
        for kid in element.elements:
            if kid.tag == "P":
                yield self._paragraph(kid)
            elif kid.tag == "Document" or _has_paragraph(kid):
                self.speaking, self.size = False, 0.0
                yield from self._walk(kid)
                self.speaking, self.size = False, 0.0
            elif self._text(kid).strip():
                yield from self._other(kid)

    def _paragraph(self, element: Element) -> Item:
        self.blocks += not self.speaking
        self.speaking = False
        self.size = max((char.size for char in self.pdf.text_of(element)), default=0.0)
        return self._item(Kind.TEXT, element, self.blocks)

    def _other(self, element: Element) -> Iterator[Item]:
        tag = element.tag or "nameless"
        if _HEADING.fullmatch(tag) and not self.titled and not self.blocks:
            self.titled = True
            yield self._item(Kind.TITLE, element)
        elif self.blocks and _CLOSING.fullmatch(self._text(element)):
            yield self._item(Kind.CLOSING, element)
        elif tag not in _CONTAINERS:
            yield self._item(Kind.STRAY, element, reason=f"a {tag} element outside the blocks")
        elif self._is_small(element):
            labels = [kid for kid in element.elements if self._text(kid).strip()] or [element]
            yield from (self._item(Kind.LABEL, label, self.blocks) for label in labels)
        else:
            self.blocks += 1
            self.speaking, self.size = True, 0.0
            yield self._item(Kind.SPEAKER, element, self.blocks)

    def _is_small(self, element: Element) -> bool:
        printed = (char.size for char in self.pdf.text_of(element) if not char.text.isspace())
        return max(printed) < _SMALL * self.size

    def _text(self, element: Element) -> str:
        return flow(self.pdf.text_of(element), {}).text

    def _item(self, kind: Kind, element: Element, block: int | None = None, reason: str = "") -> Item:
        chars = self.pdf.text_of(element)
        return Item(kind, flow(chars, self.lines), chars[0].page if chars else 0, block, reason)


def _has_paragraph(element: Element) -> bool:
    return any(True for _ in _paragraphs(element))


def _unreached(pdf: TaggedPdf) -> Iterator[Item]:
    reached = set(pdf.root.contents())
    for content, chars in sorted(pdf.chars.items()):
        running = flow(chars, {})
        if content not in reached and running.text.strip():
            yield Item(Kind.STRAY, running, content[0], reason="tagged text that the structure does not hold")


def _unread(pdf: TaggedPdf) -> Iterator[Item]:
    for paragraph in _paragraphs(pdf.root):
        for content in paragraph.contents():
            if content not in pdf.chars:
                yield Item(Kind.STRAY, Flow("", ()), content[0], reason="words that could not be read")


def _paragraphs(element: Element) -> Iterator[Element]:
    for kid in element.elements:
        if kid.tag == "P":
            yield kid
        else:
            yield from _paragraphs(kid)


def _untagged(pdf: TaggedPdf) -> Iterator[Item]:
    for page, chars in sorted(pdf.outside.items()):
        for _, line in groupby(sorted(chars, key=_by_line), key=lambda char: round(char.bottom)):
            row = list(line)
            text = "".join(char.text for char in row)
            if not text.strip():
                continue
            kind = _kind_of_untagged(text, row[0], pdf.heights[page])
            reason = "untagged text in the page's body" if kind is Kind.STRAY else ""
            yield Item(kind, Flow(text, (False,) * len(text)), page, reason=reason)


def _kind_of_untagged(text: str, first: Char, height: float) -> Kind:
    if _ADDRESS.fullmatch(text.strip()):
        return Kind.CLOSING
    inside = first.bottom > _MARGIN and first.top < height - _MARGIN
    return Kind.STRAY if inside else Kind.MARGIN


def _by_line(char: Char) -> tuple[int, float]:
    return round(char.bottom), char.x0


def _idle_underlines(pdf: TaggedPdf) -> Iterator[Item]:
    tagged: dict[int, list[Char]] = {}
    for (page, _), chars in pdf.chars.items():
        tagged.setdefault(page, []).extend(chars)
    for page, rules in sorted(underlines(pdf.rules).items()):
        for rule in rules:
            if not _covers_any(rule, tagged.get(page, [])):
                yield Item(Kind.STRAY, Flow("", ()), page, reason="an underline under no text")


def _covers_any(rule: Rule, chars: Sequence[Char]) -> bool:
    return any(is_over(char, rule) for char in chars)
