"""Coefficients of agreement from sums over units. docs/agreement.md says which to report when.

Each function takes ``Sums`` whose first axes are resamples and questions and returns an array of these axes:
nan where the coefficient is not defined, because all units have one answer.

Sources:
    Byrt, T., Bishop, J. and Carlin, J. B. (1993). Bias, prevalence and kappa. J. Clin. Epidemiol. 46, 423.
    Cohen, J. (1960). A coefficient of agreement for nominal scales. Educ. Psychol. Measurement 20, 37-46.
    Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters. Psychol. Bulletin 76, 378-382.
    Gwet, K. L. (2008). Computing inter-rater reliability and its variance in the presence of high agreement.
        Brit. J. Math. Stat. Psychol. 61, 29-48; with missing ratings: Handbook of Inter-Rater Reliability.
    Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability. University of Pennsylvania.
    Light, R. J. (1971). Measures of response agreement for qualitative data. Psychol. Bulletin 76, 365-377.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from mitigraph.agreement.tables import Array, Sums

_NOTHING = 1e-9  # what is left of an expected disagreement of 0 by rounding


def percent(sums: Sums) -> Array:
    """The share of the pairs of coders who agree, over all units (0 to 1)."""
    return _ratio(sums.agreeing, sums.weight)


def cohen(sums: Sums) -> Array:
    """Cohen's kappa; of more than two coders the mean over the pairs for which it is defined (Light 1971)."""
    both = sums.pair_weight
    expected = (sums.pair_first * sums.pair_second).sum(axis=-1)
    kappas = _corrected(_ratio(sums.pair_agreeing, both), _ratio(expected, both**2))
    defined = np.isfinite(kappas)
    return _ratio(np.where(defined, kappas, 0.0).sum(axis=-1), defined.sum(axis=-1).astype(np.float64))


def fleiss(sums: Sums) -> Array:
    """Fleiss' kappa; units may have different numbers of coders (Gwet's generalisation)."""
    shares = _ratio(sums.shares, sums.rated[..., None])
    return _corrected(percent(sums), (shares**2).sum(axis=-1))


def pabak(sums: Sums) -> Array:
    """Prevalence-adjusted bias-adjusted kappa, 2 p - 1: of questions with two answers."""
    if sums.shares.shape[-1] != 2:
        return np.full(sums.weight.shape, np.nan)
    return 2 * percent(sums) - 1


def ac1(sums: Sums) -> Array:
    """Gwet's AC1."""
    categories = sums.shares.shape[-1]
    if categories < 2:
        return np.full(sums.weight.shape, np.nan)
    shares = _ratio(sums.shares, sums.rated[..., None])
    return _corrected(percent(sums), (shares * (1 - shares)).sum(axis=-1) / (categories - 1))


def alpha(sums: Sums) -> Array:
    """Krippendorff's alpha, nominal: values of a unit pair with any value but themselves."""
    return _alpha(sums, sums.counts)


def unitised_alpha(sums: Sums) -> Array:
    """Krippendorff's alpha for unitising (u-alpha, nominal): see ``unitising``."""
    return _alpha(sums, sums.own)


def _alpha(sums: Sums, own: Array) -> Array:
    """One minus observed over expected disagreement; ``own`` is what an answer would pair with itself."""
    squares = (sums.counts**2 - own).sum(axis=-1)
    pairable = sums.values**2 - own.sum(axis=-1)
    expected = 1 - _ratio(squares, pairable)
    observed = 1 - _ratio(sums.matches, sums.values)
    return 1 - _ratio(observed, np.where(expected > _NOTHING, expected, 0.0))


def _corrected(observed: Array, expected: Array) -> Array:
    """(p_o - p_e) / (1 - p_e)."""
    room = 1 - expected
    return _ratio(observed - expected, np.where(room > _NOTHING, room, 0.0))


def _ratio(part: Array, whole: Array) -> Array:
    """The quotient; nan where the divisor is 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        quotient: Array = np.where(whole == 0, np.nan, part / whole)
    return quotient


COEFFICIENTS: dict[str, Callable[[Sums], Array]] = {
    "percent": percent,
    "cohen": cohen,
    "fleiss": fleiss,
    "pabak": pabak,
    "ac1": ac1,
    "alpha": alpha,
    "u_alpha": unitised_alpha,
}
