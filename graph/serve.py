"""The address of a running ``mitigraph db serve``, left in the folder for other commands to find."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class ServeAddress:
    """Where an engine listens, and how to log in."""

    uri: str
    user: str
    password: str = field(repr=False)
    pid: int = 0


def find_serve(folder: Path) -> ServeAddress | None:
    """The running ``db serve`` of this folder, if any."""
    return None
