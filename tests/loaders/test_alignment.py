"""Applications of one file put onto another text of the same interview."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mitigraph.loaders.readers.alignment import Alignment, Kind, align
from mitigraph.loaders.readers.delve_text import read_delve_text
from mitigraph.loaders.readers.identify import read
from mitigraph.loaders.records import Anchor, Context, Export, Extent
from tests.loaders.conftest import CONTEXT
from tests.loaders.make_examples import EXAMPLES

THERE = (
    "### Interviewer\n\nShall we begin with the data?\n\n"
    "### Interviewee\n\nThe labels were late, and half of them wrong.\n\nQ1\n\n"
    "### Interviewee\n\nSo we paid two people to check each one.\n\nQ2\n\n"
    "### Interviewer\n\nWas that enough?\n\n### Interviewee\n\nNearly always.\n\nQ3\n"
)

PAID = "we paid two people"


def conversion(text: str) -> Export:
    """A conversion, read without codebook."""
    return read_delve_text(text.encode(), "x.md", Context())


def placed(text: str) -> Alignment:
    """The conversion's applications on the text above."""
    return align(conversion(text), conversion(THERE).transcript)


def kinds(alignment: Alignment) -> list[Kind]:
    """The kinds of the differences, in order."""
    return [difference.kind for difference in alignment.differences]


def test_the_same_text_changes_nothing() -> None:
    """Each anchor stays, and there is no difference."""
    export = conversion(THERE)
    alignment = placed(THERE)
    assert alignment.applications == export.applications
    assert (alignment.unplaced, alignment.differences, alignment.similarity) == ((), (), 1.0)


def test_spans_stay_exact() -> None:
    """A PDF's spans, on a text of other lines, cover the very same characters; empty anchors stay empty."""
    pdf = read(EXAMPLES / "Interview-90-Kim.pdf", CONTEXT)
    other = read(EXAMPLES / "Interview-90-Kim.bold.md", CONTEXT)
    alignment = align(pdf, other.transcript)
    assert alignment.applications == pdf.applications
    assert {a.extent for a in alignment.applications} == {Extent.SPAN, Extent.LABEL_ONLY}


@pytest.mark.parametrize(
    ("there", "moved"),
    [
        ("we paid two people", "2:47-2:55"),  # the same words
        ("and we paid two people", "2:51-2:59"),  # a word before them: all moves by four
        ("WE PAID TWO PEOPLE", "2:46-2:57"),  # not the same letters: to the edges of the words
    ],
)
def test_spans_inside_words(there: str, moved: str) -> None:
    """A boundary inside a word stays at its letter where the letters are the same, else takes the word in."""
    text = THERE.replace("So we", "we")
    export = conversion(text)
    start = export.blocks[2].start
    inside = replace(export.applications[1], anchor=Anchor(2, start + 1, 2, start + 9))  # 'e paid t'
    alignment = align(
        replace(export, applications=(inside,)), conversion(text.replace(PAID, there)).transcript
    )
    assert [str(a.anchor) for a in alignment.applications] == [moved]


def test_lost_speaker_label() -> None:
    """Words under a lost label are found, and the label is listed."""
    alignment = placed(THERE.replace("### Interviewee\n\nSo", "So"))
    assert [str(a.anchor) for a in alignment.applications] == ["2:0-2:45", "2:46-2:86", "4:0-4:14"]
    (difference,) = alignment.differences
    assert (difference.kind, difference.there, difference.here) == (Kind.SPEAKER, "Interviewee", "")


def test_missing_words() -> None:
    """A word that the file lacks is listed with its place there; the anchor still covers it."""
    alignment = placed(THERE.replace(" two people", " people"))
    assert [str(a.anchor) for a in alignment.applications][1] == "2:46-2:86"
    (difference,) = alignment.differences
    assert (difference.kind, difference.there, str(difference.anchor)) == (Kind.MISSING, "two", "2:57-2:60")
    assert difference.place.line == 13


def test_doubled_paragraph() -> None:
    """Words too many are listed as extra, and no anchor moves to their place."""
    doubled = "Nearly always. So we paid two people to check each one."
    alignment = placed(THERE.replace("Nearly always.", doubled))
    assert [str(a.anchor) for a in alignment.applications] == ["2:0-2:45", "2:46-2:86", "4:0-4:14"]
    assert kinds(alignment) == [Kind.EXTRA]


def test_changed_words_and_spelling() -> None:
    """Other words, and the same in other case or punctuation, are told apart; anchors hold in both."""
    alignment = placed(THERE.replace("late, and", "late And").replace("check each", "inspect each"))
    assert kinds(alignment) == [Kind.SPELLING, Kind.SPELLING, Kind.CHANGED]
    assert (alignment.differences[2].there, alignment.differences[2].here) == ("check", "inspect")
    assert [str(a.anchor) for a in alignment.applications] == ["2:0-2:45", "2:46-2:86", "4:0-4:14"]


def test_spacing_is_no_difference() -> None:
    """Other white space between the words moves nothing and is not listed."""
    alignment = placed(THERE.replace("two people", "two   people"))
    assert not alignment.differences
    assert [str(a.anchor) for a in alignment.applications][1] == "2:46-2:86"


def test_words_that_are_not_there() -> None:
    """An application whose words the text lacks is given back with the reason, not put anywhere."""
    extra = "\n\n### Interviewee\n\nAnother story altogether.\n\nQ4\n"
    alignment = placed(THERE + extra)
    assert len(alignment.applications) == 3
    ((application, remark),) = alignment.unplaced
    assert application.codes == ("Q4",)
    assert "not in the transcript" in remark.reason


def test_another_interview() -> None:
    """Texts with little in common are not forced onto each other."""
    export = read(EXAMPLES / "Interview-90-Kim.mixed.md", CONTEXT)
    alignment = align(export, conversion(THERE).transcript)
    assert alignment.applications == ()
    assert len(alignment.unplaced) == len(export.applications)
    assert alignment.similarity < 0.5
