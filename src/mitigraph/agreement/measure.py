"""Coefficients with their intervals for the questions of some tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from mitigraph.agreement.bootstrap import interval
from mitigraph.agreement.coefficients import COEFFICIENTS
from mitigraph.agreement.questions import Tables
from mitigraph.agreement.tables import Array, Sums

POOLED = "codes, pooled"
MEAN = "codes, mean"
SETS = "code sets"
CODED = "coded or not"
CODE = "code"
KINDS = (POOLED, MEAN, SETS, CODED, CODE)


@dataclass(frozen=True)
class Estimate:
    """A coefficient's value and its 95 % interval; None where it is not defined."""

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Measured:
    """The coefficients of one question; ``code`` is '' for all codes together.

    ``all_have`` and ``some_have`` weigh the units that all coders, or some but not all, answered with yes;
    None where the question has no yes. ``over`` is how many codes it is about.
    """

    kind: str
    code: str
    estimates: dict[str, Estimate]
    all_have: float | None = None
    some_have: float | None = None
    over: int | None = None


def measure(found: Tables, drawn: Array) -> Iterator[Measured]:
    """All codes together in four ways; ``drawn`` as ``bootstrap.draws`` gives it."""
    pooled = found.per_code.pooled()
    all_have, some_have = float(pooled.all_yes.sum()), float(pooled.some_yes.sum())
    yield Measured(POOLED, "", _one(pooled, drawn), all_have, some_have, len(found.codes))
    yield Measured(MEAN, "", _means(found.per_code), over=len(found.codes))
    yield Measured(SETS, "", _one(found.sets, drawn))
    coded = found.coded
    yield Measured(CODED, "", _one(coded, drawn), float(coded.all_yes.sum()), float(coded.some_yes.sum()))


def measure_codes(found: Tables, drawn: Array) -> Iterator[Measured]:
    """Each code by itself."""
    codes = {name: _estimates(*each) for name, each in _both(found.per_code, drawn).items()}
    all_have, some_have = found.per_code.all_yes.sum(axis=0), found.per_code.some_yes.sum(axis=0)
    for number, code in enumerate(found.codes):
        estimates = {name: each[number] for name, each in codes.items()}
        yield Measured(CODE, code, estimates, float(all_have[number]), float(some_have[number]))


def _both(sums: Sums, drawn: Array) -> dict[str, tuple[Array, Array]]:
    """Each coefficient of the sums as they are, (K,), and of the resamples, (B, K)."""
    whole = sums.resampled(np.ones((1, drawn.shape[1])))
    again = sums.resampled(drawn)
    return {name: (function(whole)[0], function(again)) for name, function in COEFFICIENTS.items()}


def _one(sums: Sums, drawn: Array) -> dict[str, Estimate]:
    """The coefficients of a table with one question."""
    return {name: _estimates(*each)[0] for name, each in _both(sums, drawn).items()}


def _means(per_code: Sums) -> dict[str, Estimate]:
    """The mean over the codes for which a coefficient is defined.

    It has no interval: rare codes are in few resamples, so that the means of resamples lie too high.
    """
    values = _both(per_code, np.zeros((0, len(per_code.weight))))
    return {name: Estimate(_number(_mean(whole))) for name, (whole, _) in values.items()}


def _mean(values: Array) -> float:
    defined = values[np.isfinite(values)]
    return float(defined.mean()) if len(defined) else np.nan


def _estimates(values: Array, again: Array) -> list[Estimate]:
    """Values, (K,), with the intervals of their resamples, (B, K)."""
    low, high = interval(again)
    return [
        Estimate(_number(value), _number(low[n]), _number(high[n])) if np.isfinite(value) else Estimate(None)
        for n, value in enumerate(values)
    ]


def _number(value: float) -> float | None:
    return round(float(value), 6) if np.isfinite(value) else None
