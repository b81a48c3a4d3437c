"""What Krippendorff's alpha for unitising needs beyond alpha over characters: the lengths of the units.

The coefficient is u-alpha with the nominal metric. It differs from alpha over characters in what is expected
by chance: a unit of L characters is one decision, so none of the L x L pairs of characters within it is taken
for chance; a character between units pairs with itself alone.

A *unit* is an excerpt of a coder as far as it is speech; excerpts with the same answer that overlap are one
unit, those that abut are two. Interviews are laid end to end: no unit crosses from one to the next.

Sources:
    Krippendorff, K., Mathet, Y., Bouvry, S. and Widloecher, A. (2016). On the reliability of unitizing
        textual continua: further developments. Quality & Quantity 50, 2347-2364.
    Krippendorff, K. (2019). Content Analysis, 4th edition, section 12.6.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from mitigraph.agreement.places import Span
from mitigraph.agreement.selection import Interview, Marked
from mitigraph.agreement.tables import Layout, Sums
from mitigraph.agreement.units import Codes, Unit

Answered = tuple[Span, int]  # a unit and its answer, which is not 0: 0 is what lies between units
InUnits = Callable[[Sequence[Marked]], Iterable[Answered]]


@dataclass(frozen=True)
class _Ruler:
    """The characters of an interview that can be compared, for one coder: where each stretch starts."""

    starts: list[int]
    before: list[int]  # how many of the coder's characters lie before each stretch, and after the last
    clusters: list[int]

    def measure(self, span: Span) -> tuple[int, int]:
        """The cluster in which a span starts, and how many characters of it can be compared."""
        first, last = (bisect_left(self.starts, offset) for offset in span)
        length = self.before[last] - self.before[first]
        return (self.clusters[first] if length else 0), length


class Rulers:
    """Measures the units of every coder in every interview; ``found`` are stretches of characters."""

    def __init__(
        self, interviews: Sequence[Interview], coders: Sequence[str], lay: Layout, found: Sequence[Unit]
    ) -> None:
        self._interviews = interviews
        self._coders = coders
        self._rulers: dict[tuple[str, int], _Ruler] = {}
        rows: dict[str, list[int]] = defaultdict(list)
        for number, unit in enumerate(found):
            rows[unit.interview].append(number)
        for interview, numbers in rows.items():
            for coder in range(len(coders)):
                weights = [found[n].weight * bool(lay.worked[n, coder]) for n in numbers]
                self._rulers[interview, coder] = _Ruler(
                    [found[n].span[0] for n in numbers],
                    [0, *accumulate(weights)],
                    [int(lay.cluster[n]) for n in numbers],
                )

    def squares(self, sums: Sums, answered: InUnits) -> Sums:
        """The sums of one question, (C, 1, ...), with the squares of the units' lengths in ``own``."""
        own = sums.own.copy()
        own[:, 0, 1:] = 0
        for interview in self._interviews:
            for number, coder in enumerate(self._coders):
                reading = interview.readings.get(coder)
                ruler = self._rulers.get((interview.id, number))
                if reading is None or ruler is None:
                    continue
                for span, answer in answered(reading.marked):
                    cluster, length = ruler.measure(span)
                    own[cluster, 0, answer] += length**2
        return replace(sums, own=own)


def with_code(code: str) -> InUnits:
    """The units of one code: answer 1."""
    return lambda marked: ((span, 1) for span in joined(m.span for m in marked if code in m.codes))


def with_any(marked: Sequence[Marked]) -> Iterator[Answered]:
    """The units of a coder, whatever codes they have: answer 1."""
    return ((span, 1) for span in joined(each.span for each in marked))


def with_set(answer: Callable[[Codes], int]) -> InUnits:
    """The units of equal sets of codes, each answered by the number of its set."""
    return lambda marked: ((span, answer(codes)) for span, codes in _runs(marked))


def joined(spans: Iterable[Span]) -> list[Span]:
    """Spans without those that overlap: they are joined; spans that abut stay two."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _runs(marked: Sequence[Marked]) -> list[tuple[Span, Codes]]:
    """Stretches with one set of codes; a run ends where the set changes or no excerpt goes on."""
    runs: list[tuple[Span, Codes]] = []
    for start, end in pairwise(sorted({offset for each in marked for offset in each.span})):
        over = [each for each in marked if each.span[0] <= start and end <= each.span[1]]
        codes: Codes = frozenset().union(*(each.codes for each in over))
        if not over:
            continue
        goes_on = any(each.span[0] < start for each in over)
        if runs and runs[-1][0][1] == start and runs[-1][1] == codes and goes_on:
            runs[-1] = ((runs[-1][0][0], end), codes)
        else:
            runs.append(((start, end), codes))
    return runs
