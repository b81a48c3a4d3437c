"""What can go wrong, as one tree.

    MitigraphError                  exit code
    ├── InputError                  1   a file, or what stands in it, is wrong
    │   ├── UnreadableFile          1   missing, not permitted, wrong encoding, broken
    │   └── FindingsError           1   checks found errors in a study
    ├── QueryError                  1   a query, its parameters or its header are wrong
    │   └── WriteRefused            1   a query would write
    ├── UsageError                  2   an option is missing or does not fit
    ├── DatabaseError               3   the database refused, is away, or holds something else
    │   ├── DatabaseLocked          3   another process has the embedded folder
    │   ├── ForeignDatabase         3   the database holds another study, or none of ours
    │   └── Overtaken               3   another load wrote between this one's plan and its writing
    └── CheckFailed                 4   a check ran and did not pass

Every error says what is wrong and where (``message``), and what to do (``hint``); the command line
prints the two lines and ends with ``exit_code``. Neither line ever holds words of an interview.
"""

from __future__ import annotations


class MitigraphError(Exception):
    """The root of every error that mitigraph raises on purpose.

    Args:
        message: one line, what is wrong and where (``codings.csv:14: code 'trst' is unknown``).
        hint: one line, what to do about it (``did you mean 'trust'?``).
    """

    exit_code = 1

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\n{self.hint}"


class InputError(MitigraphError):
    """A file, or what stands in it, is wrong."""


class UnreadableFile(InputError):
    """A file is missing, not permitted, in the wrong encoding or broken."""


class FindingsError(InputError):
    """Checks found errors in a study; the findings themselves were printed before."""


class QueryError(MitigraphError):
    """A query, its parameters or its header are wrong."""


class WriteRefused(QueryError):
    """A query that may only read would write, call a procedure or change the schema."""


class UsageError(MitigraphError):
    """An option is missing or does not fit the others."""

    exit_code = 2


class DatabaseError(MitigraphError):
    """The database refused, is away, or answered what we cannot use."""

    exit_code = 3


class DatabaseLocked(DatabaseError):
    """Another process has the embedded folder."""


class ForeignDatabase(DatabaseError):
    """The database holds another study, or something that is none of ours."""


class Overtaken(DatabaseError):
    """Another load wrote between this one's plan and its writing: plan again."""


class CheckFailed(MitigraphError):
    """A check ran to its end and did not pass."""

    exit_code = 4
