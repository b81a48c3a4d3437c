"""What a static check found: where, what is wrong, what to do."""

from __future__ import annotations

from dataclasses import dataclass

from mitigraph.errors import QueryError


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong with a query file or its cases."""

    place: str  # path:line, or the path alone
    message: str
    hint: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message} ({self.hint})"

    def error(self) -> QueryError:
        """The finding as an exception."""
        return QueryError(f"{self.place}: {self.message}", self.hint)
