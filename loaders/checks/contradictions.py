"""A check of one coder's codes against his or her statements on the same excerpts."""

from __future__ import annotations

from dataclasses import dataclass

from mitigraph.loaders.counting import Said, applications, statements
from mitigraph.loaders.excerpts import anchor_of
from mitigraph.loaders.formats import StatementRow
from mitigraph.loaders.records import Anchor
from mitigraph.loaders.study import CodingKey, Study


@dataclass(frozen=True)
class _Applied:
    """How a code that denotes an entity was applied."""

    code: str
    polarity: str
    about: str


def check_contradictions(study: Study) -> None:
    """A warning where a code says otherwise of an entity than the statement that reports it.

    Both make the participant's report: a code left ``affirmed`` beside a denial would count as one. Codings
    that count only; the others stay what their coders wrote.
    """
    for key in sorted(study.counting):
        applied = _applied(study, key)
        for said in statements(study, key):
            if said.row.relation != "reports":
                continue
            codes = [code for each in said.anchors for code in applied.get((each, said.row.subject), ())]
            differing = next((code for code in codes if _differ(code, said.row)), None)
            if differing:
                _warn(study, key, said, differing)


def _applied(study: Study, key: CodingKey) -> dict[tuple[Anchor, str], list[_Applied]]:
    """Of each excerpt and entity: how the codes that denote it were applied."""
    found: dict[tuple[Anchor, str], list[_Applied]] = {}
    for row, code in applications(study, key):
        entity = study.code[code].denotes
        if entity:
            found.setdefault((anchor_of(row), entity), []).append(_Applied(code, row.polarity, row.about))
    return found


def _differ(applied: _Applied, row: StatementRow) -> bool:
    return (applied.polarity, applied.about) != (row.polarity, row.about)


def _warn(study: Study, key: CodingKey, said: Said, applied: _Applied) -> None:
    row = said.row
    told = f"'{row.subject}' is {row.polarity} and about {row.about} in statement '{row.statement}'"
    coded = f"{applied.polarity} and {applied.about} by the code '{applied.code}' on its excerpt"
    study.findings.warning(
        said.located.file,
        said.located.line,
        f"{told}, but {coded}",
        "make them agree, with a row of its own for the code where the excerpt has others",
        ("code-against-statement", f"{'/'.join(key)}/{row.statement}"),
    )
