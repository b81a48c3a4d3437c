"""Every coefficient against a well-kept library, or a plain program of another kind, on random tables."""

from __future__ import annotations

from itertools import combinations, permutations

import krippendorff
import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score

from mitigraph.agreement.coefficients import COEFFICIENTS
from mitigraph.agreement.questions import Tables
from mitigraph.agreement.tables import Array
from tests.agreement.ratings import Ratings, sums_of, value
from tests.agreement.test_published import UNITISED, unitised

SEEDS = range(8)


def random_ratings(seed: int, coders: int, *, missing: float = 0.0) -> list[list[int | None]]:
    """Ratings in three categories that agree more often than by chance."""
    chance = np.random.default_rng(seed)
    rows: list[list[int | None]] = []
    for _ in range(60):
        truth = int(chance.choice(3, p=(0.6, 0.3, 0.1)))
        row = [truth if chance.random() < 0.7 else int(chance.integers(3)) for _ in range(coders)]
        rows.append([None if chance.random() < missing else rating for rating in row])
    return rows


def random_weights(seed: int, units: int) -> list[int]:
    """How many characters each unit stands for."""
    return [int(weight) for weight in np.random.default_rng(seed).integers(1, 40, units)]


@pytest.mark.parametrize("seed", SEEDS)
def test_cohen_is_scikit_learns(seed: int) -> None:
    """With weights too, as characters have them."""
    rows = random_ratings(seed, 2)
    weights = random_weights(seed, len(rows))
    first, second = zip(*rows, strict=True)
    expected = cohen_kappa_score(first, second, sample_weight=weights)
    assert value("cohen", sums_of(rows, weights)) == pytest.approx(expected)


@pytest.mark.parametrize("seed", SEEDS)
def test_cohen_of_several_coders_is_the_mean_of_the_pairs(seed: int) -> None:
    """Light's kappa; a pair is compared on what both worked on."""
    rows = random_ratings(seed, 4, missing=0.2)
    kappas = []
    for one, other in combinations(range(4), 2):
        both = [(row[one], row[other]) for row in rows if row[one] is not None and row[other] is not None]
        kappas.append(cohen_kappa_score(*zip(*both, strict=True)))
    assert value("cohen", sums_of(rows)) == pytest.approx(np.mean(kappas))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("missing", [0.0, 0.3])
def test_alpha_is_the_librarys(seed: int, missing: float) -> None:
    """Four coders, nominal, with and without missing values."""
    rows = random_ratings(seed, 4, missing=missing)
    data = [[np.nan if rating is None else float(rating) for rating in row] for row in rows]
    expected = krippendorff.alpha(reliability_data=np.array(data).T, level_of_measurement="nominal")
    assert value("alpha", sums_of(rows)) == pytest.approx(expected)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", COEFFICIENTS)
def test_a_weight_is_so_many_equal_units(name: str, seed: int) -> None:
    """A stretch of n characters counts as n characters, one by one."""
    rows = random_ratings(seed, 3, missing=0.2)
    weights = random_weights(seed, len(rows))
    one_by_one = [row for row, weight in zip(rows, weights, strict=True) for _ in range(weight)]
    expected = value(name, sums_of(one_by_one))
    assert value(name, sums_of(rows, weights)) == pytest.approx(expected, nan_ok=name == "pabak")


def by_definition(name: str, rows: Ratings) -> float:
    """Fleiss' kappa or AC1 straight from Gwet's definitions, unit by unit."""
    given = [[v for v in row if v is not None] for row in rows]
    categories = sorted({v for row in given for v in row}, key=str)
    several = [row for row in given if len(row) > 1]
    pairs = [[a == b for a, b in permutations(row, 2)] for row in several]
    observed = np.mean([np.mean(agree) for agree in pairs])
    shares = [float(np.mean([row.count(q) / len(row) for row in given if row])) for q in categories]
    if name == "fleiss":
        expected = sum(share**2 for share in shares)
    else:
        expected = sum(share * (1 - share) for share in shares) / (len(categories) - 1)
    return float((observed - expected) / (1 - expected))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", ["fleiss", "ac1"])
def test_fleiss_and_ac1_are_what_their_definitions_say(name: str, seed: int) -> None:
    """No library that we could take has both; irrCAC 0.4.4 gave the Handbook's figures when we tried it."""
    rows = random_ratings(seed, 4, missing=0.3)
    assert value(name, sums_of(rows)) == pytest.approx(by_definition(name, rows))


def random_units(seed: int, length: int) -> str:
    """Units of a continuum in the form of the published example: some abut, some leave a gap."""
    chance = np.random.default_rng(seed)
    units, at = [], 1
    while at < length - 16:
        at += int(chance.choice((0, 0, 3, 7)))
        end = at + int(chance.integers(1, 10))
        units.append(f"{chance.choice(list('aab'))}:{at}-{end}")
        at = end + 1
    return " ".join(units)


def u_alpha_by_characters(observers: list[str], length: int) -> float:
    """u-alpha from pairs of single characters.

    Any two values of the continuum may meet by chance, but not two characters of one unit, nor a gap's
    character and itself.
    """
    lines = []
    for number, units in enumerate(observers):
        line: list[tuple[str, object]] = [("", (number, at)) for at in range(length)]
        for count, unit in enumerate(units.split()):
            code, _, between = unit.partition(":")
            start, end = map(int, between.split("-"))
            line[start - 1 : end] = [(code, (number, "unit", count))] * (end - start + 1)
        lines.append(line)
    pairs = [(a[0], b[0]) for column in zip(*lines, strict=True) for a, b in permutations(column, 2)]
    observed = np.mean([a != b for a, b in pairs])
    everything = [cell for line in lines for cell in line]
    meeting = [(a[0], b[0]) for a in everything for b in everything if a[1] != b[1]]
    return float(1 - observed / np.mean([a != b for a, b in meeting]))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("coders", [2, 3])
def test_u_alpha_is_what_pairs_of_characters_give(seed: int, coders: int) -> None:
    """Of codes with values and, for each code, of its units against everything else."""
    observers = [random_units(100 * seed + number, 60) for number in range(coders)]
    found = unitised({f"c{number}": units for number, units in enumerate(observers)}, 60)
    assert u_alpha(found, "sets") == pytest.approx([u_alpha_by_characters(observers, 60)])
    alone = [
        [" ".join(unit for unit in units.split() if unit.startswith(code)) for units in observers]
        for code in found.codes
    ]
    expected = [u_alpha_by_characters(units, 60) for units in alone]
    assert u_alpha(found, "per_code") == pytest.approx(expected)


# Drawn by ``random_units``: some units abut, some leave a gap.
TWO = {"c0": "b:1-8 a:12-19 a:27-30 b:38-46", "c1": "a:1-5 a:6-10 b:11-20 b:28-33 b:37-38 a:39-48"}
FOUR = {
    "c0": "a:4-10 a:18-22 a:23-27 b:28-37 b:38-41 a:49-56",
    "c1": "a:8-17 a:21-26 b:27-33 b:41-45",
    "c2": "a:1-3 b:4-13 a:17-22 a:23-25 a:26-33 a:41-50",
    "c3": "b:1-5 b:6-9 a:13-18 a:26-33 b:34-42 b:43-47",
}


@pytest.mark.parametrize(
    ("observers", "nominal", "binary"),
    [(UNITISED, 0.50998191, 0.41359923), (TWO, 0.06227075, 0.64293626), (FOUR, 0.08025830, 0.11524643)],
)
def test_u_alpha_is_another_programs(observers: dict[str, str], nominal: float, binary: float) -> None:
    """What krippendorff-unitized-alpha 0.1.0 (Python, after the equations of 2016) gave when we tried it.

    It takes segments without a hole, units and gaps, whose ends are not in them. Nominal is u-alpha; binary
    is the same with one value for all units, |u-alpha.
    """
    found = unitised(observers, 60)
    assert u_alpha(found, "sets") == pytest.approx([nominal])
    assert u_alpha(found, "coded") == pytest.approx([binary])


def u_alpha(found: Tables, which: str) -> list[float]:
    """The coefficient of each question of one of the tables."""
    values: Array = COEFFICIENTS["u_alpha"](getattr(found, which).resampled(np.ones((1, 1))))
    return [float(each) for each in values[0]]
