"""The account of a file while it is being made up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from mitigraph.loaders.records import Account, Place, Remark, Taken


@dataclass
class Tally:
    """Counts what became of each unit of one input; `account` closes it."""

    unit: str
    taken: Counter[Taken] = field(default_factory=Counter)
    left_over: list[Remark] = field(default_factory=list)
    guesses: list[Remark] = field(default_factory=list)

    def take(self, kind: Taken, count: int = 1) -> None:
        """Count units as taken for something."""
        self.taken[kind] += count

    def leave(self, place: Place, reason: str, text: str = "") -> None:
        """Count one unit as left over."""
        self.taken[Taken.LEFT_OVER] += 1
        self.left_over.append(Remark(place, reason, text))

    def guess(self, place: Place, reason: str, text: str = "") -> None:
        """Note that a unit, counted elsewhere, was taken for what it is by a guess."""
        self.guesses.append(Remark(place, reason, text))

    def account(self, units: int) -> Account:
        """The account; ``units`` is counted from the input, not from what was taken."""
        taken = {kind: self.taken[kind] for kind in Taken if self.taken[kind]}
        return Account(self.unit, units, taken, tuple(self.left_over), tuple(self.guesses))
