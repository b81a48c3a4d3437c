"""The statements of a coding: those that people wrote down, and those that the codebook makes.

A mitigation code on an excerpt says, by the codebook, that its mitigation answers the issue of the code
that it answers; an issue code with a phase says that the issue arises there. Both have the basis
``codebook`` and are never mixed with what a participant states or a coder infers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mitigraph.graph.elements import Node, Relationship, make_node, make_relationship
from mitigraph.loaders.excerpts import MarkedExcerpt, anchor_of, excerpt_id
from mitigraph.loaders.formats import StatementRow
from mitigraph.loaders.study import CodingKey, Study

# the end whose issue or consequence a statement with a phase places there, and how
PLACED = {
    "causes": ("object", "arises"),
    "leads_to": ("object", "shows"),
    "arises_in": ("subject", "arises"),
    "shows_in": ("subject", "shows"),
    "reports": ("subject", "arises"),
}


@dataclass(frozen=True)
class Statement:
    """A statement ready for the graph; empty strings where there is nothing."""

    id: str
    coder: str
    relation: str
    basis: str
    polarity: str
    about: str
    subject: str
    object: str
    phase: str
    outcome: str
    note: str
    excerpts: tuple[str, ...]


def coding_statements(
    study: Study, key: CodingKey, shared: Mapping[str, object], excerpts: list[MarkedExcerpt]
) -> Iterator[Node | Relationship]:
    """Nodes and relationships of all statements of one coding."""
    for statement in (*_written(study, key), *_from_codebook(study, key, excerpts)):
        yield from _elements(study, shared, statement)


def _written(study: Study, key: CodingKey) -> Iterator[Statement]:
    """One statement per id: the first row says it, further rows add excerpts."""
    rows: dict[str, list[StatementRow]] = {}
    for located in study.statements_of.get(key, []):
        rows.setdefault(located.row.statement, []).append(located.row)
    for id_, (first, *more) in rows.items():
        yield Statement(
            id=f"{key[0]}/{key[1]}/{id_}",
            coder=key[1],
            relation=first.relation,
            basis=first.basis,
            polarity=first.polarity,
            about=first.about,
            subject=first.subject,
            object=first.object,
            phase=first.phase,
            outcome=first.outcome or ("unknown" if first.relation == "mitigates" else ""),
            note=first.note,
            excerpts=tuple(dict.fromkeys(excerpt_id(key, anchor_of(row)) for row in (first, *more))),
        )


def _from_codebook(study: Study, key: CodingKey, excerpts: list[MarkedExcerpt]) -> Iterator[Statement]:
    for excerpt in excerpts:
        for name, applied in sorted(excerpt.codes.items()):
            said = codebook_says(study, name)
            if said is None or applied.extent == "label-only":
                continue
            relation, subject, object_, phase = said
            yield Statement(
                id=f"{excerpt.id}/{name}",
                coder=key[1],
                relation=relation,
                basis="codebook",
                polarity=applied.polarity,
                about=applied.about,
                subject=subject,
                object=object_,
                phase=phase,
                outcome="unknown" if relation == "mitigates" else "",
                note="",
                excerpts=(excerpt.id,),
            )


def codebook_says(study: Study, name: str) -> tuple[str, str, str, str] | None:
    """What a code on an excerpt says by its definition: (relation, subject, object, phase) or None."""
    code = study.code[name]
    if not code.denotes:
        return None
    if code.kind == "mitigation" and code.answers:
        answered = study.code[study.canonical[code.answers]].denotes
        return ("mitigates", code.denotes, answered, "") if answered else None
    if code.kind in ("issue", "consequence") and code.phase:
        return "arises_in", code.denotes, "", code.phase
    return None


def _elements(study: Study, shared: Mapping[str, object], said: Statement) -> Iterator[Node | Relationship]:
    kinds = study.kind_of_entity
    yield make_node(
        "Statement",
        said.id,
        **shared,
        coder=said.coder,
        relation=said.relation,
        basis=said.basis,
        polarity=said.polarity,
        about=said.about,
        outcome=said.outcome,
        subject=said.subject,
        object=said.object,
        phase=said.phase,
        pair=f"{said.subject}|{said.relation}|{said.object}" if said.object else None,
        occurs=_occurs(study, said),
        aspect=PLACED[said.relation][1] if _occurs(study, said) else None,
        note=said.note,
    )
    key = ("Statement", said.id)
    yield make_relationship("SUBJECT", key, (kinds[said.subject], said.subject))
    if said.object:
        yield make_relationship("OBJECT", key, (kinds[said.object], said.object))
    if said.phase:
        yield make_relationship("IN_PHASE", key, ("Phase", said.phase))
    for excerpt in said.excerpts:
        yield make_relationship("SUPPORTED_BY", key, ("Excerpt", excerpt))


def _occurs(study: Study, said: Statement) -> str | None:
    """``entity|phase`` where the statement places an issue or a consequence in a phase."""
    if not said.phase or said.relation not in PLACED:
        return None
    entity: str = getattr(said, PLACED[said.relation][0])
    return f"{entity}|{said.phase}" if study.kind_of_entity[entity] in ("Issue", "Consequence") else None
