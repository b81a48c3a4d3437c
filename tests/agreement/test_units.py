"""What is compared: characters, turns and excerpts, of what the interviewee says."""

from __future__ import annotations

from pathlib import Path

import pytest

from mitigraph.agreement.places import Speech, Unmeasured
from mitigraph.agreement.selection import select
from mitigraph.agreement.unitising import joined, with_set
from mitigraph.agreement.units import UnitKind, units
from mitigraph.loaders.records import Anchor, Role
from mitigraph.loaders.speech import Sentence
from mitigraph.loaders.study import Study
from tests.agreement.studies import excerpt, study

SENTENCES = [
    Sentence(turn, Role.INTERVIEWEE, start, end, 5)
    for turn, start, end in ((2, 0, 60), (2, 63, 103), (4, 0, 40))
]


def compared(
    given: Study, kind: UnitKind = "character", *, as_written: bool = False
) -> list[tuple[int, tuple[int, int], int, list[str | None]]]:
    """Turn, span, weight and each coder's codes of every unit of interview 1."""
    chosen = select(given, lengths=kind != "excerpt", as_written=as_written)
    found = units(chosen.interviews[0], chosen.coders, kind)
    return [
        (u.turn, u.span, u.weight, [None if c is None else " ".join(sorted(c)) for c in u.codes])
        for u in found
    ]


@pytest.mark.parametrize(
    ("anchor", "span"),
    [
        (Anchor(2, 0, 2, 103), (0, 100)),  # the blanks between the sentences are no speech
        (Anchor(2, 10, 2, 60), (10, 60)),
        (Anchor(2, 10, 2, 62), (10, 60)),
        (Anchor(2, 62, 2, 103), (60, 100)),
        (Anchor(1, 0, 3, 5), (0, 100)),  # only the turn that is speech
        (Anchor(2, 92, 4, 10), (89, 110)),  # over the interviewer's turn
        (Anchor(1, 0, 1, 30), (0, 0)),
        (Anchor(3, 0, 3, 20), (100, 100)),
        (Anchor(4, 40, 9, 9), (140, 140)),
    ],
)
def test_an_anchor_shrinks_to_speech(anchor: Anchor, span: tuple[int, int]) -> None:
    """The interviewer's words and the blanks between sentences are on nobody's line."""
    assert Speech(SENTENCES).span(anchor) == span


def test_a_place_on_the_line_is_a_place_in_a_turn() -> None:
    """A start is that of the next character, an end stays behind the last one."""
    speech = Speech(SENTENCES)
    assert (speech.length, speech.turns()) == (140, [(2, (0, 100)), (4, (100, 140))])
    assert (speech.start(60), speech.end(60)) == ((2, 63), (2, 60))
    assert (speech.start(100), speech.end(100)) == ((4, 0), (2, 103))


def test_without_sentences_spans_can_still_be_compared() -> None:
    """By turn and character, and told as such."""
    places = Unmeasured()
    start, end = places.span(Anchor(2, 50, 4, 3))
    assert start < places.span(Anchor(3, 0, 3, 9))[0] < end
    assert (places.start(start), places.end(end)) == ((2, 50), (4, 3))


def test_characters_are_stretches_of_turns_with_equal_codes(tmp_path: Path) -> None:
    """Their weights add up to the speech; two excerpts on one character give it both codes."""
    rows = [
        *(excerpt("Ann", "drift", 2, (0, 60)), excerpt("Ann", "seed", 2, (50, 70))),
        excerpt("Bea", "drift", 2, (0, 50)),
    ]
    found = compared(study(tmp_path, rows))
    assert found == [
        (2, (0, 50), 50, ["drift", "drift"]),
        (2, (50, 60), 10, ["drift seed", ""]),
        (2, (60, 69), 9, ["seed", ""]),
        (2, (69, 100), 31, ["", ""]),
        (4, (100, 140), 40, ["", ""]),
    ]


def test_turns_have_the_codes_of_every_excerpt_on_them(tmp_path: Path) -> None:
    """However little of an excerpt is on the turn."""
    rows = [excerpt("Ann", "drift", 2, (0, 5)), excerpt("Bea", "seed", 2, (99, 3), end_turn=4)]
    found = compared(study(tmp_path, rows), "turn")
    assert found == [(2, (0, 100), 1, ["drift", "seed"]), (4, (100, 140), 1, ["", "seed"])]


def test_excerpts_are_those_of_either_coder(tmp_path: Path) -> None:
    """Who overlaps with one has the codes on it; equal excerpts are one unit, those that abut do not meet."""
    rows = [
        *(excerpt("Ann", "drift", 2, (0, 20)), excerpt("Ann", "trust", 4, (0, 40))),
        *(excerpt("Bea", "seed", 2, (19, 30)), excerpt("Bea", "drift", 2, (20, 30))),
        excerpt("Bea", "labels", 4, (0, 40)),
    ]
    given = study(tmp_path, rows)
    assert [(turn, codes) for turn, _, _, codes in compared(given, "excerpt")] == [
        (2, ["drift", "seed"]),
        (2, ["drift", "drift seed"]),
        (2, ["", "drift seed"]),
        (4, ["trust", "labels"]),
    ]


def test_excerpts_need_no_lengths(tmp_path: Path) -> None:
    """Where no sentence is known excerpts are compared, by their anchors."""
    rows = [excerpt("Ann", "drift", 2, (0, 20)), excerpt("Bea", "seed", 2, (5, 9))]
    given = study(tmp_path, rows, speech=())
    assert [codes for *_, codes in compared(given, "excerpt")] == [["drift", "seed"], ["drift", "seed"]]


def test_spellings_are_one_code_unless_asked_for(tmp_path: Path) -> None:
    """Aliases are resolved first; as written they stay apart."""
    rows = [excerpt("Ann", "drift", 2, (0, 60)), excerpt("Bea", "drift-old", 2, (0, 60))]
    given = study(tmp_path, rows)
    assert compared(given)[0][3] == ["drift", "drift"]
    assert compared(given, as_written=True)[0][3] == ["drift", "drift-old"]


def test_a_partial_coding_counts_where_it_says_what_was_read(tmp_path: Path) -> None:
    """Its excerpts and its passages without code; what lies elsewhere only one coder worked on."""
    rows = [excerpt("Ann", "drift", 2, (0, 60)), excerpt("Bea", "drift", 2, (0, 20))]
    passage = {"start_turn": 2, "start_char": 20, "end_turn": 2, "end_char": 60, "interview": "1"}
    given = study(
        tmp_path,
        rows,
        passages=[passage | {"coder": "Bea", "reason": "filler"}],
        codings=[{"interview": 1, "coder": "Ann"}, {"interview": 1, "coder": "Bea", "status": "partial"}],
    )
    assert [unit[1:] for unit in compared(given)] == [
        ((0, 20), 20, ["drift", "drift"]),
        ((20, 60), 40, ["drift", ""]),
    ]
    assert [unit[0] for unit in compared(given, "turn")] == [2]
    assert len(compared(given, "excerpt")) == 2


def test_units_of_characters_are_excerpts() -> None:
    """Spans that overlap are joined, those that abut are two."""
    assert joined([(5, 9), (0, 6), (9, 12), (20, 22)]) == [(0, 9), (9, 12), (20, 22)]


def test_units_of_sets_end_where_the_set_changes(tmp_path: Path) -> None:
    """Or where an excerpt ends and no other goes on."""
    rows = [
        *(excerpt("Ann", "drift", 2, (0, 20)), excerpt("Ann", "drift", 2, (10, 30))),
        *(excerpt("Ann", "drift", 2, (30, 40)), excerpt("Ann", "drift; seed", 4, (0, 9))),
        excerpt("Bea", "drift", 2, (0, 5)),
    ]
    marked = select(study(tmp_path, rows)).interviews[0].readings["Ann"].marked
    assert list(with_set(len)(marked)) == [((0, 30), 1), ((30, 40), 1), ((100, 109), 2)]
