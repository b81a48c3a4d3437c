"""Raw transcripts: a line per stretch of speech, the words exactly as they stand."""

from __future__ import annotations

from mitigraph.loaders.readers.raw_transcript import read_raw
from mitigraph.loaders.records import Export, Role, Taken


def read(text: str) -> Export:
    """A raw transcript."""
    return read_raw(text.encode(), "Interview-7.txt")


def test_words_are_kept_to_the_character() -> None:
    """White space at the end and a second colon are the speaker's; only the label's own blank goes."""
    export = read("Interviewer 1:  Well:  yes \n\nInterviewee:no\n")
    assert [(turn.speaker, turn.text) for turn in export.transcript.turns] == [
        ("Interviewer 1", " Well:  yes "),
        ("Interviewee", "no"),
    ]
    assert not export.carries_codes
    assert export.account.taken == {Taken.SPEECH: 2, Taken.FURNITURE: 1}


def test_line_without_label() -> None:
    """Directly below it goes on with the block; behind a blank line it is an unknown speaker's."""
    export = read("Interviewee: one\ntwo\n\nthree\n")
    assert [(turn.role, turn.text) for turn in export.transcript.turns] == [
        (Role.INTERVIEWEE, "one\ntwo"),
        (Role.UNKNOWN, "three"),
    ]
    assert [guess.place.line for guess in export.account.guesses] == [2, 4]


def test_label_without_words_is_left_over() -> None:
    """It is no turn, and it is reported with its line."""
    export = read("Interviewee: one\n\nInterviewer 1:\n\nInterviewee: two\n")
    assert [turn.text for turn in export.transcript.turns] == ["one\ntwo"]
    assert [remark.place.line for remark in export.account.left_over] == [3]
    assert export.account.adds_up()


def test_title_and_interview() -> None:
    """A title line is no speech, and tells the interview better than the file's name."""
    export = read("Interview 12\n\nInterviewee: one\n")
    assert (export.title, export.interview, export.coder) == ("Interview 12", "12", None)
    assert read("Interviewee: one\n").interview == "7"
