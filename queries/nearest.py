"""Suggestions for what somebody may have meant."""

from __future__ import annotations

from collections.abc import Iterable

MINIMUM = 60  # of 100: lower ones looked like guesses in trials with swapped, lost and doubled letters
MOST = 3
CLOSE = 10  # how far behind the best one a further suggestion may lie


def nearest(word: str, known: Iterable[str]) -> list[str]:
    """At most three of the known words that look like the word, the likeliest first."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only after a slip

    candidates = sorted(set(known))
    whole = process.extract(
        word, candidates, scorer=fuzz.WRatio, processor=str.lower, limit=MOST, score_cutoff=MINIMUM
    )
    return [candidate for candidate, score, _index in whole if score > whole[0][1] - CLOSE]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest of the known words, or else all of them where they are few."""
    known = sorted(set(known))
    near = nearest(word, known)
    if near:
        return f"did you mean {' or '.join(repr(candidate) for candidate in near)}?"
    if not known:
        return "there is none to choose from"
    listed = ", ".join(known[:8])
    return f"known are: {listed}{', ...' if len(known) > 8 else ''}"
