"""Speaker labels, and how pieces of speech become turns and blocks."""

from __future__ import annotations

import pytest

from mitigraph.loaders.readers.speakers import is_speaker, role_of
from mitigraph.loaders.readers.turns import Piece, anchor_in, assemble
from mitigraph.loaders.records import Anchor, Place, Role

HERE = Place("file.txt", line=1)


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("Interviewer", Role.INTERVIEWER),
        ("Interviewer 1", Role.INTERVIEWER),
        ("Interviewer2", Role.INTERVIEWER),
        ("interviewr", Role.INTERVIEWER),
        ("Interviewee", Role.INTERVIEWEE),
        ("INTERVIEWEE1", Role.INTERVIEWEE),
        ("Unknown Speaker", Role.UNKNOWN),
        ("", Role.UNKNOWN),
        ("Interviewers were late", Role.UNKNOWN),
    ],
)
def test_role_of_every_spelling(label: str, role: Role) -> None:
    """Each spelling names its role, and a name or sentence names none."""
    assert role_of(label) is role


def test_what_is_a_speaker_label() -> None:
    """A label is one as a whole only: a sentence that begins with one is speech."""
    assert is_speaker(" Interviewer 1 ")
    assert is_speaker("Unknown Speaker")
    assert not is_speaker("Interviewer 1 was late")
    assert not is_speaker("")


def test_turn_is_the_longest_run_of_one_label() -> None:
    """Blocks of one label join by a line feed; another spelling of the same person begins a turn."""
    pieces = [
        Piece("Interviewee", "one", HERE),
        Piece("Interviewee", "two", HERE),
        Piece("Interviewee1", "x", HERE),
    ]
    transcript, blocks = assemble(pieces)
    assert [(turn.number, turn.text) for turn in transcript.turns] == [(1, "one\ntwo"), (2, "x")]
    assert [(block.number, block.turn, block.start) for block in blocks] == [(1, 1, 0), (2, 1, 4), (3, 2, 0)]


def test_unlabelled_pieces_never_join() -> None:
    """A piece without speaker is a turn of its own, beside labelled and unlabelled ones alike."""
    transcript, _ = assemble([Piece(who, "x", HERE) for who in ("Interviewee", "", "", "Interviewee")])
    assert [turn.speaker for turn in transcript.turns] == ["Interviewee", "", "", "Interviewee"]
    assert transcript.turns[1].role is Role.UNKNOWN


def test_anchor_counts_from_the_turn() -> None:
    """A position in a turn's second block counts from the turn's first character."""
    _, blocks = assemble([Piece("Interviewee", "one", HERE), Piece("Interviewee", "two", HERE)])
    assert anchor_in(blocks[1], 1, 3) == Anchor(1, 5, 1, 7)


def test_block_stands_at_its_place_in_the_turn() -> None:
    """For every block, the turn's text from its start on is the block's text."""
    pieces = [
        Piece(who, text, HERE) for who, text in (("Interviewee", "a\u0301b"), ("Interviewee", "\U0001f600 c"))
    ]
    transcript, blocks = assemble(pieces)
    for block in blocks:
        turn = transcript.turns[block.turn - 1]
        assert turn.text[block.start : block.start + len(block.text)] == block.text
