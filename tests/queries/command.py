"""A tiny study, and what the command line prints about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

GIVEN = {
    "issues": ["drift", {"id": "trust", "name": "Lack of trust"}],
    "causes": ["hurry"],
    "statements": [
        {
            "interview": 1,
            "subject": "hurry",
            "relation": "causes",
            "object": "drift",
            "paraphrase": "Rushed work lets drift in",
        },
        {"interview": 2, "subject": "hurry", "relation": "causes", "object": "drift", "basis": "inferred"},
    ],
}


@dataclass(frozen=True)
class Ran:
    """What a command printed and how it ended."""

    out: str
    err: str
    code: int


Command = Callable[..., Ran]
