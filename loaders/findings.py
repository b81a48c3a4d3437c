"""What checks find: collected, never raised one by one, so that people see all of it at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import IntEnum


class Severity(IntEnum):
    """How bad a finding is: errors stop a load, warnings are kept in its report, waived ones are counted."""

    ERROR = 0
    WARNING = 1
    WAIVED = 2  # a warning that waivers.csv accepts with a reason
    INFO = 3

    @property
    def word(self) -> str:
        """The severity as people read it."""
        return self.name.lower()


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that is wrong or doubtful: where, what, and what to do.

    ``check`` and ``subject`` are set on what waivers.csv may waive: which check found it, about what.
    """

    severity: Severity
    file: str
    line: int
    message: str
    hint: str = ""
    check: str = ""
    subject: str = ""

    @property
    def place(self) -> str:
        """``file:line``, or the file alone where no line is to blame."""
        return f"{self.file}:{self.line}" if self.line else self.file

    def __str__(self) -> str:
        hint = f" ({self.hint})" if self.hint else ""
        key = f" [{self.check}: {self.subject}]" if self.check else ""
        return f"{self.place}: {self.severity.word}: {self.message}{hint}{key}"


class Findings(list[Finding]):
    """A list of findings with a short way to add one."""

    def error(self, file: str, line: int, message: str, hint: str = "") -> None:
        """Add what must be mended before a load."""
        self.append(Finding(Severity.ERROR, file, line, message, hint))

    def warning(self, file: str, line: int, message: str, hint: str, key: tuple[str, str]) -> None:
        """Add what a person should look at; a waiver names it by ``key``, its check and its subject."""
        self.append(Finding(Severity.WARNING, file, line, message, hint, *key))

    def info(self, file: str, line: int, message: str, hint: str = "") -> None:
        """Add what is good to know."""
        self.append(Finding(Severity.INFO, file, line, message, hint))

    def of(self, severity: Severity) -> list[Finding]:
        """The findings of one severity, in file order."""
        return sorted(finding for finding in self if finding.severity is severity)


def with_article(noun: str) -> str:
    """``an issue``, ``a quality attribute``: a kind or label as it stands in a message."""
    words = "quality attribute" if noun.lower() == "qualityattribute" else noun.lower()
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


def nearest(word: str, known: Iterable[str]) -> str:
    """``did you mean 'trust'?`` for the known word nearest to ``word``, or '' where none is near."""
    by_lower = {candidate.lower(): candidate for candidate in known}
    near = get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return f"did you mean '{by_lower[near[0]]}'?" if near else ""
