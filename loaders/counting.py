"""What of a coding is evidence, as the graph takes it: no interviewer's words, no label without any."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mitigraph.loaders.excerpts import anchor_of
from mitigraph.loaders.formats import AnchorColumns, ExcerptRow, StatementRow
from mitigraph.loaders.records import Anchor
from mitigraph.loaders.study import CodingKey, Study
from mitigraph.loaders.tables import Located


@dataclass(frozen=True)
class Said:
    """A statement: its first row, which says it, and the excerpts of all its rows."""

    located: Located[StatementRow]
    anchors: tuple[Anchor, ...]

    @property
    def row(self) -> StatementRow:
        """The first row."""
        return self.located.row


def statements(study: Study, key: CodingKey) -> list[Said]:
    """A coding's statements that rest on some words that are not the interviewer's."""
    rows: dict[str, list[Located[StatementRow]]] = {}
    for located in study.statements_of.get(key, []):
        rows.setdefault(located.row.statement, []).append(located)
    found = (Said(first, _anchors((first, *more))) for first, *more in rows.values())
    return [said for said in found if said.anchors and said.row.relation]


def _anchors(rows: tuple[Located[StatementRow], ...]) -> tuple[Anchor, ...]:
    return tuple(dict.fromkeys(anchor_of(each.row) for each in rows if _is_evidence(each.row)))


def applications(
    study: Study, key: CodingKey, *, as_written: bool = False
) -> Iterator[tuple[ExcerptRow, str]]:
    """Each row of a coding's file with each known code on it, canonically spelled or as written."""
    for located in study.excerpts.get(key, []):
        if not _is_evidence(located.row) or located.row.extent == "label-only":
            continue
        for written in located.row.codes:
            code = study.canonical.get(written)
            if code is not None:
                yield located.row, written if as_written else code


def _is_evidence(row: AnchorColumns) -> bool:
    return row.speaker != "interviewer"
