"""The real interviews: counts and relations only, never a word of them."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from mitigraph.loaders.readers.alignment import Kind, align
from mitigraph.loaders.readers.delve_items import items_of
from mitigraph.loaders.readers.identify import read
from mitigraph.loaders.readers.tagged_pdf import read_tagged
from mitigraph.loaders.records import Application, Block, Context, Export, Extent, Taken

PDFS = {
    # name: (items, blocks, labels, spans, labels without underline, turns)
    "3-Amin": (516, 156, 152, 57, 46, 154),
    "3-PO": (360, 156, 0, 0, 0, 154),
    "3-Rached": (446, 156, 84, 57, 0, 154),
    "5-Amin": (367, 160, 0, 0, 0, 94),
    "5-PO": (515, 160, 144, 90, 0, 94),
    "5-Rached": (367, 160, 0, 0, 0, 94),
    "12-Amin": (398, 160, 34, 16, 6, 97),
    "12-PO": (397, 160, 33, 16, 0, 97),
    "12-Rached": (378, 160, 14, 13, 0, 97),
    "16-Amin": (458, 198, 0, 0, 0, 88),
    "16-PO": (458, 198, 0, 0, 0, 88),
    "16-Rached": (458, 198, 0, 0, 0, 88),
}
SEEDS = {
    # name: (lines, labels, applications, blocks, unknown speakers' turns, left over, guesses)
    "000": (627, 0, 0, 155, 3, 0, 7),
    "001": (640, 14, 13, 159, 18, 0, 24),
    "002": (944, 144, 90, 162, 2, 0, 3),
    "003": (811, 0, 0, 198, 0, 0, 3),
    "004": (304, 0, 0, 152, 0, 0, 0),
}
SAME_CODING = {"001": "12-Rached", "002": "5-PO"}
SAME_TEXT = {"000": "3-PO", "003": "16-Rached"}


@cache
def context(corpus: Path) -> Context:
    """The study's codes."""
    with (corpus / "codebook.csv").open(encoding="utf-8", newline="") as file:
        return Context(frozenset(row["code"] for row in csv.DictReader(file)))


@cache
def pdf(corpus: Path, name: str) -> Export:
    """A PDF of the corpus, read once."""
    return read(corpus / "delve_pdf" / f"Interview-{name}.pdf", context(corpus))


@cache
def seed(corpus: Path, name: str) -> Export:
    """A text of the corpus, read once."""
    (path,) = (corpus / "seeds").glob(f"{name}_*.txt")
    return read(path, context(corpus))


def codes_of_blocks(
    applications: Sequence[Application], blocks: Sequence[Block]
) -> dict[int, tuple[str, ...]]:
    """The codes on each block that an application's anchor touches."""
    found: dict[int, tuple[str, ...]] = {}
    for application in applications:
        anchor = application.anchor
        for block in blocks:
            starts_before = (anchor.start_turn, anchor.start_char) < (
                block.turn,
                block.start + len(block.text),
            )
            if starts_before and (anchor.end_turn, anchor.end_char) > (block.turn, block.start):
                found[block.number] = (*found.get(block.number, ()), *application.codes)
    return found


@pytest.mark.parametrize("name", PDFS)
def test_pdf_counts(corpus: Path, name: str) -> None:
    """Items, blocks, labels, spans and turns of each PDF; all of it accounted for."""
    export = pdf(corpus, name)
    extents = Counter(application.extent for application in export.applications)
    assert PDFS[name] == (
        export.account.units,
        len(export.blocks),
        export.account.taken.get(Taken.CODE, 0),
        extents[Extent.SPAN],
        extents[Extent.LABEL_ONLY],
        len(export.transcript.turns),
    )
    assert export.account.adds_up()
    assert (export.interview, export.coder) == tuple(name.split("-"))
    # Interview 5 has one speaker label without words, in each of its exports; nothing else is left over.
    assert len(export.account.left_over) == (1 if name.startswith("5-") else 0)
    # Interview 3 has two unlabelled blocks that say nothing but a speaker label.
    assert len(export.account.guesses) == (2 if name.startswith("3-") else 0)


@pytest.mark.parametrize("name", ["3-Amin", "5-PO", "12-Amin", "16-PO"])
def test_every_printed_character_is_in_an_item(corpus: Path, name: str) -> None:
    """What the pages show and what the items hold are the same characters, white space aside."""
    path = corpus / "delve_pdf" / f"Interview-{name}.pdf"
    tagged = read_tagged(path.read_bytes(), path.name)
    assert tagged is not None
    held = Counter(char for item in items_of(tagged) for char in item.flow.text if not char.isspace())
    printed = [*tagged.chars.values(), *tagged.outside.values()]
    assert held == Counter(char.text for chars in printed for char in chars if not char.text.isspace())


@pytest.mark.parametrize("name", SEEDS)
def test_text_counts(corpus: Path, name: str) -> None:
    """Lines, labels, applications and blocks of each text; all of it accounted for."""
    export = seed(corpus, name)
    assert SEEDS[name] == (
        export.account.units,
        export.account.taken.get(Taken.CODE, 0),
        len(export.applications),
        len(export.blocks),
        sum(1 for turn in export.transcript.turns if not turn.speaker),
        len(export.account.left_over),
        len(export.account.guesses),
    )
    assert export.account.adds_up()
    assert export.carries_codes == (name in SAME_CODING)


def test_every_code_is_in_the_codebook(corpus: Path) -> None:
    """No reader makes a code up, and none is cut."""
    exports = [pdf(corpus, name) for name in PDFS] + [seed(corpus, name) for name in SEEDS]
    found = {code for export in exports for application in export.applications for code in application.codes}
    assert len(found) == 64
    assert found <= context(corpus).codes


@pytest.mark.parametrize("interview", ["3", "5", "12", "16"])
def test_exports_of_one_interview_have_the_same_blocks(corpus: Path, interview: str) -> None:
    """Same blocks, speakers and turns in each; the words of two exports differ in a few names."""
    first, *others = (pdf(corpus, f"{interview}-{coder}") for coder in ("Amin", "PO", "Rached"))
    for other in others:
        shape = [(block.speaker, block.turn) for block in other.blocks]
        assert shape == [(block.speaker, block.turn) for block in first.blocks]
        differing = [
            block.number
            for block, its in zip(first.blocks, other.blocks, strict=True)
            if block.text != its.text
        ]
        # One coder's copies of 5 and 12 hold company names that are masked otherwise.
        expected = {("5", "Rached"): [11, 13, 14], ("12", "Rached"): [84]}
        assert differing == expected.get((interview, str(other.coder)), [])
        assert (other.transcript.sha256 == first.transcript.sha256) == (not differing)


@pytest.mark.parametrize(("text", "name"), SAME_CODING.items())
def test_codes_are_equal_block_for_block(corpus: Path, text: str, name: str) -> None:
    """What a conversion and the PDF of the same coding say of each block is the same."""
    export = pdf(corpus, name)
    alignment = align(seed(corpus, text), export.transcript)
    assert not alignment.unplaced
    assert codes_of_blocks(alignment.applications, export.blocks) == codes_of_blocks(
        export.applications, export.blocks
    )


@pytest.mark.parametrize(("text", "name"), SAME_CODING.items())
def test_blocks_underlined_in_part(corpus: Path, text: str, name: str) -> None:
    """A conversion's block and the PDF's span agree but for the one or two blocks underlined in part."""
    export = pdf(corpus, name)
    alignment = align(seed(corpus, text), export.transcript)
    spans = {str(application.anchor) for application in export.applications}
    wider = [application for application in alignment.applications if str(application.anchor) not in spans]
    assert len(wider) == {"001": 2, "002": 1}[text]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        # An unlabelled block's label is read as one (2), a verb and two words are gone, two typos corrected,
        # ellipses and apostrophes typed otherwise; the other speaker is a paragraph of its own by now.
        ("000", "3-PO", {Kind.MISSING: 4, Kind.CHANGED: 2, Kind.SPELLING: 11, Kind.SPEAKER: 3}),
        # Repeated words swallowed (and with them their punctuation), two look-alike letters, the paragraph
        # doubled as a table, and 21 blocks under another label than the PDF's: 19 lost ones and their kin.
        (
            "001",
            "12-Rached",
            {Kind.MISSING: 13, Kind.CHANGED: 2, Kind.SPELLING: 10, Kind.EXTRA: 1, Kind.SPEAKER: 21},
        ),
        # One repeated word is gone; two paragraphs were parted from their speaker by a page break.
        ("002", "5-PO", {Kind.MISSING: 1, Kind.SPEAKER: 2}),
        # Three words retyped, two full stops turned into commas.
        ("003", "16-Rached", {Kind.CHANGED: 3, Kind.SPELLING: 2}),
    ],
)
def test_every_difference_in_the_words(corpus: Path, text: str, name: str, expected: dict[Kind, int]) -> None:
    """As many of each kind as were found and looked at, so that a change in a reader shows."""
    alignment = align(seed(corpus, text), pdf(corpus, name).transcript)
    assert Counter(difference.kind for difference in alignment.differences) == expected


@pytest.mark.parametrize(("text", "name"), [*SAME_CODING.items(), *SAME_TEXT.items()])
def test_differences_are_all_there_is(corpus: Path, text: str, name: str) -> None:
    """The PDF's words, with the listed differences made, are the conversion's words."""
    export, transcript = seed(corpus, text), pdf(corpus, name).transcript
    worded = [d for d in align(export, transcript).differences if d.kind is not Kind.SPEAKER]
    for difference in reversed(worded):
        here = [turn.text for turn in export.transcript.turns]
        assert difference.here in " ".join(" ".join(here).split())
    there = Counter(" ".join(turn.text for turn in transcript.turns).split())
    there.subtract(word for difference in worded for word in difference.there.split())
    there.update(word for difference in worded for word in difference.here.split())
    assert +there == Counter(" ".join(turn.text for turn in export.transcript.turns).split())
