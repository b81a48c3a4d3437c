"""Walks up what things are a kind of; the walk ends where it would come round in a circle."""

from __future__ import annotations

from collections.abc import Mapping


def ancestors(name: str, above: Mapping[str, str]) -> list[str]:
    """All that ``name`` is a kind of, nearest first; ``name`` itself is there only if it is in a cycle."""
    found: list[str] = []
    step = above.get(name, "")
    while step and step not in found:
        found.append(step)
        step = above.get(step, "")
    return found


def in_cycle(name: str, above: Mapping[str, str]) -> bool:
    """Whether walking up from ``name`` comes back to it."""
    return name in ancestors(name, above)
