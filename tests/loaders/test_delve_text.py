"""Text conversions of Delve exports: what is a label, what is speech, what is a guess."""

from __future__ import annotations

import pytest

from mitigraph.loaders.readers.delve_lines import speakers_in
from mitigraph.loaders.readers.delve_text import read_delve_text
from mitigraph.loaders.records import Context, Export, Role, Taken

CODES = Context(frozenset({"Q1", "monitoring", "Data-low-quality", "Quality-Measures (QM)", "Misc"}))


def read(*paragraphs: str, context: Context = CODES) -> Export:
    """A conversion of these paragraphs."""
    return read_delve_text("\n\n".join(paragraphs).encode(), "x.md", context)


def words(export: Export) -> list[tuple[str, str]]:
    """Speaker and words of each block."""
    return [(block.speaker, block.text) for block in export.blocks]


def guesses(export: Export) -> list[tuple[int | None, str]]:
    """Line and beginning of the reason of each guess."""
    return [(guess.place.line, guess.reason[:30]) for guess in export.account.guesses]


@pytest.mark.parametrize(
    ("line", "speakers"),
    [
        ("Interviewer 2", ["Interviewer 2"]),
        ("### Interviewee", ["Interviewee"]),
        ("# **Interviewer 2**", ["Interviewer 2"]),
        ("#### **Interviewee**", ["Interviewee"]),
        ("**Interviewer 1:**", ["Interviewer 1"]),
        ("**Interviewee****Interviewee**", ["Interviewee", "Interviewee"]),
        ("**Interviewee** said", []),
        ("## terms", []),
        ("Interviewer 1: hello", []),
        ("", []),
    ],
)
def test_speaker_lines(line: str, speakers: list[str]) -> None:
    """Labels are recognised in every dress, and nothing else is."""
    assert speakers_in(line) == speakers


def test_labels_attach_to_the_block_above() -> None:
    """Label lines after words are that block's codes; with a blank, without a hyphen, all alike."""
    export = read("### Interviewee", "So it goes.", "Q1", "Quality-Measures (QM)", "### Interviewer", "Why?")
    (application,) = export.applications
    assert application.codes == ("Q1", "Quality-Measures (QM)")
    assert (application.block, str(application.anchor)) == (1, "1:0-1:11")
    assert application.place.line == 5
    assert not guesses(export)


def test_labels_between_two_halves_of_a_turn() -> None:
    """Words after labels are another block, with labels of their own."""
    first = ["**Interviewee**", "We checked it.", "Q1", "**Interviewee**", "Twice.", "Data-low-quality"]
    export = read(*first)
    assert [(a.block, a.codes) for a in export.applications] == [(1, ("Q1",)), (2, ("Data-low-quality",))]
    assert [turn.text for turn in export.transcript.turns] == ["We checked it.\nTwice."]
    lost = read("**Interviewee**", "We checked it.", "Q1", "and twice.", "Data-low-quality")
    assert words(lost) == [("Interviewee", "We checked it."), ("", "and twice.")]
    assert guesses(lost) == [(7, "no speaker label: taken for a ")]


def test_one_word_utterances_are_speech() -> None:
    """A word that reads like a code, said right after a speaker label, was said."""
    export = read("**Interviewee**", "monitoring", "Q1", "**Interviewee**", "matching", "Q1")
    assert words(export) == [("Interviewee", "monitoring"), ("Interviewee", "matching")]
    assert [a.codes for a in export.applications] == [("Q1",), ("Q1",)]
    assert guesses(export) == [(3, "reads like a code, but its spe")]


def test_plain_word_codes_are_guesses() -> None:
    """After words, a plain word of the codebook is taken for the code, and said to be a guess."""
    export = read("**Interviewee**", "We look at it daily.", "monitoring")
    assert export.applications[0].codes == ("monitoring",)
    assert guesses(export) == [(5, "a code that is also a plain wo")]
    spoken = read("**Interviewee**", "We look at it daily.", "Monitoring", "**Interviewer**", "Okay.")
    assert not spoken.carries_codes
    assert (5, "a code's word in another spell") in guesses(spoken)


def test_labels_that_no_codebook_has() -> None:
    """What has a label's form is taken for one even without codebook, as a guess; what is said is not."""
    export = read("**Interviewee**", "So it goes.", "Data-brand-new", "Q7.4", context=Context())
    assert export.applications[0].codes == ("Data-brand-new", "Q7.4")
    assert len(guesses(export)) == 2
    said = read("**Interviewee**", "So it goes.", "Mm-hmm", "**Interviewer**", "Okay.", context=Context())
    assert not said.carries_codes


def test_other_spelling_of_a_code_is_a_guess() -> None:
    """The label is kept as written."""
    export = read("**Interviewee**", "So it goes.", "data-Low-quality")
    assert export.applications[0].codes == ("data-Low-quality",)
    assert guesses(export) == [(5, "a code of the codebook in anot")]


def test_page_break_inside_a_block() -> None:
    """A paragraph that goes on in mid-sentence is joined by one blank, and listed as a guess."""
    export = read("**Interviewee**", "We had one thing", "we never tested.", "Q1")
    assert words(export) == [("Interviewee", "We had one thing we never tested.")]
    assert guesses(export) == [(5, "no speaker label, goes on in m")]
    assert str(export.applications[0].anchor) == "1:0-1:33"


def test_lost_speaker_label() -> None:
    """A new sentence without label is an unknown speaker's own turn, never the neighbour's."""
    export = read("**Interviewee**", "Yes.", "Did you test it?", "**Interviewee**", "Yes.")
    assert [turn.role for turn in export.transcript.turns] == [
        Role.INTERVIEWEE,
        Role.UNKNOWN,
        Role.INTERVIEWEE,
    ]


def test_body_text_that_looks_like_a_heading() -> None:
    """It is speech without its mark, and a guess."""
    export = read("# Interview 4 - Ada", "## Interviewee", "That is no problem in", "## terms of cost.")
    assert export.title == "Interview 4 - Ada"
    assert words(export) == [("Interviewee", "That is no problem in terms of cost.")]
    assert (7, "looks like a heading, names no") in guesses(export)


def test_a_table_row_stays_as_it_stands() -> None:
    """A paragraph doubled as a table is kept whole and pointed out; the table's ruler is furniture."""
    row = "So maybe\tSo\tmay\tbe\n---\t---\t---\t---"
    export = read("**Interviewee**", row, "Thanks.")
    assert words(export) == [("Interviewee", "So maybe\tSo\tmay\tbe"), ("", "Thanks.")]
    assert (3, "looks like a table row: taken ") in guesses(export)


def test_hidden_empty_turn() -> None:
    """Two labels on one line: the last speaks, and the line is pointed out."""
    export = read("**Interviewee****Interviewee**", "Yes.")
    assert words(export) == [("Interviewee", "Yes.")]
    assert guesses(export) == [(1, "several speaker labels on one ")]


def test_speaker_without_words_is_left_over() -> None:
    """A label that is followed by another label, or by the end, spoke no words."""
    export = read("**Interviewer**", "**Interviewee**", "Yes.", "**Interviewer**")
    assert [remark.place.line for remark in export.account.left_over] == [1, 7]
    assert export.account.taken == {Taken.SPEAKER: 1, Taken.SPEECH: 1, Taken.FURNITURE: 3, Taken.LEFT_OVER: 2}
    assert export.account.adds_up()


def test_furniture() -> None:
    """Blank lines, rulers and the tool's closing line are no speech."""
    closing = "Created with the Delve Qualitative Analysis Tool (<https://delvetool.com>)"
    export = read("**Interviewee**", "Yes.", "---", closing)
    assert words(export) == [("Interviewee", "Yes.")]
    assert export.account.taken[Taken.FURNITURE] == 5


def test_lines_of_a_paragraph_join_by_one_blank() -> None:
    """A hard line break inside a paragraph is layout; the words on either side are untouched."""
    assert words(read("**Interviewee**", "We were unsure.  \nYeah.")) == [
        ("Interviewee", "We were unsure. Yeah.")
    ]
