"""How numbers of things are said."""

from __future__ import annotations


def plural(count: int, word: str) -> str:
    """``1 alias``, ``3 aliases``, ``2 queries``; with the thousands apart."""
    if count == 1:
        return f"1 {word}"
    if word.endswith("y"):
        return f"{count:,} {word[:-1]}ies"
    return f"{count:,} {word}{'es' if word.endswith('s') else 's'}"
