"""Thematic saturation: how many interviews it takes until a run of further ones adds hardly anything.

The method is that of Guest, G., Namey, E., & Chen, M. (2020), A simple method to assess and report thematic
saturation in qualitative research, PLoS ONE 15(5), e0232076, https://doi.org/10.1371/journal.pone.0232076:

* the base is the first 4 to 6 interviews, and its number of distinct themes the denominator;
* a run is the 2 or 3 interviews that follow, and its number of new themes the numerator; the next run starts
  one interview later, so that runs overlap;
* saturation is reached at the first run whose ratio is at most the threshold, 5 % or 0 %, and is reported as
  the interviews before the run and the run itself: 6+2.

The paper asks how much the order matters by bootstrap samples; here it is asked by permutations of the
interviews, which keep each exactly once. The tests hold the method against the paper's worked example; its
results of bootstrapping three studies are not checked, as their data are not at hand.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from statistics import quantiles
from typing import TypeVar

from mitigraph.errors import QueryError

Interview = Collection[str]  # the ids of the themes in it
T = TypeVar("T")
ALL_ORDERS_UP_TO = 7  # interviews: 5,040 orders


@dataclass(frozen=True)
class Rule:
    """When saturation counts as reached: interviews in the base and in a run, and a share of new themes.

    Raises:
        QueryError: a size is below 1, or the threshold no share.
    """

    base_size: int = 4
    run_length: int = 2
    threshold: float = 0.05

    def __post_init__(self) -> None:
        for name, size in (("base_size", self.base_size), ("run_length", self.run_length)):
            if size < 1:
                raise QueryError(f"'{name}' is {size}", "give a number of interviews, at least 1")
        if not 0 <= self.threshold < 1:
            raise QueryError(f"'threshold' is {self.threshold}", "give a share, such as 0.05 for 5 %")

    @property
    def least(self) -> int:
        """The interviews that a base and one run take."""
        return self.base_size + self.run_length


def new_items(interviews: Iterable[Interview]) -> Iterator[int]:
    """For each interview in order, how many of its themes no earlier one has."""
    seen: set[str] = set()
    for items in interviews:
        before = len(seen)
        seen.update(items)
        yield len(seen) - before


def ratios(interviews: Sequence[Interview], rule: Rule) -> list[float]:
    """New themes of each run / themes of the base; empty where there is no run, or no theme in the base."""
    new = list(new_items(interviews))
    base = sum(new[: rule.base_size])
    if not base:
        return []
    starts = range(rule.base_size, len(new) - rule.run_length + 1)
    return [sum(new[start : start + rule.run_length]) / base for start in starts]


def reached(interviews: Iterable[Interview], rule: Rule) -> int | None:
    """The number of interviews before the first run that meets the threshold; None where none does.

    It reads no further than it must, so that many orders of many interviews are quick.
    """
    new: list[int] = []
    base = 0
    for count in new_items(interviews):
        new.append(count)
        if len(new) == rule.base_size:
            base = sum(new)
        if base and len(new) >= rule.least and sum(new[-rule.run_length :]) / base <= rule.threshold:
            return len(new) - rule.run_length
    return None


def orders(interviews: Sequence[T], sample: int, seed: int) -> Iterator[Sequence[T]]:
    """Every order of up to seven interviews, else ``sample`` random ones, the same ones for a seed.

    Raises:
        QueryError: the sample is empty.
    """
    if sample < 1:
        raise QueryError(f"'permutations' is {sample}", "give a number of orders, at least 1")
    if len(interviews) <= ALL_ORDERS_UP_TO:
        yield from permutations(interviews)
        return
    shuffled, chance = list(interviews), random.Random(seed)  # noqa: S311 - a sample, not a secret
    for _ in range(sample):
        chance.shuffle(shuffled)
        yield list(shuffled)


@dataclass(frozen=True)
class Spread:
    """Where numbers lie: least, quartiles and most; the quartiles are interpolated, inclusive of the ends."""

    least: float
    quarter: float
    median: float
    three_quarters: float
    most: float


def spread(numbers: Sequence[int]) -> Spread | None:
    """The spread of numbers; None where there are none."""
    if not numbers:
        return None
    if len(numbers) == 1:  # which quantiles() refuses
        return Spread(*[float(numbers[0])] * 5)
    quarter, half, three_quarters = quantiles(numbers, n=4, method="inclusive")
    return Spread(float(min(numbers)), quarter, half, three_quarters, float(max(numbers)))


@dataclass(frozen=True)
class Assessment:
    """What a rule says of interviews in one order or in several.

    Attributes:
        orders: how many orders were looked at.
        before: for each order that reaches saturation, the interviews before the run that shows it.
        obstacle: why it cannot be assessed in any of them; empty where it can.
    """

    orders: int
    before: tuple[int, ...]
    obstacle: str = ""


def assess(all_orders: Iterable[Sequence[Interview]], rule: Rule) -> Assessment:
    """Apply a rule to every order."""
    number, before, obstacles = 0, [], []
    for interviews in all_orders:
        number += 1
        obstacle = obstacle_to(interviews, rule)
        found = None if obstacle else reached(interviews, rule)
        obstacles += [obstacle] if obstacle else []
        before += [] if found is None else [found]
    return Assessment(number, tuple(before), obstacles[0] if len(obstacles) == number else "")


def obstacle_to(interviews: Sequence[Interview], rule: Rule) -> str:
    """Why the rule cannot be applied to one order, in words; empty where it can."""
    if len(interviews) < rule.least:
        takes = f"a base of {rule.base_size} and one run of {rule.run_length} take {rule.least}"
        return f"cannot be assessed: there are {len(interviews)} interviews, and {takes}"
    if not any(interviews[: rule.base_size]):
        return f"cannot be assessed: there is nothing to count in the first {rule.base_size} interviews"
    return ""
