"""From a study's records to the desired graph. Expects a study whose checks found no error."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from mitigraph.graph.elements import (
    STAMP,
    STUDY_PART,
    Desired,
    Key,
    Node,
    Part,
    Relationship,
    make_node,
    make_relationship,
)
from mitigraph.loaders.excerpts import MarkedExcerpt, merge_excerpts
from mitigraph.loaders.formats import CodingRow, EntityRow
from mitigraph.loaders.statements import coding_statements
from mitigraph.loaders.study import CodingKey, Study
from mitigraph.loaders.tables import file_sha256
from mitigraph.settings import STUDY_FILE


def desired_graph(study: Study) -> Desired:
    """All nodes and relationships that the study's records call for."""
    return Desired(study.settings.id, _shared(study), tuple(_codings(study)))


def coding_id(key: CodingKey) -> str:
    """A coding's id: interview/coder."""
    return "/".join(key)


# --- The shared part ------------------------------------------------------------------------------


def _shared(study: Study) -> Part:
    nodes: list[Node] = []
    relationships: list[Relationship] = []
    for make in (_study_node, _phases, _quality_attributes, _entities, _codebook, _people):
        for element in make(study):
            (nodes if isinstance(element, Node) else relationships).append(element)  # type: ignore[arg-type]
    return Part(STUDY_PART, tuple(nodes), tuple(relationships))


def _study_node(study: Study) -> Iterator[Node]:
    settings = study.settings
    yield make_node("Study", settings.id, title=settings.title, citation=settings.citation, stamp=STAMP)


def _phases(study: Study) -> Iterator[Node]:
    for order, phase in enumerate(study.settings.phases, start=1):
        yield make_node(
            "Phase",
            phase.id,
            name=phase.name,
            description=phase.description,
            aliases=phase.aliases,
            order=order,
            file=STUDY_FILE,
        )


def _quality_attributes(study: Study) -> Iterator[Node | Relationship]:
    for attribute in study.settings.quality_attributes:
        yield make_node(
            "QualityAttribute",
            attribute.id,
            name=attribute.name,
            description=attribute.description,
            aliases=attribute.aliases,
            source=attribute.source,
            file=STUDY_FILE,
        )
        if attribute.kind_of:
            key = ("QualityAttribute", attribute.id)
            yield make_relationship("KIND_OF", key, ("QualityAttribute", attribute.kind_of), file=STUDY_FILE)


def _entities(study: Study) -> Iterator[Node | Relationship]:
    for entity in study.entities:
        row, key, declared = (
            entity.row,
            (entity.label, entity.row.id),
            {"file": entity.file, "line": entity.line},
        )
        own = {name: value for name, value in row if name not in {"id", "kind_of", "quality_attribute"}}
        yield make_node(entity.label, row.id, **own, file=entity.file)
        if row.kind_of:
            yield make_relationship("KIND_OF", key, (entity.label, row.kind_of), **declared)
        for attribute in _degraded(row):
            yield make_relationship("DEGRADES", key, ("QualityAttribute", attribute), **declared)


def _degraded(row: EntityRow) -> tuple[str, ...]:
    degraded: tuple[str, ...] = getattr(row, "quality_attribute", ())
    return degraded


def _codebook(study: Study) -> Iterator[Node | Relationship]:
    for located in study.codes:
        row = located.row
        yield make_node(
            "Code",
            row.code,
            kind=row.kind,
            definition=row.definition,
            phase=row.phase,
            theme=row.theme,
            answers=study.canonical.get(row.answers),
            aliases=row.aliases,
            origin=row.origin,
            note=row.note,
        )
        key = ("Code", row.code)
        if row.parent:
            yield make_relationship("CHILD_OF", key, ("Code", study.canonical[row.parent]))
        if row.denotes:
            yield make_relationship("DENOTES", key, (study.kind_of_entity[row.denotes], row.denotes))
        for asked in dict.fromkeys(row.asks_about):
            yield make_relationship("ASKS_ABOUT", key, (study.kind_of_entity[asked], asked))


def _people(study: Study) -> Iterator[Node | Relationship]:
    for person in study.participants:
        yield make_node("Participant", person.row.id, **{name: v for name, v in person.row if name != "id"})
    for interview in study.interviews:
        row = interview.row
        yield make_node(
            "Interview",
            row.id,
            title=row.title,
            participant=row.participant,
            transcript_sha256=row.transcript_sha256,
            turns=row.turns,
            note=row.note,
        )
        yield make_relationship("GAVE", ("Participant", row.participant), ("Interview", row.id))


# --- One coding -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Coding:
    """A coding's row with what all its evidence shares."""

    row: CodingRow
    id: str
    participant: str
    counts: bool

    @property
    def shared(self) -> dict[str, object]:
        return {
            "coding": self.id,
            "interview": self.row.interview,
            "participant": self.participant,
            "counts": self.counts,
        }


def _codings(study: Study) -> Iterator[Part]:
    marked = merge_excerpts(study)
    for located in study.codings:
        key = (located.row.interview, located.row.coder)
        participant = study.interview[located.row.interview].participant
        coding = _Coding(located.row, coding_id(key), participant, key in study.counting)
        yield _sealed(coding, _coding_elements(study, coding, marked.get(key, [])))


def _sealed(coding: _Coding, elements: Iterable[Node | Relationship]) -> Part:
    """The coding's part with its digest on the coding's node: an unchanged coding is known at once."""
    listed = list(elements)
    nodes = tuple(element for element in listed if isinstance(element, Node))
    part = Part(coding.id, nodes, tuple(element for element in listed if isinstance(element, Relationship)))
    first = part.nodes[0]
    sealed = replace(first, properties={**first.properties, "digest": part.digest()})
    return replace(part, nodes=(sealed, *part.nodes[1:]))


def _coding_elements(
    study: Study, coding: _Coding, excerpts: list[MarkedExcerpt]
) -> Iterator[Node | Relationship]:
    row = coding.row
    yield make_node(
        "Coding",
        coding.id,
        interview=row.interview,
        coder=row.coder,
        role=row.role,
        status=row.status,
        counts=coding.counts,
        note=row.note,
    )
    yield make_relationship("CODING_OF", ("Coding", coding.id), ("Interview", row.interview))
    yield from _sources(study, coding)
    for excerpt in excerpts:
        yield from _excerpt(coding, excerpt)
    yield from coding_statements(study, (row.interview, row.coder), coding.shared, excerpts)


def _excerpt(coding: _Coding, excerpt: MarkedExcerpt) -> Iterator[Node | Relationship]:
    anchor = excerpt.anchor
    yield make_node(
        "Excerpt",
        excerpt.id,
        **coding.shared,
        span=excerpt.span,
        start_turn=anchor.start_turn,
        start_char=anchor.start_char,
        end_turn=anchor.end_turn,
        end_char=anchor.end_char,
        sha256=excerpt.sha256,
        speaker=excerpt.speaker,
        paraphrase=excerpt.paraphrase,
        text=excerpt.text,
        note=excerpt.note,
    )
    key: Key = ("Excerpt", excerpt.id)
    yield make_relationship("MARKED_IN", key, ("Coding", coding.id))
    for code, applied in sorted(excerpt.codes.items()):
        yield make_relationship(
            "CODED_AS",
            key,
            ("Code", code),
            polarity=applied.polarity,
            about=applied.about,
            extent=applied.extent,
            as_written=tuple(name for name in applied.as_written if name != code),
        )


def _sources(study: Study, coding: _Coding) -> Iterator[Node | Relationship]:
    """The files that the coding came from: the imported one, its standoff file, its statements."""
    row = coding.row
    files: list[tuple[str, dict[str, object]]] = []
    for name in row.sources:
        source = study.sources[name]
        left_over = len(source.left_over) + len(source.unplaced)
        properties = {"format": source.format, "sha256": source.sha256, "units": source.units}
        files.append((source.file, {**properties, "left_over": left_over}))
    if row.file:
        files.append((row.file, {"format": "standoff", "sha256": file_sha256(study.folder / row.file)}))
    own = sorted({located.file for located in study.statements_of.get(_key(row), [])})
    digests = [(name, _statements_sha256(study, name, _key(row))) for name in own]
    files += [(name, {"format": "standoff", "sha256": digest}) for name, digest in digests]
    for name, found in files:
        id_ = f"{coding.id}/{name}"
        yield make_node("Source", id_, coding=coding.id, name=name, **found)
        yield make_relationship("READ_FROM", ("Coding", coding.id), ("Source", id_))


def _statements_sha256(study: Study, name: str, key: CodingKey) -> str:
    """The hash of a statements file, or of the coding's own rows where it holds those of others too.

    Else a row of one interview would change the source of every coding that shares the file.
    """
    if study.statement_files[name] == {key}:
        return file_sha256(study.folder / name)
    own = [located.row for located in study.statements_of[key] if located.file == name]
    return hashlib.sha256("\n".join(row.model_dump_json() for row in own).encode("utf-8")).hexdigest()


def _key(row: CodingRow) -> CodingKey:
    return row.interview, row.coder
