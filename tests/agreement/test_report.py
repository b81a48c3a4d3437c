"""The rows: which figures there are, over what, and why one is empty."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mitigraph.agreement.bootstrap import MANY, draws, interval
from mitigraph.agreement.report import COLUMNS, Agreement, By, Options, agreement
from mitigraph.errors import UsageError
from tests.agreement.studies import Row, excerpt, study

# Of 140 characters Ann has drift on 60 and Bea on 40 of these; Ann has seed on 40 others, Bea has none.
ROWS = [
    *(excerpt("Ann", "drift", 2, (0, 60)), excerpt("Bea", "drift-old", 2, (0, 40))),
    excerpt("Ann", "seed", 4, (0, 40)),
]


def figures(found: Agreement, text: str = "all") -> dict[tuple[object, ...], dict[str, object]]:
    """The rows over a text by what they are about."""
    rows = [row.row() for row in found.rows]
    named = ("agreement", "code", "interview")
    return {tuple(row[name] for name in named): row for row in rows if row["text"] == text}


def test_figures_are_what_can_be_counted_by_hand(tmp_path: Path) -> None:
    """Drift: 40 both, 20 one, 80 none of them; seed: 40 one, 100 none; together 280 decisions."""
    found = figures(agreement(study(tmp_path, ROWS), Options(by="code", resamples=0)))
    drift, seed = found["code", "drift", None], found["code", "seed", None]
    pooled = found["codes, pooled", None, None]
    assert (drift["all_have"], drift["some_have"], drift["units"], drift["turns"]) == (40, 20, 140, 2)
    assert drift["percent"] == pytest.approx(100 * 120 / 140, abs=1e-4)
    expected = (60 * 40 + 80 * 100) / 140**2
    assert drift["cohen"] == pytest.approx((120 / 140 - expected) / (1 - expected), abs=1e-6)
    assert drift["pabak"] == pytest.approx(2 * 120 / 140 - 1, abs=1e-6)
    assert (seed["all_have"], seed["some_have"], seed["cohen"]) == (0, 40, 0)
    assert pooled["percent"] == pytest.approx(100 * 220 / 280, abs=1e-4)
    assert (pooled["codes"], pooled["all_have"], pooled["some_have"]) == (2, 40, 60)
    assert found["codes, mean", None, None]["cohen"] == pytest.approx(
        float(str(drift["cohen"])) / 2, abs=1e-6
    )
    assert found["code sets", None, None]["percent"] == pytest.approx(100 * 80 / 140, abs=1e-4)
    assert found["coded or not", None, None]["percent"] == pytest.approx(100 * 80 / 140, abs=1e-4)


def test_coded_text_leaves_out_what_nobody_coded(tmp_path: Path) -> None:
    """40 characters less; whether they are coded is no question then, and a continuum with holes is none."""
    found = figures(agreement(study(tmp_path, ROWS), Options(by="code", resamples=0)), "coded")
    assert found["code", "drift", None]["percent"] == pytest.approx(100 * 80 / 100, abs=1e-4)
    assert {row["units"] for row in found.values()} == {100}
    assert not [key for key in found if key[0] == "coded or not"]
    assert {row["u_alpha"] for row in found.values()} == {None}
    assert found["code", "drift", None]["not_defined"] == "u_alpha: for characters over all text"


def test_excerpts_are_coded_text(tmp_path: Path) -> None:
    """What nobody coded is no excerpt: there is nothing over all text."""
    found = agreement(study(tmp_path, ROWS), Options(unit="excerpt", resamples=0))
    assert {row.text for row in found.rows} == {"coded"}
    assert {row.units for row in found.rows} == {3}


def test_a_row_has_every_column(tmp_path: Path) -> None:
    """In the order that tables have."""
    found = agreement(study(tmp_path, ROWS), Options(resamples=10))
    assert {tuple(row.row()) for row in found.rows} == {COLUMNS}


def test_what_is_not_defined_is_empty_and_says_why(tmp_path: Path) -> None:
    """Never nan and never a silent 1: all of both turns is drift for both."""
    rows = [excerpt(coder, "drift", at, (0, 101)) for coder in ("Ann", "Bea") for at in (2, 4)]
    rows = [row | {"end_char": 40} if row["at"] == 4 else row for row in rows]
    (pooled, *_) = [row.row() for row in agreement(study(tmp_path, rows), Options()).rows]
    assert (pooled["percent"], pooled["pabak"], pooled["ac1"]) == (100, 1, 1)
    assert [pooled[name] for name in ("cohen", "fleiss", "alpha", "u_alpha")] == [None] * 4
    assert pooled["not_defined"] == "cohen, fleiss, alpha, u_alpha: all units have one value"


def test_codes_that_nobody_applied_are_no_agreement(tmp_path: Path) -> None:
    """Labels and trust are in the codebook: they are counted, and make no figure better."""
    found = agreement(study(tmp_path, ROWS), Options(resamples=0))
    assert (found.codes, found.unused) == (("drift", "seed"), 2)


def test_as_written_keeps_spellings_apart(tmp_path: Path) -> None:
    """Drift and its old name are two questions then; the codebook's codes are still counted as codes."""
    found = agreement(study(tmp_path, ROWS), Options(by="code", as_written=True, resamples=0))
    assert (found.codes, found.unused) == (("drift", "drift-old", "seed"), 2)
    assert figures(found)["code", "drift", None]["all_have"] == 0


@pytest.mark.parametrize(("by", "parts"), [("interview", [("1", 140), ("2", 140)]), ("pair", [(None, 280)])])
def test_parts_have_rows_of_their_own(tmp_path: Path, by: By, parts: list[tuple[object, int]]) -> None:
    """Beside those over everything, which come first."""
    rows = ROWS + [row | {"interview": 2} for row in ROWS]
    found = [
        row for row in agreement(study(tmp_path, rows), Options(by=by, resamples=0)).rows if row.text == "all"
    ]
    pooled = [row for row in found if row.measured.kind == "codes, pooled"]
    assert [row.part for row in pooled] == ["", *(by for _ in parts)]
    assert pooled[0].units == 280
    assert [(row.interview or None, row.units) for row in pooled[1:]] == parts


def test_three_coders_are_compared_where_two_worked(tmp_path: Path) -> None:
    """Cem coded interview 2 alone with Ann: pairs are compared on what both coded."""
    second = [row | {"interview": 2, "coder": "Cem" if row["coder"] == "Bea" else "Ann"} for row in ROWS]
    found = agreement(study(tmp_path, ROWS + second), Options(by="pair", resamples=0))
    assert found.selection.coders == ("Ann", "Bea", "Cem")
    pairs = [(row.coders, row.units) for row in found.rows if row.text == "all"][4::4]
    assert pairs == [(("Ann", "Bea"), 140), (("Ann", "Cem"), 140)]
    both = figures(found)["codes, pooled", None, None]
    alone = figures(agreement(study(tmp_path / "alone", ROWS), Options(resamples=0)))
    assert both["cohen"] == pytest.approx(alone["codes, pooled", None, None]["cohen"])


def test_nothing_to_compare_is_an_error(tmp_path: Path) -> None:
    """It says why, and how to go on."""
    with pytest.raises(UsageError) as caught:
        agreement(study(tmp_path, ROWS[:1]), Options())
    assert caught.value.message == (
        "no interview has two codings to compare: interview 1 by Ann: no other coding of it can be compared"
    )


@pytest.mark.parametrize(
    ("options", "message", "hint"),
    [
        ({"unit": "turns"}, "unit 'turns' is not known", "did you mean 'turn'?"),
        ({"by": "codes"}, "by 'codes' is not known", "did you mean 'code'?"),
    ],
)
def test_a_program_that_asks_for_the_unknown_is_told(
    tmp_path: Path, options: dict[str, Any], message: str, hint: str
) -> None:
    """As the command line does by itself."""
    with pytest.raises(UsageError) as caught:
        agreement(study(tmp_path, ROWS), Options(**options))
    assert (caught.value.message, caught.value.hint) == (message, hint)


# --- bootstrap ------------------------------------------------------------------------------------


def many(interviews: int) -> list[Row]:
    """The same codings of several interviews."""
    return [row | {"interview": number} for number in range(1, interviews + 1) for row in ROWS]


def test_the_same_seed_gives_the_same_intervals(tmp_path: Path) -> None:
    """And another one draws otherwise."""
    given = study(tmp_path, many(3))
    once, again = (agreement(given, Options(seed=7)).rows for _ in range(2))
    assert once == again
    strata = np.zeros(6, dtype=np.intp)
    assert not np.array_equal(draws(strata, 10, 7), draws(strata, 10, 8))


def test_an_interval_holds_its_value(tmp_path: Path) -> None:
    """Of the figures over all codes that have one."""
    for row in agreement(study(tmp_path, many(6)), Options()).rows:
        for name, each in row.measured.estimates.items():
            if each.value is not None and each.low is not None and each.high is not None:
                assert each.low <= each.value <= each.high, (row.measured.kind, name)


def test_a_mean_over_codes_has_no_interval(tmp_path: Path) -> None:
    """Rare codes fall out of resamples, which would push it up; the row says so."""
    (mean,) = (
        r for r in agreement(study(tmp_path, many(3)), Options()).rows[:4] if r.measured.kind == "codes, mean"
    )
    assert mean.measured.estimates["cohen"].value is not None
    assert mean.measured.estimates["cohen"].low is None
    assert "rare codes are in few resamples" in str(mean.reason())


def test_whole_turns_are_drawn_within_their_interviews() -> None:
    """Each interview keeps its number of turns, in every resample."""
    strata = np.array([0, 0, 0, 1, 1], dtype=np.intp)
    drawn = draws(strata, 50, 1)
    assert drawn.shape == (50, 5)
    assert set(drawn[:, :3].sum(axis=1)) == {3}
    assert set(drawn[:, 3:].sum(axis=1)) == {2}
    assert len({tuple(row) for row in drawn}) > 10


@pytest.mark.parametrize(
    ("interviews", "drawn"), [(MANY - 1, "turns within their interviews"), (MANY, "interviews")]
)
def test_whole_interviews_are_drawn_where_there_are_many(tmp_path: Path, interviews: int, drawn: str) -> None:
    """Twenty are enough to be drawn from."""
    assert agreement(study(tmp_path, many(interviews)), Options(resamples=20)).drawn == drawn


def test_a_percentile_interval() -> None:
    """From the 2.5th to the 97.5th percentile; none where a tenth of the resamples or more has no value."""
    values = np.arange(1001, dtype=np.float64)[:, None].repeat(2, axis=1)
    values[:200, 1] = np.nan
    low, high = interval(values)
    assert [low[0], high[0]] == pytest.approx([25, 975])
    assert np.isnan(low[1])
    assert np.isnan(high[1])
    nothing = interval(np.zeros((0, 2)))
    assert np.isnan(nothing).all()


def test_few_resamples_without_a_value_are_left_out() -> None:
    """The percentiles are those of the others."""
    values = np.concatenate([np.full(5, np.nan), np.arange(101, dtype=np.float64)])[:, None]
    low, high = interval(values)
    assert [low[0], high[0]] == pytest.approx([2.5, 97.5])
