"""The list of places where coders disagree."""

from __future__ import annotations

from pathlib import Path

from mitigraph.agreement.disagreements import COLUMNS, Disagreement, disagreements
from mitigraph.agreement.report import Options
from mitigraph.loaders.study import Study
from tests.agreement.studies import Row, excerpt, study


def listed(given: Study, **options: object) -> list[Disagreement]:
    """All disagreements."""
    return disagreements(given, Options(**options))[1]  # type: ignore[arg-type]


def short(found: list[Disagreement]) -> list[tuple[str, str, str, str]]:
    """Place, code, who has it, what they differ in."""
    return [(str(each.anchor), each.code, ";".join(each.has), each.differ_in) for each in found]


def told(coder: str, codes: str, at: int, span: tuple[int, int]) -> Row:
    """An excerpt with a paraphrase that names the coder and the place."""
    return excerpt(coder, codes, at, span, paraphrase=f"{coder} on {at}:{span[0]}.")


def test_a_row_has_all_that_a_session_needs(tmp_path: Path) -> None:
    """Who has it, who has what instead, both paraphrases, the excerpts' ids, and two columns to fill in."""
    rows = [told("Ann", "drift", 2, (0, 60)), told("Bea", "seed", 2, (0, 60))]
    found = listed(study(tmp_path, rows))
    assert short(found) == [("2:0-2:60", "drift", "Ann", "code"), ("2:0-2:60", "seed", "Bea", "code")]
    assert found[0].row() == {
        "interview": "1",
        "participant": "P1",
        "start_turn": 2,
        "start_char": 0,
        "end_turn": 2,
        "end_char": 60,
        "code": "drift",
        "has": "Ann",
        "has_not": "Bea",
        "differ_in": "code",
        "instead": "Bea: seed",
        "paraphrases": "Ann: Ann on 2:0. | Bea: Bea on 2:0.",
        "excerpts": "1/Ann/2:0-2:60;1/Bea/2:0-2:60",
        "decision": None,
        "remark": None,
    }
    assert tuple(found[0].row()) == COLUMNS


def test_places_are_as_long_as_the_same_coders_have_the_code(tmp_path: Path) -> None:
    """What other codes cut is joined, over the blank between sentences and an interviewer's turn too."""
    rows = [
        *(
            told("Ann", "drift", 2, (0, 60)),
            told("Ann", "drift", 2, (61, 101)),
            told("Ann", "drift", 4, (0, 40)),
        ),
        *(told("Bea", "seed", 2, (10, 20)), told("Ann", "seed", 2, (10, 20))),
    ]
    (found,) = listed(study(tmp_path, rows))
    assert str(found.anchor) == "2:0-4:40"
    assert found.paraphrases["Ann"] == ("Ann on 2:0.", "Ann on 2:61.", "Ann on 4:0.")


def test_an_end_that_differs_is_told_from_a_code_that_differs(tmp_path: Path) -> None:
    """Bea has drift on an excerpt that overlaps Ann's, and seed nowhere near."""
    rows = [told("Ann", "drift; seed", 2, (0, 60)), told("Bea", "drift", 2, (0, 40))]
    assert short(listed(study(tmp_path, rows))) == [
        ("2:0-2:60", "seed", "Ann", "code"),
        ("2:40-2:60", "drift", "Ann", "extent"),
    ]


def test_the_same_code_elsewhere_is_no_difference_in_extent(tmp_path: Path) -> None:
    """It has to overlap the other's excerpt."""
    rows = [told("Ann", "drift", 2, (0, 20)), told("Bea", "drift", 2, (20, 60))]
    assert [each.differ_in for each in listed(study(tmp_path, rows))] == ["code", "code"]


def test_what_coders_agree_on_is_not_listed(tmp_path: Path) -> None:
    """Aliases are the same code, unless their spellings are kept apart."""
    rows = [told("Ann", "drift", 2, (0, 60)), told("Bea", "drift-old", 2, (0, 60))]
    given = study(tmp_path, rows)
    assert listed(given) == []
    assert [each.code for each in listed(given, as_written=True)] == ["drift", "drift-old"]


def test_of_turns_and_excerpts_there_is_a_row_each(tmp_path: Path) -> None:
    """With their own places."""
    rows = [told("Ann", "drift", 2, (0, 60)), told("Bea", "seed", 2, (40, 50))]
    given = study(tmp_path, rows)
    assert [place for place, *_ in short(listed(given, unit="turn"))] == ["2:0-2:101", "2:0-2:101"]
    assert short(listed(given, unit="excerpt")) == [
        ("2:0-2:60", "drift", "Ann", "code"),
        ("2:0-2:60", "seed", "Bea", "code"),
        ("2:40-2:50", "drift", "Ann", "code"),
        ("2:40-2:50", "seed", "Bea", "code"),
    ]


def test_three_coders_stand_on_one_side_or_the_other(tmp_path: Path) -> None:
    """Who did not code the interview stands on none."""
    rows = [
        *(
            told("Ann", "drift", 2, (0, 60)),
            told("Bea", "drift", 2, (0, 60)),
            told("Cem", "seed", 2, (0, 60)),
        ),
        told("Dan", "seed", 2, (0, 60)) | {"interview": 2},
    ]
    found = listed(study(tmp_path, rows))
    assert [(each.code, each.has, each.has_not) for each in found] == [
        ("drift", ("Ann", "Bea"), ("Cem",)),
        ("seed", ("Cem",), ("Ann", "Bea")),
    ]
