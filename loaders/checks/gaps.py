"""Checks of what the evidence leaves open: issues without phase, idle mitigations, unused codes, cycles.

They look at the codings that count, at what is affirmed there; unused codes are those that no coding uses.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from mitigraph.loaders.checks.kinds import ancestors
from mitigraph.loaders.counting import applications, statements
from mitigraph.loaders.formats import StatementRow
from mitigraph.loaders.statements import PLACED, codebook_says
from mitigraph.loaders.study import Entity, Study

_SHOWN = 8  # names that a finding lists


@dataclass
class _Told:
    """What the codings that count tell of entities."""

    told: set[str] = field(default_factory=set)
    reported: set[str] = field(default_factory=set)  # told as being there, not only as being answered
    placed: set[str] = field(default_factory=set)
    answering: set[str] = field(default_factory=set)
    chains: set[tuple[str, str]] = field(default_factory=set)


def check_gaps(study: Study) -> None:
    """Every check of what the evidence leaves open."""
    told = _told(study)
    _without_phase(study, told)
    _answering_nothing(study, told)
    _unused_codes(study)
    _unused_entities(study, told)
    _partial(study)
    _cycles(study, told)


def _told(study: Study) -> _Told:
    found = _Told()
    for key in study.counting:
        for said in statements(study, key):
            if (said.row.polarity, said.row.about) == ("affirmed", "own"):
                _by_statement(said.row, found)
        for row, code in applications(study, key):
            if (row.polarity, row.about) == ("affirmed", "own"):
                _by_code(study, code, found)
    return found


def _by_statement(row: StatementRow, found: _Told) -> None:
    ends = {row.subject, row.object} - {""}
    found.told |= ends
    if row.relation == "mitigates":
        found.answering.add(row.subject)
        return
    found.reported |= ends
    if row.phase:
        found.placed.add(getattr(row, PLACED[row.relation][0]))
    if row.object:
        found.chains.add((row.subject, row.object))


def _by_code(study: Study, code: str, found: _Told) -> None:
    entity = study.code[code].denotes
    if not entity:
        return
    found.told.add(entity)
    found.reported.add(entity)
    said = codebook_says(study, code)
    if said:
        (found.answering if said[0] == "mitigates" else found.placed).add(entity)


def _without_phase(study: Study, told: _Told) -> None:
    """Issues that somebody reports, and neither they nor what is a kind of them has a phase."""
    for entity in _left(study, "Issue", told.reported, told.placed):
        study.findings.warning(
            entity.file,
            entity.line,
            f"no evidence says in which phase '{entity.row.id}' arises or shows",
            "fill in the phase of a statement about it; if no participant names one, waive this",
            ("issue-without-phase", entity.row.id),
        )


def _left(study: Study, label: str, told: set[str], settled: set[str]) -> list[Entity]:
    """Entities of a kind that are told of, and neither they nor what is a kind of them is settled."""
    left = told - _with_broader(study, settled)
    return [entity for entity in study.entities if entity.label == label and entity.row.id in left]


def _with_broader(study: Study, ids: set[str]) -> set[str]:
    """Entities with all that they are kinds of, at any depth."""
    above = {entity.row.id: entity.row.kind_of for entity in study.entities}
    return ids.union(*(ancestors(id_, above) for id_ in ids))


def _answering_nothing(study: Study, told: _Told) -> None:
    """Mitigations that are told of, and neither they nor what is a kind of them answers anything."""
    for entity in _left(study, "Mitigation", told.told, told.answering):
        study.findings.warning(
            entity.file,
            entity.line,
            f"no evidence says what '{entity.row.id}' answers",
            "add a statement that it mitigates something",
            ("mitigation-answers-nothing", entity.row.id),
        )


def _unused_codes(study: Study) -> None:
    written = {code for rows in study.excerpts.values() for located in rows for code in located.row.codes}
    used = {study.canonical.get(code, code) for code in written}
    unused = [located.row.code for located in study.codes if located.row.code not in used]
    if unused:
        study.findings.info("codebook.csv", 0, f"no coding uses {_listed(unused, 'code')}")


def _unused_entities(study: Study, told: _Told) -> None:
    """Entities that nothing tells of; one that narrower ones are a kind of has its use."""
    broader = {entity.row.kind_of for entity in study.entities}
    ids = [e.row.id for e in study.entities if e.row.id not in told.told and e.row.id not in broader]
    if ids:
        message = "affirmed of the participant's own work by no coding that counts"
        study.findings.info("registry/", 0, f"{message}: {_listed(ids, 'entity')}")


def _listed(names: list[str], word: str) -> str:
    """``3 codes: a, b, c``, long lists cut with their length told."""
    many = {"code": "codes", "entity": "entities"}[word]
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return f"{len(names)} {many if len(names) > 1 else word}: {', '.join(names[:_SHOWN])}{more}"


def _partial(study: Study) -> None:
    for located in study.codings:
        if located.row.status == "partial":
            message = f"the coding of '{located.row.interview}' by '{located.row.coder}' is partial"
            study.findings.info(located.file, located.line, message)


def _cycles(study: Study, told: _Told) -> None:
    """What leads to itself, over any number of steps: it may be meant, and it makes chains endless."""
    if not told.chains:
        return
    import networkx as nx  # noqa: PLC0415 - slow to import

    chains: nx.DiGraph[str] = nx.DiGraph(sorted(told.chains))
    for group in sorted(sorted(found) for found in nx.strongly_connected_components(chains)):
        if len(group) > 1:
            within = [edge for edge in sorted(told.chains) if set(edge) <= set(group)]
            steps = nx.find_cycle(nx.DiGraph(within))
            path = " -> ".join([steps[0][0], *(step[1] for step in steps)])
            more = f" (of {len(group)} that lead to each other)" if len(group) > len(steps) else ""
            study.findings.info("statements/", 0, f"causes go round in a circle: {path}{more}")
