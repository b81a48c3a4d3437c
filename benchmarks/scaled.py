"""A study many times the size of a real one, for measuring: the same codebook, more interviews.

Each copy of an interview has its participant, all its codings and as many excerpts and statements as the
original, at the same places, so that N times the interviews are exactly N times the evidence. Copies
differ, else every answer would be N equal blocks: in a copy up to three in ten excerpts carry the codes of
another excerpt of the study, and up to three in ten statements say what another statement says, so that
what is common stays common; one end in fifty is another entity of its kind, so that new links arise.
With ``entities`` N every entity and code stands N times, in N hierarchies of their own, and each statement
and each code on an excerpt is about one of the N. The same seed makes the same study.

What accounts for speech (sources, sentences, passages without code) is left out: it is not in the graph.
"""

from __future__ import annotations

import hashlib
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from mitigraph.loaders.excerpts import anchor_of
from mitigraph.loaders.formats import (
    REGISTRY,
    CodeRow,
    CodingRow,
    EntityRow,
    ExcerptRow,
    InterviewRow,
    ParticipantRow,
    Row,
    StatementRow,
)
from mitigraph.loaders.study import CodingKey, Study, read_study
from mitigraph.loaders.writing import csv_text, write_all
from mitigraph.settings import STUDY_FILE

RETOLD = 0.3  # of a copy's excerpts and statements at most
SWAPPED = 0.02  # of the ends of statements
_SAID = (
    "subject",
    "relation",
    "object",
    "phase",
    "basis",
    "polarity",
    "about",
    "outcome",
    "note",
)


@dataclass
class _Source:
    """The study that is copied, in the shape in which copies draw from it."""

    study: Study
    entities: int
    chance: random.Random
    coded: list[ExcerptRow] = field(default_factory=list)
    said: list[StatementRow] = field(default_factory=list)
    ids_of_kind: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        rows = (located.row for found in self.study.excerpts.values() for located in found)
        self.coded = [row for row in rows if row.extent != "label-only"]
        self.said = [located.row for located in self.study.statements if located.row.relation]
        for id_, kind in self.study.kind_of_entity.items():
            self.ids_of_kind.setdefault(kind, []).append(id_)


def write_scaled(folder: Path, target: Path, *, times: int, entities: int = 1, seed: int = 1) -> None:
    """Write a study ``times`` the size of that in ``folder`` into the empty folder ``target``."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    source = _Source(read_study(folder), entities, chance)
    files = {**_registry(source), **_people(source, times)}
    for key, copy in _copied_codings(source, times):
        files.update(_evidence(source, key, copy))
    target.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(folder / STUDY_FILE, target / STUDY_FILE)
    write_all(target, files)


def _named(original: str, copy: int) -> str:
    return f"{original}-{copy:03d}"


# --- entities and codes -------------------------------------------------------------------------------


def _variant(name: str, variant: int) -> str:
    """An id or a code in one of its variants; the first is the original."""
    return f"{name}-{variant}" if name and variant > 1 else name


def _registry(source: _Source) -> dict[str, str]:
    """The codebook and the registry, every row as often as there are variants."""
    variants = range(1, source.entities + 1)
    files = {
        "codebook.csv": csv_text(CodeRow, [_code(c.row, v) for v in variants for c in source.study.codes])
    }
    for name, label in REGISTRY.items():
        rows = [entity.row for entity in source.study.entities if entity.label == label]
        if rows:
            files[name] = csv_text(type(rows[0]), [_entity(row, v) for v in variants for row in rows])
    return files


def _code(row: CodeRow, variant: int) -> CodeRow:
    names = ("code", "parent", "denotes", "answers")
    changes: dict[str, object] = {name: _variant(getattr(row, name), variant) for name in names}
    changes["aliases"] = tuple(_variant(alias, variant) for alias in row.aliases)
    return row.model_copy(update=changes)


def _entity(row: EntityRow, variant: int) -> EntityRow:
    changes = {"id": _variant(row.id, variant), "kind_of": _variant(row.kind_of, variant)}
    name = f"{row.name} ({variant})" if variant > 1 else row.name
    return row.model_copy(update={**changes, "name": name})


# --- participants, interviews, codings ----------------------------------------------------------------


def _people(source: _Source, times: int) -> dict[str, str]:
    study, copies = source.study, range(1, times + 1)
    rows: dict[str, tuple[type[Row], list[Row]]] = {
        "participants.csv": (
            ParticipantRow,
            [
                p.row.model_copy(update={"id": _named(p.row.id, n)})
                for n in copies
                for p in study.participants
            ],
        ),
        "interviews.csv": (InterviewRow, [_interview(i.row, n) for n in copies for i in study.interviews]),
        "codings.csv": (CodingRow, [_coding(c.row, n) for n in copies for c in study.codings]),
    }
    return {name: csv_text(model, found) for name, (model, found) in rows.items()}


def _interview(row: InterviewRow, copy: int) -> InterviewRow:
    changes = {"id": _named(row.id, copy), "participant": _named(row.participant, copy), "sources": ()}
    return row.model_copy(update={**changes, "transcript_sha256": _digest(row.transcript_sha256, copy)})


def _coding(row: CodingRow, copy: int) -> CodingRow:
    interview = _named(row.interview, copy)
    file = _coding_file(interview, row.coder) if row.file else ""
    return row.model_copy(update={"interview": interview, "file": file, "sources": ()})


def _coding_file(interview: str, coder: str) -> str:
    return f"codings/{interview}-{coder}.csv"


def _digest(original: str, copy: int) -> str:
    """Other words have another hash: one at the same place in two interviews would seem misplaced."""
    return hashlib.sha256(f"{original} {copy}".encode()).hexdigest()[: len(original)]


# --- excerpts and statements --------------------------------------------------------------------------


def _copied_codings(source: _Source, times: int) -> Iterator[tuple[CodingKey, int]]:
    for copy in range(1, times + 1):
        for located in source.study.codings:
            yield (located.row.interview, located.row.coder), copy


def _evidence(source: _Source, key: CodingKey, copy: int) -> dict[str, str]:
    """The files of one copy of one coding."""
    interview, coder = _named(key[0], copy), key[1]
    share = source.chance.uniform(0, RETOLD)
    files: dict[str, str] = {}
    excerpts = [located.row for located in source.study.excerpts.get(key, [])]
    if excerpts:
        rows = _excerpts(source, excerpts, copy, share)
        files[_coding_file(interview, coder)] = csv_text(ExcerptRow, rows)
    statements = [located.row for located in source.study.statements_of.get(key, [])]
    if statements:
        told = [_statement(source, row, copy, share) for row in statements]
        files[f"statements/{interview}-{coder}.csv"] = csv_text(StatementRow, told)
    return files


def _excerpts(source: _Source, rows: list[ExcerptRow], copy: int, share: float) -> list[ExcerptRow]:
    times = Counter(anchor_of(row) for row in rows)
    copied: list[ExcerptRow] = []
    for row in rows:
        # Two rows on one excerpt have different codes and must keep them different.
        alone = times[anchor_of(row)] == 1 and row.extent != "label-only"
        says = source.chance.choice(source.coded) if alone and source.chance.random() < share else row
        codes = tuple(_variant(code, source.chance.randint(1, source.entities)) for code in says.codes)
        changes = {"codes": codes, "polarity": says.polarity, "about": says.about, "sources": ()}
        told = {"paraphrase": says.paraphrase, "sha256": _digest(row.sha256, copy)}
        copied.append(row.model_copy(update={**changes, **told}))
    return copied


def _statement(source: _Source, row: StatementRow, copy: int, share: float) -> StatementRow:
    changes: dict[str, object] = {
        "interview": _named(row.interview, copy),
        "sha256": _digest(row.sha256, copy),
    }
    if row.relation:  # else a further row of a statement, which only adds an excerpt
        says = source.chance.choice(source.said) if source.chance.random() < share else row
        changes.update({name: getattr(says, name) for name in _SAID})
        changes.update(_ends(source, says))
    return row.model_copy(update=changes)


def _ends(source: _Source, says: StatementRow) -> dict[str, object]:
    """Subject and object of one variant, seldom another entity of the same kind in their place."""
    subject = _swapped(source, says.subject, says.object)
    object_ = _swapped(source, says.object, subject) if says.object else ""
    variant = source.chance.randint(1, source.entities)
    return {"subject": _variant(subject, variant), "object": _variant(object_, variant)}


def _swapped(source: _Source, id_: str, other: str) -> str:
    if source.chance.random() >= SWAPPED:
        return id_
    found = source.chance.choice(source.ids_of_kind[source.study.kind_of_entity[id_]])
    return id_ if found == other else found
