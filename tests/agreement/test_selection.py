"""Which codings are compared, and that every other one is named with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from mitigraph.agreement.selection import Selection, lines_of_left_out, select
from mitigraph.errors import UsageError
from tests.agreement.studies import excerpt, study

BOTH = [excerpt("Ann", "drift", 2, (0, 60)), excerpt("Bea", "seed", 2, (0, 60))]


def told(chosen: Selection) -> list[str]:
    """What is left out, in words."""
    return [str(each) for each in chosen.left_out]


def test_all_single_coders_are_compared_and_no_moderator(tmp_path: Path) -> None:
    """The moderated coding was made from the others; named, it is compared too."""
    rows = [*BOTH, excerpt("Team", "drift", 2, (0, 60))]
    codings = [{"interview": 1, "coder": c, "role": r} for c, r in (("Ann", "coder"), ("Team", "moderator"))]
    given = study(tmp_path, rows, codings=codings)
    chosen = select(given)
    assert chosen.coders == ("Ann", "Bea")
    assert told(chosen) == ["interview 1 by Team: moderated; name it in --coders to compare it"]
    assert select(given, ("Team", "Bea")).coders == ("Team", "Bea")
    assert told(select(given, ("Team", "Bea"))) == []


def test_what_one_coder_alone_coded_is_left_out(tmp_path: Path) -> None:
    """Interviews with one coding, with an empty one beside it, or with none."""
    rows = [
        *BOTH,
        excerpt("Ann", "drift", 2, (0, 60), interview=2),
        excerpt("Ann", "drift", 2, (0, 60), interview=3),
    ]
    chosen = select(
        study(
            tmp_path,
            rows,
            codings=[{"interview": 3, "coder": "Bea", "status": "empty"}],
            interviews=[{"id": 1}, {"id": 2}, {"id": 3, "counts": "Ann"}, {"id": 4}],
        )
    )
    assert [interview.id for interview in chosen.interviews] == ["1"]
    assert told(chosen) == [
        "interview 2 by Ann: no other coding of it can be compared",
        "interview 3 by Bea: carries no codes",
        "interview 3 by Ann: no other coding of it can be compared",
        "interview 4: nobody coded it",
    ]
    assert next(lines_of_left_out(chosen.left_out)) == (
        "interview 2 by Ann, 3 by Ann: no other coding of it can be compared"
    )


def test_a_partial_coding_that_does_not_say_what_was_read_is_left_out(tmp_path: Path) -> None:
    """What lies outside its excerpts may be read and left, or not read."""
    codings = [{"interview": 1, "coder": "Bea", "status": "partial"}]
    chosen = select(study(tmp_path, BOTH, codings=codings))
    assert told(chosen)[0] == "interview 1 by Bea: partial, and no passage without code says what was read"
    assert chosen.interviews == ()


@pytest.mark.parametrize(
    "row",
    [
        excerpt("Bea", "seed", 1, (0, 30), speaker="interviewer"),
        excerpt("Bea", "seed", 1, (0, 30)),
        excerpt("Bea", "seed", 2, (7, 7), extent="label-only"),
    ],
    ids=["said by the interviewer", "on an interviewer's turn", "label without words"],
)
def test_codes_without_words_of_the_interviewee_do_not_count(tmp_path: Path, row: dict[str, object]) -> None:
    """As in the graph."""
    chosen = select(study(tmp_path, [BOTH[0], row]))
    assert told(chosen)[0] == "interview 1 by Bea: has no code on words of the interviewee"


def test_an_interview_of_unknown_length_is_left_out_where_lengths_count(tmp_path: Path) -> None:
    """The reason says what to do."""
    given = study(tmp_path, BOTH, speech=())
    assert told(select(given)) == [
        "interview 1: how much speech it has is not known; give --transcripts DIR, or use --unit excerpt"
    ]
    assert [interview.id for interview in select(given, lengths=False).interviews] == ["1"]


@pytest.mark.parametrize(
    ("coders", "message", "hint"),
    [
        (("Ann", "Bee"), "--coders Bee: nothing in codings.csv has it", "did you mean 'Bea'?"),
        (("Ann", "Zoroaster"), "--coders Zoroaster: nothing in codings.csv has it", "there is: Ann, Bea"),
        (("Ann", "Ann"), "--coders Ann: agreement takes two coders or more", "others: Bea"),
    ],
)
def test_wrong_names_are_refused(tmp_path: Path, coders: tuple[str, ...], message: str, hint: str) -> None:
    """With the nearest name that there is."""
    with pytest.raises(UsageError) as caught:
        select(study(tmp_path, BOTH), coders)
    assert (caught.value.message, caught.value.hint) == (message, hint)


def test_an_interview_that_none_of_the_named_coded_is_named(tmp_path: Path) -> None:
    """Nothing is lost in silence."""
    rows = [*BOTH, excerpt("Cem", "drift", 2, (0, 60), interview=2)]
    chosen = select(study(tmp_path, rows), ("Ann", "Bea"))
    assert told(chosen) == ["interview 2: none of them coded it"]
