"""What a title or a file name tells of an interview: which one it is and who coded it.

Titles look like 'Interview 12 - Amin', file names like 'Interview-12-Amin.pdf' or 'interview_12.txt'.
"""

from __future__ import annotations

import re
from pathlib import PurePath

_NAMED = re.compile(
    r"^(?:\d{4}-\d{2}-\d{2}[-_ ]+)?interview[-_ #]*(?P<id>\d+[a-z]?)(?:[-_ ]+(?P<coder>[^\W\d_][\w .'-]*))?$",
    re.IGNORECASE,
)


def name_parts(title: str, file: str) -> tuple[str | None, str | None]:
    """Interview id and coder, from the title where it tells, else from the file name."""
    found = [_parts(title), _parts(PurePath(file).stem)]
    interview = next((parts[0] for parts in found if parts[0]), None)
    # A file name that speaks of another interview than the title says nothing of its coder.
    coder = next((parts[1] for parts in found if parts[1] and parts[0] == interview), None)
    return interview, coder


def _parts(name: str) -> tuple[str | None, str | None]:
    match = _NAMED.match(name.strip())
    return (match["id"], match["coder"]) if match else (None, None)
