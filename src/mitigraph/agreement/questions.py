"""The questions that are asked of every unit, as tables: each code, coded or not, and the set of codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mitigraph.agreement.bootstrap import MANY
from mitigraph.agreement.selection import Interview
from mitigraph.agreement.tables import Answers, Sums, answers_to, layout, side_by_side, tabulate, yes_or_no
from mitigraph.agreement.unitising import InUnits, Rulers, with_any, with_code, with_set
from mitigraph.agreement.units import Codes, Unit, UnitKind, units


@dataclass(frozen=True)
class Asked:
    """What is compared and how: the coders, the kind of unit, the interviews."""

    coders: tuple[str, ...]
    kind: UnitKind
    interviews: tuple[Interview, ...]


@dataclass(frozen=True)
class Clusters:
    """What is drawn in a resample: turns, or interviews where there are many; and the stratum of each."""

    number: dict[tuple[str, int], int]
    strata: npt.NDArray[np.intp]
    whole_interviews: bool


@dataclass(frozen=True)
class Tables:
    """The sums of all questions over some text; ``codes`` names the questions of ``per_code``.

    Codes that no compared coder applied are no questions: agreement on them would be bought for nothing.
    """

    codes: tuple[str, ...]
    per_code: Sums
    coded: Sums
    sets: Sums
    units: int  # how many there are; of characters their number


def all_units(asked: Asked) -> list[Unit]:
    """The units of all interviews, in order."""
    return [u for each in asked.interviews for u in units(each.of(asked.coders), asked.coders, asked.kind)]


def clusters(found: Sequence[Unit]) -> Clusters:
    """Number the clusters of some units."""
    interviews = {name: n for n, name in enumerate(dict.fromkeys(unit.interview for unit in found))}
    whole = len(interviews) >= MANY
    if whole:
        number = {(unit.interview, unit.turn): interviews[unit.interview] for unit in found}
        return Clusters(number, np.zeros(len(interviews), dtype=np.intp), whole)
    turns = dict.fromkeys((unit.interview, unit.turn) for unit in found)
    strata = np.array([interviews[interview] for interview, _ in turns], dtype=np.intp)
    return Clusters({key: n for n, key in enumerate(turns)}, strata, whole)


def tables(asked: Asked, found: Sequence[Unit], drawn: Clusters) -> Tables:
    """Tabulate all questions over some units; there has to be one with a code."""
    lay = layout(found, lambda unit: drawn.number[unit.interview, unit.turn], len(drawn.strata))
    rulers = Rulers(asked.interviews, asked.coders, lay, found) if asked.kind == "character" else None
    codes = tuple(sorted({code for unit in found for given in unit.codes for code in given or ()}))
    number: dict[Codes, int] = {frozenset(): 0}
    for given in (given for unit in found for given in unit.codes if given):
        number.setdefault(given, len(number))

    def ask(answers: Answers, categories: int, answered: InUnits) -> Sums:
        sums = tabulate(lay, answers, categories)
        return rulers.squares(sums, answered) if rulers else sums

    has = yes_or_no(found, codes)
    return Tables(
        codes,
        side_by_side([ask(has[n], 2, with_code(code)) for n, code in enumerate(codes)]),
        ask(answers_to(found, bool), 2, with_any),
        ask(answers_to(found, number.__getitem__), len(number), with_set(number.__getitem__)),
        sum(unit.weight for unit in found),
    )
