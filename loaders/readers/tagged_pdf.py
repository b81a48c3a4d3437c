"""A tagged PDF as a tree of tagged elements with their characters, and the characters outside it.

pdfplumber gives the characters, rectangles and the parsed document; the structure tree is walked here,
because pdfplumber's own tree loses the page of marked content that an element continues on the next
page (a paragraph split by a page break), and only that page makes a marked-content id unique.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError
from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import PdfminerException

from mitigraph.errors import UnreadableFile

for _name in ("pdfminer", "pdfplumber"):  # else their warnings go to stderr where nobody set up logging
    logging.getLogger(_name).addHandler(logging.NullHandler())

_END = 1024  # bytes within which a PDF ends with its end mark
_MAX_DEPTH = 200  # a deeper structure tree is broken or malicious: exports have six levels


@dataclass(frozen=True)
class Char:
    """One character on a page; lengths in points from the page's top left corner."""

    text: str
    page: int
    x0: float
    x1: float
    top: float
    bottom: float
    size: float


@dataclass(frozen=True)
class Rule:
    """A filled rectangle or stroked line: what an underline is drawn with. ``colour`` is RGB from 0 to 1."""

    page: int
    x0: float
    x1: float
    top: float
    bottom: float
    colour: tuple[float, ...]


Content: TypeAlias = tuple[int, int]  # page number and marked-content id


@dataclass(frozen=True)
class Element:
    """A tagged element: its tag ('P', 'Div', ...) and what it holds, in reading order."""

    tag: str
    kids: tuple[Element | Content, ...]

    def contents(self) -> Iterator[Content]:
        """Every piece of marked content in the element, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.contents()
            else:
                yield kid

    @property
    def elements(self) -> tuple[Element, ...]:
        """The elements directly below, without the marked content."""
        return tuple(kid for kid in self.kids if isinstance(kid, Element))


@dataclass(frozen=True)
class TaggedPdf:
    """What a tagged PDF holds, read once."""

    root: Element
    chars: dict[Content, list[Char]]
    outside: dict[int, list[Char]]  # by page: characters without marked-content id
    heights: dict[int, float]  # by page, in points
    rules: list[Rule]
    links: frozenset[str] = field(default_factory=frozenset)

    def text_of(self, element: Element) -> list[Char]:
        """The characters of an element, in reading order."""
        return [char for content in element.contents() for char in self.chars.get(content, [])]


def read_tagged(data: bytes, name: str) -> TaggedPdf | None:
    """Read a PDF's bytes; None where the PDF is sound but carries no structure tree.

    Raises:
        UnreadableFile: the PDF is encrypted or broken.
    """
    if b"%%EOF" not in data[-_END:]:  # a file cut off half-way would be read half-way
        raise _broken(name)
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            return _read(pdf)
    except PdfminerException as error:
        if any(isinstance(cause, PDFEncryptionError) for cause in error.args):  # or of it: a wrong password
            raise UnreadableFile(
                f"{name}: the PDF is encrypted", "save it without a password, or export it from Delve again"
            ) from None
        raise _broken(name) from error
    except Exception as error:  # pdfminer raises whatever a broken file makes it stumble over
        raise _broken(name) from error


def _broken(name: str) -> UnreadableFile:
    return UnreadableFile(f"{name}: the PDF is broken", "export it again, or save it again from a PDF viewer")


def _read(pdf: PDF) -> TaggedPdf | None:
    tree = resolve1(pdf.doc.catalog.get("StructTreeRoot"))
    pages: dict[int, int] = {page.page_obj.pageid: page.page_number for page in pdf.pages}  # type: ignore[misc]
    if not pages:
        raise ValueError("no page")
    if not isinstance(tree, dict):
        return None
    chars: dict[Content, list[Char]] = {}
    outside: dict[int, list[Char]] = {}
    for page in pdf.pages:
        for raw in page.chars:
            char = _char(raw, page.page_number)
            if raw.get("mcid") is None:
                outside.setdefault(page.page_number, []).append(char)
            else:
                chars.setdefault((page.page_number, raw["mcid"]), []).append(char)
    rules = [rule for page in pdf.pages for rule in _rules(page)]
    links = frozenset(str(link["uri"]) for page in pdf.pages for link in page.hyperlinks if link.get("uri"))
    root = _element(tree, None, pages, 0)
    return TaggedPdf(root, chars, outside, {p.page_number: float(p.height) for p in pdf.pages}, rules, links)


def _char(raw: dict[str, Any], page: int) -> Char:
    if raw["text"].startswith("(cid:"):  # what pdfminer writes for a glyph whose character it cannot tell
        raise ValueError("a glyph without a character")
    return Char(raw["text"], page, raw["x0"], raw["x1"], raw["top"], raw["bottom"], raw["size"])


def _rules(page: pdfplumber.page.Page) -> Iterator[Rule]:
    for kind, colour in ((page.rects, "non_stroking_color"), (page.lines, "stroking_color")):
        for raw in kind:
            value = raw.get(colour)
            rgb = tuple(float(part) for part in value) if isinstance(value, tuple | list) else ()
            yield Rule(page.page_number, raw["x0"], raw["x1"], raw["top"], raw["bottom"], rgb)


def _element(node: dict[str, Any], page: int | None, pages: dict[int, int], depth: int) -> Element:
    if depth > _MAX_DEPTH:
        raise ValueError("the structure tree is too deep")
    page = _page_of(node, pages, page)
    kids = resolve1(node.get("K", []))
    found: list[Element | Content] = []
    for kid in kids if isinstance(kids, list) else [kids]:
        item = resolve1(kid)
        if isinstance(item, int):
            found += [(page, item)] if page is not None else []
        elif isinstance(item, dict) and "MCID" in item:
            on = _page_of(item, pages, page)
            found += [(on, item["MCID"])] if on is not None else []
        elif isinstance(item, dict) and "S" in item:
            found.append(_element(item, page, pages, depth + 1))
    return Element(_tag(node), tuple(found))


def _tag(node: dict[str, Any]) -> str:
    return str(getattr(node.get("S"), "name", ""))


def _page_of(node: dict[str, Any], pages: dict[int, int], otherwise: int | None) -> int | None:
    reference = node.get("Pg")
    return pages.get(reference.objid, otherwise) if isinstance(reference, PDFObjRef) else otherwise
