"""Every coefficient against examples that were published with their result."""

from __future__ import annotations

import numpy as np
import pytest

from mitigraph.agreement.coefficients import COEFFICIENTS
from mitigraph.agreement.places import Speech
from mitigraph.agreement.questions import Asked, Tables, all_units, clusters, tables
from mitigraph.agreement.selection import Interview, Marked, Reading
from mitigraph.loaders.records import Anchor, Role
from mitigraph.loaders.speech import Sentence
from tests.agreement.ratings import Ratings, of_counts, of_table, sums_of, value

# Cohen 1960, Educ. Psychol. Measurement 20: two judges, three categories, 200 subjects.
COHEN = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]

# Fleiss 1971, Psychol. Bulletin 76, table 1: six psychiatrists, 30 patients, five diagnoses.
FLEISS = [
    *([0, 0, 0, 6, 0], [0, 3, 0, 0, 3], [0, 1, 4, 0, 1], [0, 0, 0, 0, 6], [0, 3, 0, 3, 0]),
    *([2, 0, 4, 0, 0], [0, 0, 4, 0, 2], [2, 0, 3, 1, 0], [2, 0, 0, 4, 0], [0, 0, 0, 0, 6]),
    *([1, 0, 0, 5, 0], [1, 1, 0, 4, 0], [0, 3, 3, 0, 0], [1, 0, 0, 5, 0], [0, 2, 0, 3, 1]),
    *([0, 0, 5, 0, 1], [3, 0, 0, 1, 2], [5, 1, 0, 0, 0], [0, 2, 0, 4, 0], [1, 0, 2, 0, 3]),
    *([0, 0, 0, 0, 6], [0, 1, 0, 5, 0], [0, 2, 0, 1, 3], [2, 0, 0, 4, 0], [1, 0, 0, 4, 1]),
    *([0, 5, 0, 1, 0], [4, 0, 0, 0, 2], [0, 2, 0, 4, 0], [1, 0, 5, 0, 0], [0, 0, 0, 0, 6]),
]

# Feinstein and Cicchetti 1990, J. Clin. Epidemiol. 43: the same agreement at two prevalences.
EVEN, SKEWED = [[40, 9], [6, 45]], [[80, 10], [5, 5]]

# Sim and Wright 2005, Physical Therapy 85, table 1, as the tests of an R package (E. Gonulates) quote it: two
# clinicians, 39 patients.
SHIFT = [[22, 2], [4, 11]]

# The two examples of ``epi.kappa`` in the reference manual of the R package epiR: two laboratories and 291
# salmon; two tests of pregnancy and 1,673 cows (Watson and Petrie 2010, Theriogenology 73, p. 1170).
SALMON, COWS = [[19, 10], [6, 256]], [[596, 61], [29, 987]]

# Cunningham 2009, SAS Global Forum, paper 242-2009, figure 2, as Statalist (31 July 2013) and the manual of
# the R package DescTools quote it.
PARADOX = [[95, 4], [1, 0]]

# Gwet, Handbook of Inter-Rater Reliability: 4 raters, 12 subjects, 5 categories, ratings missing (the
# data of example C in Krippendorff 2011). irrCAC 0.4.4, the Python library, gives the same four figures.
GWET: Ratings = [
    *([1, 1, None, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4]),
    *([4, 4, 4, 4], [1, 1, 2, 1], [2, 2, 2, 2], [None, 5, 5, 5], [None, None, 1, 1], [None, None, 3, None]),
]

# Krippendorff 2011, Computing Krippendorff's alpha-reliability, examples A and B.
MEG, OWEN = "0100000010", "1110010000"
BEN, GERRY = "aabbdcccedda", "babbbccceddd"


def test_cohen_1960() -> None:
    """p_o .70, kappa .492."""
    sums = sums_of(of_table(COHEN))
    assert value("percent", sums) == pytest.approx(0.70)
    assert value("cohen", sums) == pytest.approx(0.492, abs=0.0005)


def test_fleiss_1971() -> None:
    """Mean agreement .556, kappa .430."""
    sums = sums_of(of_counts(FLEISS))
    assert [int(n) for n in sums.counts[0, 0]] == [26, 26, 30, 55, 43]
    assert value("percent", sums) == pytest.approx(0.556, abs=0.0005)
    assert value("fleiss", sums) == pytest.approx(0.430, abs=0.0005)


@pytest.mark.parametrize(("table", "kappa"), [(EVEN, 0.70), (SKEWED, 0.32)])
def test_feinstein_and_cicchetti_1990(table: list[list[int]], kappa: float) -> None:
    """High agreement and low kappa: 85 % in both, kappas of .70 and .32."""
    sums = sums_of(of_table(table))
    assert value("percent", sums) == pytest.approx(0.85)
    assert value("cohen", sums) == pytest.approx(kappa, abs=0.005)


def test_sim_and_wright_2005() -> None:
    """Kappa .67."""
    assert value("cohen", sums_of(of_table(SHIFT))) == pytest.approx(0.67, abs=0.005)


@pytest.mark.parametrize(("table", "kappa", "pabak"), [(SALMON, 0.67, 0.89), (COWS, 0.89, 0.89)])
def test_the_manual_of_epir(table: list[list[int]], kappa: float, pabak: float) -> None:
    """Kappas of .67 and .89; PABAK .89 in both."""
    sums = sums_of(of_table(table))
    assert value("cohen", sums) == pytest.approx(kappa, abs=0.005)
    assert value("pabak", sums) == pytest.approx(pabak, abs=0.005)


def test_cunningham_2009() -> None:
    """Kappa -.016 and PABAK .90; we know the paper's results from a project's notes that quote them."""
    sums = sums_of(of_table(PARADOX))
    assert value("cohen", sums) == pytest.approx(-0.016, abs=0.0005)
    assert value("pabak", sums) == pytest.approx(0.90)


@pytest.mark.parametrize("table", [EVEN, SKEWED, SHIFT, SALMON, COWS, PARADOX])
def test_byrt_bishop_and_carlin_1993(table: list[list[int]]) -> None:
    """PABAK is what kappa becomes without bias (BI) and prevalence (PI): their equation for kappa holds."""
    (a, b), (c, d) = table
    n = a + b + c + d
    bias, prevalence = (b - c) / n, (a - d) / n
    sums = sums_of(of_table(table))
    pabak = value("pabak", sums)
    kappa = (pabak - prevalence**2 + bias**2) / (1 - prevalence**2 + bias**2)
    assert value("cohen", sums) == pytest.approx(kappa)


def test_gwet_handbook() -> None:
    """Agreement .81818, AC1 .77544, Fleiss' kappa .76117, alpha .74342, with ratings missing."""
    sums = sums_of(GWET)
    expected = {"percent": 0.81818, "ac1": 0.77544, "fleiss": 0.76117, "alpha": 0.74342}
    assert {name: round(value(name, sums), 5) for name in expected} == expected


@pytest.mark.parametrize(("coders", "alpha"), [((MEG, OWEN), 0.095), ((BEN, GERRY), 0.692)])
def test_krippendorff_2011(coders: tuple[str, str], alpha: float) -> None:
    """Two observers: binary data, and nominal data."""
    assert value(
        "alpha", sums_of([[one, other] for one, other in zip(*coders, strict=True)])
    ) == pytest.approx(alpha, abs=0.0005)


# Krippendorff 2019, Content Analysis, figure 12.11, as the tests of quallmer (an R package) quote it: three
# observers of a continuum of 60, units as value:from-to.
UNITISED = {
    "Alex": "1:1-7 2:8-13 5:31-32 6:33-37 6:38-44 7:45-60",
    "Paul": "1:1-7 3:8-13 5:14-21 6:33-44",
    "Suzan": "1:1-7 4:8-13 5:14-21 6:33-37 6:38-41 6:42-44",
}


def _reading(units: str) -> Reading:
    marked = []
    for unit in units.split():
        code, _, between = unit.partition(":")
        start, end = map(int, between.split("-"))
        marked.append(Marked((start - 1, end), frozenset({code}), Anchor(1, start - 1, 1, end)))
    return Reading(tuple(marked))


def unitised(observers: dict[str, str], length: int) -> Tables:
    """The tables of observers who unitised one continuum, as if it were a turn of that many characters."""
    speech = Speech([Sentence(1, Role.INTERVIEWEE, 0, length, 10)])
    interview = Interview("1", "P1", speech, {name: _reading(units) for name, units in observers.items()})
    asked = Asked(tuple(observers), "character", (interview,))
    found = all_units(asked)
    return tables(asked, found, clusters(found))


def test_unitised_alpha_krippendorff_2019() -> None:
    """u-alpha .510; |u-alpha, of units against what lies between them, .413.

    We get .4136, and so does another program: see ``test_u_alpha_is_another_programs``.
    """
    found = unitised(UNITISED, 60)
    once = np.ones((1, 1))
    u_alpha = COEFFICIENTS["u_alpha"]
    assert u_alpha(found.sets.resampled(once))[0, 0] == pytest.approx(0.510, abs=0.0005)
    assert u_alpha(found.coded.resampled(once))[0, 0] == pytest.approx(0.413, abs=0.001)
    assert found.units == 60


def test_alpha_over_characters_is_another_figure() -> None:
    """What tells the two apart is the length of the units: with alpha the example gives .497."""
    found = unitised(UNITISED, 60)
    assert COEFFICIENTS["alpha"](found.sets.resampled(np.ones((1, 1))))[0, 0] == pytest.approx(
        0.497, abs=0.001
    )
