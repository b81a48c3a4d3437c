"""An interview's speech as one line of characters, so that spans can be compared as two numbers.

Only what interviewee and unknown speakers say is on the line; the interviewer's words, and the blanks between
sentences, are not. An anchor that covers some of them shrinks to what is speech.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate, groupby
from typing import Protocol

from mitigraph.loaders.records import Anchor
from mitigraph.loaders.speech import Sentence

Span = tuple[int, int]  # offsets on the line, the end exclusive
Where = tuple[int, int]  # turn, character
_TURN = 2**31  # more characters than a turn can have: the format's limit of a position


class Places(Protocol):
    """Where anchors stand on a line of characters."""

    def span(self, anchor: Anchor) -> Span:
        """Start and end of an anchor on the line; equal where it has no speech."""

    def start(self, offset: int) -> Where:
        """Turn and character of an offset where something starts."""

    def end(self, offset: int) -> Where:
        """Turn and character of an offset where something ends: behind the last character before it."""


class Speech:
    """The line of an interview whose sentences are known."""

    def __init__(self, sentences: Iterable[Sentence]) -> None:
        self._sentences = sorted(sentences, key=lambda each: (each.turn, each.start))
        self._starts = [(each.turn, each.start) for each in self._sentences]
        self._offsets = [0, *accumulate(each.end - each.start for each in self._sentences)]

    @property
    def length(self) -> int:
        """How many characters of speech there are."""
        return self._offsets[-1]

    def turns(self) -> list[tuple[int, Span]]:
        """The number of each turn that has speech, and its span."""
        found = []
        offset = 0
        for turn, same in groupby(self._sentences, key=lambda each: each.turn):
            end = offset + sum(each.end - each.start for each in same)
            found.append((turn, (offset, end)))
            offset = end
        return found

    def span(self, anchor: Anchor) -> Span:
        """Start and end of an anchor on the line; equal where it has no speech."""
        return (
            self._offset(anchor.start_turn, anchor.start_char),
            self._offset(anchor.end_turn, anchor.end_char),
        )

    def start(self, offset: int) -> Where:
        """Turn and character of an offset where something starts."""
        at = bisect_right(self._offsets, offset) - 1
        sentence = self._sentences[at]
        return sentence.turn, sentence.start + offset - self._offsets[at]

    def end(self, offset: int) -> Where:
        """Turn and character of an offset where something ends: behind the last character before it."""
        turn, character = self.start(offset - 1)
        return turn, character + 1

    def _offset(self, turn: int, character: int) -> int:
        at = bisect_right(self._starts, (turn, character)) - 1
        if at < 0:
            return 0
        sentence = self._sentences[at]
        if sentence.turn != turn or character >= sentence.end:
            return self._offsets[at + 1]
        return self._offsets[at] + character - sentence.start


class Unmeasured:
    """The line of an interview whose sentences are not known: spans can be compared, lengths cannot."""

    def span(self, anchor: Anchor) -> Span:
        """Start and end of an anchor, the turn's number before the character's."""
        return (
            anchor.start_turn * _TURN + anchor.start_char,
            anchor.end_turn * _TURN + anchor.end_char,
        )

    def start(self, offset: int) -> Where:
        """Turn and character of an offset."""
        return divmod(offset, _TURN)

    def end(self, offset: int) -> Where:
        """Turn and character of an offset."""
        return divmod(offset, _TURN)
