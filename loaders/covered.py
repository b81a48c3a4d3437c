"""The stretches of a transcript that anchors cover."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from mitigraph.loaders.records import Anchor
from mitigraph.loaders.speech import Sentence

Span = tuple[int, int]  # characters of a turn
Where = tuple[int, int]  # turn, character


class Covered:
    """The characters under a set of anchors, as stretches of the transcript that do not overlap.

    Places are compared as (turn, character); nothing walks over the turns of an anchor, which may be wrong.
    """

    def __init__(self, anchors: Iterable[Anchor]) -> None:
        self._stretches = _joined(
            ((each.start_turn, each.start_char), (each.end_turn, each.end_char)) for each in anchors
        )
        self._starts = [start for start, _ in self._stretches]

    def within(self, sentence: Sentence) -> list[Span]:
        """The covered parts of a sentence, as characters of its turn."""
        first, last = (sentence.turn, sentence.start), (sentence.turn, sentence.end)
        at = max(0, bisect_right(self._starts, first) - 1)
        parts = []
        for start, end in self._stretches[at:]:
            if start >= last:
                break
            if end > first:
                parts.append((max(start, first)[1], min(end, last)[1]))
        return parts

    def characters(self, sentence: Sentence) -> int:
        """How many characters of a sentence are covered."""
        return sum(end - start for start, end in self.within(sentence))


def _joined(stretches: Iterable[tuple[Where, Where]]) -> list[tuple[Where, Where]]:
    joined: list[tuple[Where, Where]] = []
    for start, end in sorted(stretches):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
