"""Tables of ratings as papers print them, and the sums that our coefficients take."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, repeat

import numpy as np

from mitigraph.agreement.coefficients import COEFFICIENTS
from mitigraph.agreement.tables import Layout, Sums, tabulate

Ratings = Sequence[Sequence[object]]  # a row for each unit, a column for each coder; None where there is none


def sums_of(ratings: Ratings, weights: Sequence[float] | None = None, categories: int | None = None) -> Sums:
    """The sums of a table, with first axes of length 1 as the coefficients take them."""
    values = sorted({str(value) for row in ratings for value in row if value is not None})
    number = {value: n for n, value in enumerate(values)}
    answers = np.array([[-1 if v is None else number[str(v)] for v in row] for row in ratings])
    weight = np.ones(len(ratings)) if weights is None else np.array(weights, dtype=np.float64)
    lay = Layout(np.zeros(len(ratings), dtype=np.intp), weight, answers >= 0, 1)
    return tabulate(lay, answers, categories or len(values)).resampled(np.ones((1, 1)))


def value(name: str, sums: Sums) -> float:
    """One coefficient of a table."""
    return float(COEFFICIENTS[name](sums)[0, 0])


def of_table(table: Sequence[Sequence[int]]) -> Ratings:
    """Units of a contingency table: rows are the first coder's answers, columns the second's."""
    cells = (((i, j), count) for i, row in enumerate(table) for j, count in enumerate(row))
    return list(chain.from_iterable(repeat(cell, count) for cell, count in cells))


def of_counts(counts: Sequence[Sequence[int]]) -> Ratings:
    """Units of a table that says how many coders gave each answer; who gave it does not matter then."""
    return [list(chain.from_iterable(repeat(n, count) for n, count in enumerate(row))) for row in counts]
