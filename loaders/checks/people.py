"""Checks of participants.csv and interviews.csv."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mitigraph.loaders.findings import nearest
from mitigraph.loaders.study import Study
from mitigraph.loaders.tables import Located


def check_people(study: Study) -> None:
    """Every check of participants and interviews."""
    unique(study, study.participants, "participant")
    unique(study, study.interviews, "interview")
    people = [located.row.id for located in study.participants]
    for located in study.interviews:
        if located.row.participant not in people:
            study.findings.error(
                located.file,
                located.line,
                f"participant '{located.row.participant}' is not in participants.csv",
                nearest(located.row.participant, people) or "add a row there",
            )


def unique(study: Study, rows: Iterable[Located[Any]], what: str) -> None:
    """An error for every row whose id stood before."""
    lines: dict[str, int] = {}
    for located in rows:
        if located.row.id in lines:
            message = f"the {what} '{located.row.id}' already stands in line {lines[located.row.id]}"
            study.findings.error(located.file, located.line, message, "give it another id, or remove one row")
        lines.setdefault(located.row.id, located.line)
