"""What a static check found: where, what is wrong, what to do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from mitigraph.errors import QueryError


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, or with severity ``warning`` doubtful, in a query file or its cases."""

    place: str  # path:line, path:line:column, or the path alone
    message: str
    hint: str
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        warning = "warning: " if self.severity == "warning" else ""
        return f"{self.place}: {warning}{self.message} ({self.hint})"

    def error(self) -> QueryError:
        """The finding as an exception."""
        return QueryError(f"{self.place}: {self.message}", self.hint)


def place_of(path: Path, line: int, column: int = 0) -> str:
    """``path:line`` for a finding, or ``path:line:column``."""
    return f"{path}:{max(line, 1)}" + (f":{column}" if column else "")


def is_meant(text: str, line: int, word: str) -> bool:
    """Whether a query says of what stands in a line that it is wanted: ``// word: why``, or just above."""
    said = re.compile(rf"//\s*{word}:\s*\S")
    return any(said.search(each) for each in text.splitlines()[max(line - 2, 0) : line])
