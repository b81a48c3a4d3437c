"""Sums over units from which every coefficient follows, kept apart by the clusters that are resampled.

A *question* is what coders answer on each unit: is this code on it, is it coded at all, which set of codes is
on it. All questions of a table have the same number of answers. Every field of ``Sums`` adds up over units,
so the sums of a resample are those of its clusters, each as often as it was drawn.

Axes: C clusters, K questions, Q answers, P pairs of coders. Of a yes-or-no question answer 0 is no.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import combinations

import numpy as np
import numpy.typing as npt

from mitigraph.agreement.units import Codes, Unit

Array = npt.NDArray[np.float64]
Answers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Sums:
    """Sums over units with weight w, on r of which coders worked, r_q of them giving answer q.

    Attributes:
        weight: w of the units that two coders or more worked on. (C, K)
        rated: w of all units that any coder worked on. (C, K)
        agreeing: w times the share of the pairs of coders who agree. (C, K)
        shares: w r_q / r, over all units. (C, K, Q)
        values: w r, over units with two coders or more, as all that follow. (C, K)
        matches: w times the coincidences on the diagonal, sum of r_q (r_q - 1) / (r - 1). (C, K)
        counts: w r_q. (C, K, Q)
        own: w r_q, of characters in units the squares of the units' lengths; see ``unitising``. (C, K, Q)
        pair_weight: w of the units that both of a pair worked on. (C, K, P)
        pair_agreeing: w of those on which they agree. (C, K, P)
        pair_first: w of those where the first of them gives answer q. (C, K, P, Q)
        pair_second: w of those where the second does. (C, K, P, Q)
        all_yes: w of the units where every coder who worked on it says yes. (C, K)
        some_yes: w of those where some say yes and some no. (C, K)
    """

    weight: Array
    rated: Array
    agreeing: Array
    shares: Array
    values: Array
    matches: Array
    counts: Array
    own: Array
    pair_weight: Array
    pair_agreeing: Array
    pair_first: Array
    pair_second: Array
    all_yes: Array
    some_yes: Array

    def each(self, change: Callable[[Array], Array]) -> Sums:
        """The same with every field changed."""
        return Sums(*(change(getattr(self, field.name)) for field in fields(self)))

    def resampled(self, draws: Array) -> Sums:
        """Sums over clusters by how often each was drawn: (B, C) gives fields of (B, K, ...)."""
        return self.each(lambda field: np.asarray(np.tensordot(draws, field, axes=1), dtype=np.float64))

    def pooled(self) -> Sums:
        """All questions as one: every answer to any of them is a decision. The axis stays, with length 1."""
        return self.each(lambda field: np.asarray(field.sum(axis=1, keepdims=True), dtype=np.float64))


@dataclass(frozen=True)
class Layout:
    """Units as arrays: which cluster, what weight, and who worked on them (units by coders).

    Units of one cluster stand together, clusters in the order of their numbers.
    """

    cluster: npt.NDArray[np.intp]
    weight: Array
    worked: npt.NDArray[np.bool_]
    clusters: int

    @cached_property
    def raters(self) -> Array:
        """How many coders worked on each unit."""
        return np.asarray(self.worked.sum(axis=1), dtype=np.float64)

    @property
    def pairs(self) -> list[tuple[int, int]]:
        """The pairs of coders."""
        return list(combinations(range(self.worked.shape[1]), 2))

    def add(self, values: Array) -> Array:
        """Values of units, (U, ...), summed by cluster: (C, ...)."""
        found = np.zeros((self.clusters, *values.shape[1:]))
        found[self.cluster[self._first]] = np.add.reduceat(values, self._first, axis=0)
        return found

    @cached_property
    def _first(self) -> npt.NDArray[np.intp]:
        """The first unit of each cluster that has any."""
        return np.flatnonzero(np.diff(self.cluster, prepend=-1))


def layout(found: Sequence[Unit], cluster_of: Callable[[Unit], int], clusters: int) -> Layout:
    """Units as arrays; ``cluster_of`` numbers the clusters."""
    coders = len(found[0].codes) if found else 0
    worked = [[codes is not None for codes in unit.codes] for unit in found]
    return Layout(
        np.array([cluster_of(unit) for unit in found], dtype=np.intp),
        np.array([unit.weight for unit in found], dtype=np.float64),
        np.array(worked, dtype=np.bool_).reshape(len(found), coders),
        clusters,
    )


def answers_to(found: Sequence[Unit], values: Callable[[Codes], int]) -> Answers:
    """The answer of each coder on each unit, -1 where the coder did not work on it: (U, coders)."""
    return np.array(
        [[-1 if codes is None else values(codes) for codes in unit.codes] for unit in found], dtype=np.int64
    )


def yes_or_no(found: Sequence[Unit], codes: Sequence[str]) -> Answers:
    """Whether each code is on each unit for each coder, 1 or 0: (K, U, coders)."""
    number = {code: n for n, code in enumerate(codes)}
    answers = np.zeros((len(codes), len(found), len(found[0].codes)), dtype=np.int64)
    for row, unit in enumerate(found):
        for coder, given in enumerate(unit.codes):
            for code in given or ():
                answers[number[code], row, coder] = 1
    return answers


def tabulate(lay: Layout, answers: Answers, categories: int) -> Sums:
    """The sums of one question, (C, 1, ...), from the answer of each coder on each unit.

    Args:
        lay: the units.
        answers: (U, coders), from 0 to ``categories`` - 1; what stands where nobody worked does not matter.
        categories: how many answers there are.
    """
    one_hot = (answers[:, :, None] == np.arange(categories)) & lay.worked[:, :, None]
    given = one_hot.sum(axis=1).astype(np.float64)
    raters, weight = lay.raters, lay.weight
    double = np.where(raters > 1, weight, 0.0)
    matching = (given * (given - 1)).sum(axis=1)
    others = np.maximum(raters - 1, 1)
    counts = lay.add(double[:, None] * given)
    yes = given[:, 1:].sum(axis=1)
    pairs = _pairs(lay, answers, one_hot)
    sums = Sums(
        weight=lay.add(double),
        rated=lay.add(np.where(raters > 0, weight, 0.0)),
        agreeing=lay.add(double * matching / (raters.clip(1) * others)),
        shares=lay.add((weight / raters.clip(1))[:, None] * given),
        values=lay.add(double * raters),
        matches=lay.add(double * matching / others),
        counts=counts,
        own=counts,
        pair_weight=pairs[0],
        pair_agreeing=pairs[1],
        pair_first=pairs[2],
        pair_second=pairs[3],
        all_yes=lay.add(np.where(yes == raters, double, 0.0)),
        some_yes=lay.add(np.where((yes > 0) & (yes < raters), double, 0.0)),
    )
    return sums.each(lambda field: field[:, None])


def _pairs(
    lay: Layout, answers: Answers, one_hot: npt.NDArray[np.bool_]
) -> tuple[Array, Array, Array, Array]:
    """Weight, agreement, and the answers of the first and of the second coder, for each pair of coders."""
    weights, agreeing, first, second = [], [], [], []
    for one, other in lay.pairs:
        both = np.where(lay.worked[:, one] & lay.worked[:, other], lay.weight, 0.0)
        weights.append(lay.add(both))
        agreeing.append(lay.add(np.where(answers[:, one] == answers[:, other], both, 0.0)))
        first.append(lay.add(both[:, None] * one_hot[:, one]))
        second.append(lay.add(both[:, None] * one_hot[:, other]))
    return (
        np.stack(weights, axis=1),
        np.stack(agreeing, axis=1),
        np.stack(first, axis=1),
        np.stack(second, axis=1),
    )


def side_by_side(questions: Sequence[Sums]) -> Sums:
    """Several questions, (C, K, ...), from tables of one each."""
    parts = [[getattr(sums, field.name) for sums in questions] for field in fields(Sums)]
    return Sums(*(np.concatenate(part, axis=1) for part in parts))
