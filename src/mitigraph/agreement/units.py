"""The units on which coders are compared: characters, turns or excerpts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from mitigraph.agreement.places import Span, Speech
from mitigraph.agreement.selection import Interview, Reading

UnitKind = Literal["character", "turn", "excerpt"]
UNITS: tuple[UnitKind, ...] = ("character", "turn", "excerpt")
Codes = frozenset[str]


@dataclass(frozen=True)
class Unit:
    """A stretch of one turn, a turn, or an excerpt, and what each coder put on it.

    Attributes:
        interview: whose it is.
        turn: the turn in which it starts.
        span: where it stands on the interview's line.
        weight: 1, or with characters how many it stands for.
        codes: for each coder the codes, None where the coder did not work on it.
    """

    interview: str
    turn: int
    span: Span
    weight: int
    codes: tuple[Codes | None, ...]

    @property
    def coded(self) -> bool:
        """Whether any coder put a code on it."""
        return any(self.codes)


def units(interview: Interview, coders: tuple[str, ...], kind: UnitKind) -> list[Unit]:
    """The units of an interview that two coders or more worked on, in its order."""
    make: dict[UnitKind, Callable[[Interview, tuple[str, ...]], Iterator[Unit]]] = {
        "character": _stretches,
        "turn": _turns,
        "excerpt": _excerpts,
    }
    return [unit for unit in make[kind](interview, coders) if sum(c is not None for c in unit.codes) > 1]


def _stretches(interview: Interview, coders: tuple[str, ...]) -> Iterator[Unit]:
    """Stretches of a turn whose characters all have the same codes of every coder."""
    assert isinstance(interview.places, Speech)  # noqa: S101 - select() left the others out
    turns = interview.places.turns()
    cuts = _cuts(interview, (span for _, span in turns))
    place = {cut: number for number, cut in enumerate(cuts)}
    read = [_codes_between(interview.readings.get(coder), place) for coder in coders]
    for turn, (start, end) in turns:
        for number in range(place[start], place[end]):
            span = (cuts[number], cuts[number + 1])
            yield Unit(interview.id, turn, span, span[1] - span[0], tuple(each[number] for each in read))


def _cuts(interview: Interview, spans: Iterable[Span]) -> list[int]:
    """Every offset where the codes of any coder may change, and the ends of the given spans."""
    found = {offset for span in spans for offset in span}
    for reading in interview.readings.values():
        found |= {offset for marked in reading.marked for offset in marked.span}
        found |= {offset for span in reading.worked or () for offset in span}
    return sorted(found)


def _codes_between(reading: Reading | None, place: dict[int, int]) -> list[Codes | None]:
    """The codes of one coder between each two cuts."""
    if reading is None:
        return [None] * len(place)
    found: list[set[str]] = [set() for _ in place]
    for marked in reading.marked:
        for number in range(place[marked.span[0]], place[marked.span[1]]):
            found[number] |= marked.codes
    if reading.worked is None:
        return [frozenset(each) for each in found]
    worked = {n for start, end in reading.worked for n in range(place[start], place[end])}
    return [frozenset(each) if number in worked else None for number, each in enumerate(found)]


def _turns(interview: Interview, coders: tuple[str, ...]) -> Iterator[Unit]:
    """Each turn that has speech; a coder worked on it who worked on any of it."""
    assert isinstance(interview.places, Speech)  # noqa: S101 - select() left the others out
    for turn, span in interview.places.turns():
        codes = tuple(_codes_on(interview.readings.get(coder), span) for coder in coders)
        yield Unit(interview.id, turn, span, 1, codes)


def _excerpts(interview: Interview, coders: tuple[str, ...]) -> Iterator[Unit]:
    """Each span that a coder coded; another coder's codes on it are those of every excerpt that overlaps."""
    for span in sorted({m.span for reading in interview.readings.values() for m in reading.marked}):
        codes = tuple(_codes_on(interview.readings.get(coder), span) for coder in coders)
        yield Unit(interview.id, interview.places.start(span[0])[0], span, 1, codes)


def _codes_on(reading: Reading | None, span: Span) -> Codes | None:
    """The codes of all excerpts that share a character with a span; None where nothing of it was read."""
    if reading is None:
        return None
    if reading.worked is not None and not any(overlap(each, span) for each in reading.worked):
        return None
    return frozenset().union(*(each.codes for each in reading.marked if overlap(each.span, span)))


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]
