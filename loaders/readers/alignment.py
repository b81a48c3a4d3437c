"""Put the code applications of one file onto another transcript of the same interview.

An interview comes in several files whose texts differ here and there (speaker labels lost, a paragraph
doubled, spacing, a name anonymised otherwise), and anchors refer to one of them. `align` finds each
application's words in that one, and lists every difference in the words.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rapidfuzz.distance import Indel

from mitigraph.loaders.readers.words import Stretch, Word, stretches, words_of
from mitigraph.loaders.records import Anchor, Application, Block, Export, Place, Remark, Transcript

_SAME_INTERVIEW = 0.5  # share of common words below which two texts are not of one interview
_FOUND = 0.5  # share of an application's words that must be found again, unless they stand without a gap


class Kind(StrEnum):
    """What differs, seen from the transcript that anchors refer to."""

    MISSING = "missing"  # words of the transcript that the file lacks
    EXTRA = "extra"  # words of the file that the transcript lacks
    CHANGED = "changed"  # other words in the same place
    SPELLING = "spelling"  # the same words in other case or punctuation
    SPEAKER = "speaker"  # the same words under another speaker label, or under none


@dataclass(frozen=True)
class Difference:
    """One difference. ``there`` and ``here`` are interview speech: never store them."""

    kind: Kind
    place: Place  # in the file
    anchor: Anchor  # in the transcript; empty for extra words
    there: str  # as the transcript has it
    here: str  # as the file has it


@dataclass(frozen=True)
class Alignment:
    """A file's applications with anchors into another transcript, and what differs between the two."""

    applications: tuple[Application, ...]  # block and place still those of the file
    unplaced: tuple[tuple[Application, Remark], ...]
    differences: tuple[Difference, ...]
    similarity: float  # 0 to 1: share of words in common


def align(export: Export, transcript: Transcript) -> Alignment:
    """Map the applications of ``export`` onto ``transcript``, and list the differences between the texts.

    Two texts with less than half of their words in common are not of one interview: then nothing is
    placed, and no differences are listed.
    """
    mapping = _Mapping(export, transcript)
    if mapping.similarity < _SAME_INTERVIEW:
        reason = f"only {mapping.similarity:.0%} of the words are those of the transcript: another interview?"
        unplaced = tuple(
            (application, Remark(application.place, reason)) for application in export.applications
        )
        return Alignment((), unplaced, (), mapping.similarity)
    placed: list[Application] = []
    lost: list[tuple[Application, Remark]] = []
    for application in export.applications:
        anchor = mapping.anchor(application.anchor)
        if anchor is None:
            lost.append((application, Remark(application.place, "its words are not in the transcript")))
        else:
            placed.append(replace(application, anchor=anchor))
    return Alignment(tuple(placed), tuple(lost), tuple(mapping.differences()), mapping.similarity)


class _Mapping:
    """Which word of the file is which word of the transcript."""

    def __init__(self, export: Export, transcript: Transcript) -> None:
        self.export = export
        self.here = words_of(export.transcript)
        self.there = words_of(transcript)
        self.turns = {turn.number: turn for turn in transcript.turns}
        self.similarity = Indel.normalized_similarity([w.key for w in self.here], [w.key for w in self.there])
        related = self.similarity >= _SAME_INTERVIEW
        self.stretches = list(stretches(self.here, self.there)) if related else []
        self.pairs = dict(self._pairs())

    def _pairs(self) -> Iterator[tuple[int, int]]:
        for _, part in self.stretches:
            if part.paired:
                yield from zip(
                    range(part.left_start, part.left_end),
                    range(part.right_start, part.right_end),
                    strict=True,
                )

    def anchor(self, anchor: Anchor) -> Anchor | None:
        """Where an anchor's words stand in the transcript; None where most of them do not."""
        if _is_empty(anchor):
            return self._point(anchor)
        inside = [number for number, word in enumerate(self.here) if _overlaps(word, anchor)]
        found = [number for number in inside if number in self.pairs]
        if not self._believable(inside, found):
            return None
        first, last = self.there[self.pairs[found[0]]], self.there[self.pairs[found[-1]]]
        start, end = first.start, last.end
        if found[0] == inside[0]:
            start = self._shifted(self.here[found[0]], first, anchor.start_char, at_end=False)
        if found[-1] == inside[-1]:
            end = self._shifted(self.here[found[-1]], last, anchor.end_char, at_end=True)
        return Anchor(first.turn, start, last.turn, end)

    def _believable(self, inside: Sequence[int], found: Sequence[int]) -> bool:
        if len(found) >= max(1, _FOUND * len(inside)):
            return True
        # Where a paragraph was doubled into the block, its own words are few, but stand without a gap.
        return len(found) > 1 and self.pairs[found[-1]] - self.pairs[found[0]] == len(found) - 1

    def _point(self, anchor: Anchor) -> Anchor | None:
        after = (n for n, word in enumerate(self.here) if (word.turn, word.start) >= _start(anchor))
        number = next(after, None)
        if number is None or number not in self.pairs:
            return None
        word = self.there[self.pairs[number]]
        return Anchor(word.turn, word.start, word.turn, word.start)

    def _shifted(self, here: Word, there: Word, position: int, *, at_end: bool) -> int:
        """A boundary at some distance from a word's edge, as one from its counterpart's.

        The distance is kept where the texts between boundary and edge are the same, else it is dropped.
        """
        edge, counterpart = (here.end, there.end) if at_end else (here.start, there.start)
        target = counterpart + position - edge
        text = self.turns[there.turn].text
        if not 0 <= target <= len(text):
            return counterpart
        own = self.export.transcript.turns[here.turn - 1].text[min(position, edge) : max(position, edge)]
        other = text[min(target, counterpart) : max(target, counterpart)]
        return target if own == other else counterpart

    def differences(self) -> Iterator[Difference]:
        """Every difference in words, in order; then the speakers that differ."""
        for equal, part in self.stretches:
            yield from self._spelled(part) if equal else self._differing(part)
        yield from self._speakers()

    def _spelled(self, part: Stretch) -> Iterator[Difference]:
        for i, j in zip(
            range(part.left_start, part.left_end), range(part.right_start, part.right_end), strict=True
        ):
            here, there = self.here[i], self.there[j]
            if here.text != there.text:
                yield Difference(Kind.SPELLING, self._place(i), _around([there]), there.text, here.text)

    def _differing(self, part: Stretch) -> Iterator[Difference]:
        here = self.here[part.left_start : part.left_end]
        there = self.there[part.right_start : part.right_end]
        kind = Kind.CHANGED if here and there else Kind.EXTRA if here else Kind.MISSING
        anchor = _around(there) if there else self._gap(part.right_start)
        yield Difference(kind, self._place(part.left_start), anchor, _text(there), _text(here))

    def _gap(self, number: int) -> Anchor:
        if number < len(self.there):
            word = self.there[number]
            return Anchor(word.turn, word.start, word.turn, word.start)
        last = self.there[-1]
        return Anchor(last.turn, last.end, last.turn, last.end)

    def _place(self, number: int) -> Place:
        word = self.here[min(number, len(self.here) - 1)]
        return _block_of(self.export.blocks, word).place

    def _speakers(self) -> Iterator[Difference]:
        told: set[tuple[int, int]] = set()
        for i, j in sorted(self.pairs.items()):
            block, turn = _block_of(self.export.blocks, self.here[i]), self.turns[self.there[j].turn]
            if block.speaker != turn.speaker and (block.number, turn.number) not in told:
                told.add((block.number, turn.number))
                anchor = _around([self.there[j]])
                yield Difference(Kind.SPEAKER, block.place, anchor, turn.speaker, block.speaker)


def _is_empty(anchor: Anchor) -> bool:
    return _start(anchor) == (anchor.end_turn, anchor.end_char)


def _start(anchor: Anchor) -> tuple[int, int]:
    return anchor.start_turn, anchor.start_char


def _overlaps(word: Word, anchor: Anchor) -> bool:
    return (word.turn, word.end) > _start(anchor) and (word.turn, word.start) < (
        anchor.end_turn,
        anchor.end_char,
    )


def _around(words: Sequence[Word]) -> Anchor:
    return Anchor(words[0].turn, words[0].start, words[-1].turn, words[-1].end)


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _block_of(blocks: Sequence[Block], word: Word) -> Block:
    after = bisect_right(blocks, (word.turn, word.start), key=lambda block: (block.turn, block.start))
    return blocks[after - 1]
