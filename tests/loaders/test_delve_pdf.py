"""Delve's PDF export: blocks from structure, spans exact to the character, nothing lost."""

from __future__ import annotations

import pdfplumber
import pytest

from mitigraph.errors import InputError, UnreadableFile
from mitigraph.loaders.readers.delve_items import Item, Kind, items_of
from mitigraph.loaders.readers.delve_pdf import _applications, _Part, read_pdf
from mitigraph.loaders.readers.flow import Flow, flow
from mitigraph.loaders.readers.tagged_pdf import Char, Rule, TaggedPdf, read_tagged
from mitigraph.loaders.readers.tally import Tally
from mitigraph.loaders.readers.turns import Piece, assemble
from mitigraph.loaders.records import Application, Export, Extent, Place, Taken
from tests.loaders.conftest import NEW_BROWSER, SPOKEN
from tests.loaders.make_examples import EXAMPLES

PDF = EXAMPLES / "Interview-90-Kim.pdf"
BLUE = (0x4A / 255, 0x90 / 255, 0xE2 / 255)


@pytest.fixture(scope="module")
def tagged() -> TaggedPdf:
    """The example's PDF with its structure."""
    pdf = read_tagged(PDF.read_bytes(), PDF.name)
    assert pdf is not None
    return pdf


def by_block(pdf: TaggedPdf) -> dict[int, list[Item]]:
    """The items of each block, in order."""
    blocks: dict[int, list[Item]] = {}
    for item in items_of(pdf):
        if item.block is not None:
            blocks.setdefault(item.block, []).append(item)
    return blocks


def test_the_example_has_the_page_breaks_that_it_is_for(tagged: TaggedPdf) -> None:
    """A break inside a block, a speaker alone at a page's foot, labels on the page after the words."""
    blocks = by_block(tagged).values()
    assert any(
        items[0].kind is Kind.SPEAKER and items[0].page < items[1].page for items in blocks if items[1:]
    )
    assert any(items[-1].kind is Kind.LABEL and items[-1].page > items[1].page for items in blocks)
    paragraphs = [div for div in tagged.root.elements[0].elements if div.tag == "Div"]
    assert any(
        len({page for page, _ in div.elements[1].contents()}) > 1 for div in paragraphs if div.elements[1:]
    )


def test_spans_are_exact(pdf_export: Export) -> None:
    """Each underlined stretch is the one that was marked, to the character."""
    found = {
        application.block: (application.anchor.start_char, application.anchor.end_char)
        for application in pdf_export.applications
        if application.extent is Extent.SPAN
    }
    for number, said in enumerate(SPOKEN, start=1):
        if said.codes and said.marked != (0, 0):
            start, end = said.marked or (0, len(said.text))
            offset = pdf_export.blocks[number - 1].start
            assert found[number] == (offset + start, offset + end)


def test_a_label_without_underline_is_kept_apart(pdf_export: Export) -> None:
    """Its anchor is empty and stands at its block's first character."""
    (apart,) = [a for a in pdf_export.applications if a.extent is Extent.LABEL_ONLY]
    block = pdf_export.blocks[apart.block - 1]
    assert str(apart.anchor) == f"{block.turn}:{block.start}-{block.turn}:{block.start}"
    assert not pdf_export.account.guesses  # it continues the selection before it, so it is no guess


def test_newer_browsers_tag_blocks_otherwise(pdf_export: Export) -> None:
    """Without an element around each block, order and print size give the same blocks and spans."""
    other = read_pdf(NEW_BROWSER.read_bytes(), PDF.name)
    assert other.blocks == pdf_export.blocks
    assert other.applications == pdf_export.applications


def test_every_printed_character_is_in_an_item(tagged: TaggedPdf) -> None:
    """What the pages show and what the items hold are the same characters, white space aside."""
    with pdfplumber.open(PDF) as pdf:
        shown = sorted(c["text"] for page in pdf.pages for c in page.chars if not c["text"].isspace())
    held = sorted(char for item in items_of(tagged) for char in item.flow.text if not char.isspace())
    assert held == shown


def test_a_speaker_without_words_is_left_over(pdf_export: Export) -> None:
    """The one empty block is no turn; it is reported with its page and block."""
    (remark,) = pdf_export.account.left_over
    assert (remark.place.page, remark.place.block) == (2, 15)
    assert pdf_export.account.taken[Taken.LEFT_OVER] == 1


def char(text: str, x: float, line: int, page: int = 1) -> Char:
    """A ten-point character in column x of a line."""
    return Char(text, page, 10.0 * x, 10.0 * x + 9, 20.0 * line, 20.0 * line + 10, 10)


def typed(*lines: str) -> list[Char]:
    """Lines of print."""
    return [char(text, x, number) for number, line in enumerate(lines) for x, text in enumerate(line)]


def test_line_breaks_become_one_blank() -> None:
    """Except where a blank is there already, and behind a hyphen that follows a letter."""
    assert flow(typed("one", "two"), {}).text == "one two"
    assert flow(typed("one ", "two"), {}).text == "one two"
    assert flow(typed("pre-", "trained"), {}).text == "pre-trained"
    assert flow(typed("one -", "two"), {}).text == "one - two"


def test_page_breaks_are_line_breaks() -> None:
    """The same height on the next page is another line."""
    assert flow([char("a", 0, 0), char("b", 1, 0, page=2)], {}).text == "a b"


def test_underline_joins_over_a_line_break_only_if_both_sides_have_it() -> None:
    """The blank between two lines is marked where both its neighbours are."""
    first = Rule(1, 10, 29, 10.5, 12, BLUE)
    second = Rule(1, 0, 19, 30.5, 32, BLUE)
    assert list(flow(typed("one", "two"), {1: [first, second]}).runs()) == [(1, 6)]
    assert list(flow(typed("one", "two"), {1: [first]}).runs()) == [(1, 3)]
    assert list(flow(typed("one", "two"), {1: [second]}).runs()) == [(4, 6)]


def part(text: str, underlined: str, codes: tuple[str, ...], speaker: str = "Interviewee") -> _Part:
    """A block; ``underlined`` has a '_' below each underlined character."""
    return _Part(
        1, Piece(speaker, text, Place("x.pdf")), Flow(text, tuple(mark == "_" for mark in underlined)), codes
    )


def applied(*parts: _Part) -> tuple[list[Application], list[str]]:
    """The applications of the blocks and the reasons of the guesses."""
    tally = Tally("item")
    _, blocks = assemble([part.piece for part in parts])
    return list(_applications(parts, blocks, tally)), [guess.reason for guess in tally.guesses]


def test_several_stretches_and_labels_are_a_guess() -> None:
    """Which label belongs to which stretch is not in the file: each gets them all, and that is said."""
    applications, guesses = applied(part("one two", "___ ___", ("a", "b")))
    assert [str(a.anchor) for a in applications] == ["1:0-1:3", "1:4-1:7"]
    assert {a.codes for a in applications} == {("a", "b")}
    assert len(guesses) == 1
    assert "2 underlined stretches share 2 labels" in guesses[0]


def test_one_label_for_several_stretches_is_no_guess() -> None:
    """With one label there is nothing to tell apart."""
    applications, guesses = applied(part("one two", "___ ___", ("a",)))
    assert len(applications) == 2
    assert not guesses


def test_labels_without_underline_must_continue_a_selection() -> None:
    """They do where the block before has them and its underline reaches its end; else it is a guess."""
    tail = part("yes", "   ", ("a",))
    assert applied(part("one", "___", ("a",)), tail)[1] == []
    assert len(applied(part("one", "__ ", ("a",)), tail)[1]) == 1
    assert len(applied(part("one", "___", ("b",)), tail)[1]) == 1
    assert len(applied(tail)[1]) == 1


def test_underline_without_label_is_a_guess() -> None:
    """Nothing was applied, so there is no application, but the underline is not passed over."""
    applications, guesses = applied(part("one", "_  ", ()))
    assert not applications
    assert len(guesses) == 1


def test_words_that_are_a_speaker_label_are_a_guess() -> None:
    """An unlabelled block that says only 'Unknown Speaker' stays one, and is pointed out."""
    assert len(applied(part("Unknown Speaker", " " * 15, (), speaker=""))[1]) == 1
    assert not applied(part("Unknown Speaker", " " * 15, ()))[1]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_cut_off_file_is_refused(share: float) -> None:
    """Half a PDF is an error, never half an interview, even with an end mark behind it."""
    data = PDF.read_bytes()
    cut = data[: int(len(data) * share)]
    with pytest.raises(UnreadableFile, match=r"x\.pdf: the PDF is broken"):
        read_pdf(cut, "x.pdf")
    with pytest.raises(InputError):
        read_pdf(cut + b"\n%%EOF\n", "x.pdf")


def test_a_file_without_its_end_is_refused() -> None:
    """Even where all that a reader needs is still there: who knows what is not."""
    with pytest.raises(UnreadableFile, match="broken"):
        read_pdf(PDF.read_bytes().replace(b"%%EOF", b""), "x.pdf")


def test_an_encrypted_file_is_refused() -> None:
    """A PDF that asks for a password says so, and what to do."""
    with pytest.raises(UnreadableFile, match="encrypted") as caught:
        read_pdf(plain_pdf(encrypted=True), "x.pdf")
    assert "password" in caught.value.hint


def test_another_pdf_is_refused() -> None:
    """A sound PDF without Delve's structure is wrong input, not broken."""
    with pytest.raises(InputError, match="no Delve export") as caught:
        read_pdf(plain_pdf(), "x.pdf")
    assert not isinstance(caught.value, UnreadableFile)


def plain_pdf(*, encrypted: bool = False) -> bytes:
    """A one-page PDF without text; encrypted: with a password that is not empty."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"]
    objects += [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>"]
    key = b"<" + b"ab" * 32 + b">"
    objects += [b"<</Filter/Standard/V 1/R 2/P -4/O" + key + b"/U" + key + b">>"] if encrypted else []
    body, offsets = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj" % number + text + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    trailer = b"/Encrypt 4 0 R/ID[<00><00>]" if encrypted else b""
    start = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % size + table
    return body + b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
