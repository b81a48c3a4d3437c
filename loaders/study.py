"""A study folder as records: every row of every file with its place, and what was wrong with any."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from mitigraph.errors import UnreadableFile
from mitigraph.loaders.findings import Findings, nearest
from mitigraph.loaders.formats import (
    REGISTRY,
    TABLES,
    CauseRow,
    CodeRow,
    CodingRow,
    ConsequenceRow,
    EntityRow,
    ExcerptRow,
    InterviewRow,
    IssueRow,
    MitigationRow,
    ParticipantRow,
    PassageRow,
    SentenceRow,
    SourceFile,
    StatementRow,
    StudyFile,
    WaiverRow,
)
from mitigraph.loaders.records import Transcript
from mitigraph.loaders.tables import Located, R, read_csv, read_yaml
from mitigraph.settings import NO_STUDY, STUDY_FILE

_TABLE_ENDINGS = (".csv", ".tsv", ".yaml", ".yml")
_READ_FOLDERS = (
    ("codings", ".csv"),
    ("statements", ".csv"),
    ("uncoded", ".csv"),
    ("speech", ".csv"),
    ("sources", ".yaml"),
)
_ENTITY_ROWS: dict[str, type[EntityRow]] = {
    "Issue": IssueRow,
    "Cause": CauseRow,
    "Mitigation": MitigationRow,
    "Consequence": ConsequenceRow,
}
CodingKey = tuple[str, str]  # interview, coder


@dataclass(frozen=True)
class Entity:
    """An entity with its place in the registry. Phases and quality attributes stand in study.yaml."""

    label: str
    row: EntityRow
    file: str
    line: int


@dataclass
class Study:
    """All records of a study folder. Lists keep the files' order."""

    folder: Path
    settings: StudyFile
    codes: list[Located[CodeRow]] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    participants: list[Located[ParticipantRow]] = field(default_factory=list)
    interviews: list[Located[InterviewRow]] = field(default_factory=list)
    codings: list[Located[CodingRow]] = field(default_factory=list)
    excerpts: dict[CodingKey, list[Located[ExcerptRow]]] = field(default_factory=dict)
    statements: list[Located[StatementRow]] = field(default_factory=list)
    passages: list[Located[PassageRow]] = field(default_factory=list)
    waivers: list[Located[WaiverRow]] = field(default_factory=list)
    speech: dict[str, list[Located[SentenceRow]]] = field(default_factory=dict)
    sources: dict[str, SourceFile] = field(default_factory=dict)
    transcripts: dict[str, Transcript] = field(default_factory=dict)
    findings: Findings = field(default_factory=Findings)

    @cached_property
    def canonical(self) -> Mapping[str, str]:
        """Every spelling of a code, canonical or alias, and the canonical spelling of it."""
        spellings = {name: name for name in self.code}
        for located in self.codes:
            for alias in located.row.aliases:
                spellings.setdefault(alias, located.row.code)
        return spellings

    @cached_property
    def code(self) -> Mapping[str, CodeRow]:
        """The codes by canonical spelling; of two rows with one name, which is an error, the first."""
        return {located.row.code: located.row for located in reversed(self.codes)}

    @cached_property
    def kind_of_entity(self) -> Mapping[str, str]:
        """The label of every entity id, phases and quality attributes included."""
        labels = {entity.row.id: entity.label for entity in self.entities}
        labels |= {phase.id: "Phase" for phase in self.settings.phases}
        return labels | {attribute.id: "QualityAttribute" for attribute in self.settings.quality_attributes}

    @cached_property
    def interview(self) -> Mapping[str, InterviewRow]:
        """The interviews by id."""
        return {located.row.id: located.row for located in self.interviews}

    def carries_codes(self, key: CodingKey) -> bool:
        """Whether a coding applies any code."""
        return any(located.row.codes for located in self.excerpts.get(key, []))

    @cached_property
    def statements_of(self) -> Mapping[CodingKey, list[Located[StatementRow]]]:
        """The rows of the statements files by coding, in the files' order."""
        found: dict[CodingKey, list[Located[StatementRow]]] = {}
        for located in self.statements:
            found.setdefault((located.row.interview, located.row.coder), []).append(located)
        return found

    @cached_property
    def passages_of(self) -> Mapping[CodingKey, list[Located[PassageRow]]]:
        """The passages without code by coding, in the files' order."""
        found: dict[CodingKey, list[Located[PassageRow]]] = {}
        for located in self.passages:
            found.setdefault((located.row.interview, located.row.coder), []).append(located)
        return found

    @cached_property
    def turn_ends(self) -> Mapping[str, Mapping[int, int]]:
        """For interviews whose sentences are listed: where the last sentence of each turn ends."""
        return {
            interview: {located.row.turn: located.row.end_char for located in rows}
            for interview, rows in self.speech.items()
        }

    @cached_property
    def statement_files(self) -> Mapping[str, frozenset[CodingKey]]:
        """Each statements file and the codings that have rows in it."""
        found: dict[str, set[CodingKey]] = {}
        for located in self.statements:
            found.setdefault(located.file, set()).add((located.row.interview, located.row.coder))
        return {name: frozenset(keys) for name, keys in found.items()}

    @cached_property
    def counting(self) -> frozenset[CodingKey]:
        """The codings that count.

        Those that interviews.csv names, else the moderated one that carries codes, else all single
        ones that carry codes or statements. An empty coding never counts.
        """
        found: set[CodingKey] = set()
        for interview in self.interview.values():
            rows = [
                c.row for c in self.codings if c.row.interview == interview.id and c.row.status != "empty"
            ]
            if interview.counts:
                found |= {(interview.id, row.coder) for row in rows if row.coder in interview.counts}
                continue
            moderated = [
                r for r in rows if r.role == "moderator" and self.carries_codes((interview.id, r.coder))
            ]
            alive = [
                r
                for r in rows
                if self.carries_codes((r.interview, r.coder)) or (r.interview, r.coder) in self.statements_of
            ]
            found |= {(interview.id, row.coder) for row in moderated or alive}
        return frozenset(found)


def read_study(folder: Path) -> Study:
    """Read every file of a study; faults in rows become ``findings``.

    Raises:
        UnreadableFile: the folder or its study.yaml is missing or cannot be read as text.
    """
    if not (folder / STUDY_FILE).is_file():
        raise UnreadableFile(
            f"{folder / STUDY_FILE}: there is no study here",
            NO_STUDY,
        )
    findings = Findings()
    settings = read_yaml(folder / STUDY_FILE, STUDY_FILE, StudyFile, findings)
    if settings is None:
        first = findings[0]
        others = "".join(f"; {other.message}" for other in findings[1:])
        raise UnreadableFile(f"{folder / first.file}: {first.message}{others}", first.hint or "mend the file")
    study = Study(folder, settings.row, findings=findings)
    _read_tables(study)
    _read_codings(study)
    study.statements = _folder(study, "statements", StatementRow)
    study.passages = _folder(study, "uncoded", PassageRow)
    _read_speech(study)
    _unread_files(study)
    return study


def _table(study: Study, name: str, model: type[R], *, required: bool = False) -> list[Located[R]]:
    path = study.folder / name
    if path.is_file():
        return read_csv(path, name, model, study.findings)
    if required:
        study.findings.error(name, 0, "the file is missing", "make it, with its header line at least")
    return []


def _read_tables(study: Study) -> None:
    study.codes = _table(study, "codebook.csv", CodeRow, required=True)
    study.participants = _table(study, "participants.csv", ParticipantRow, required=True)
    study.interviews = _table(study, "interviews.csv", InterviewRow, required=True)
    study.codings = _table(study, "codings.csv", CodingRow)
    study.waivers = _table(study, "waivers.csv", WaiverRow)
    for name, label in REGISTRY.items():
        study.entities += [
            Entity(label, located.row, located.file, located.line)
            for located in _table(study, name, _ENTITY_ROWS[label])
        ]


def _read_codings(study: Study) -> None:
    """The files that codings.csv names; a coding file that it doesn't name is an error, not a silence."""
    named: set[str] = set()
    for interview in study.interviews:
        for name in interview.row.sources:
            named.add(source_path(name))
            _read_source(study, name, interview.file, interview.line)
    for located in study.codings:
        row = located.row
        if row.file:
            named.add(row.file)
            if (study.folder / row.file).is_file():
                study.excerpts[row.interview, row.coder] = _table(study, row.file, ExcerptRow)
            else:
                study.findings.error(
                    located.file, located.line, f"'{row.file}' does not exist", "mend the name"
                )
        for name in row.sources:
            named.add(source_path(name))
            _read_source(study, name, located.file, located.line)
    for folder, ending in (("codings", "*.csv"), ("sources", "*.yaml")):
        for path in sorted((study.folder / folder).glob(ending)):
            name = f"{folder}/{path.name}"
            if name not in named:
                study.findings.error(
                    name,
                    0,
                    "no row of codings.csv or interviews.csv names this file",
                    "add the row, or remove it",
                )


def _unread_files(study: Study) -> None:
    """Tables that no name of the format fits are errors: their rows would vanish in silence."""
    known = {STUDY_FILE, *TABLES}
    for path in sorted(study.folder.rglob("*")):
        name = path.relative_to(study.folder).as_posix()
        folder, _, rest = name.partition("/")
        if path.suffix.lower() not in _TABLE_ENDINGS or name in known:
            continue
        if rest and folder not in ("registry", *(name for name, _ in _READ_FOLDERS)):
            continue  # a folder of the user's own, like the examples
        if (folder, path.suffix) in _READ_FOLDERS and "/" not in rest:
            continue  # read, or reported as named by nothing
        hint = nearest(name, known) or "see docs/study-format.md for the names of a study's files"
        study.findings.error(name, 0, "no file of a study has this name: nobody reads it", hint)


def source_path(name: str) -> str:
    """Where the report of an imported file stands, relative to the study."""
    return f"sources/{name}.yaml"


def _read_source(study: Study, name: str, file: str, line: int) -> None:
    if name in study.sources:
        return
    path = study.folder / source_path(name)
    if not path.is_file():
        study.findings.error(file, line, f"'{source_path(name)}' does not exist", "import the file again")
        return
    source = read_yaml(path, source_path(name), SourceFile, study.findings)
    if source:
        study.sources[name] = source.row
        if sum(source.row.taken.values()) != source.row.units:
            message = "what its lines or items became does not add up to how many there are"
            study.findings.error(source_path(name), 1, message, "import the file again")


def _folder(study: Study, name: str, model: type[R]) -> list[Located[R]]:
    """The rows of all files of a folder whose rows name their interview and coder themselves."""
    files = sorted((study.folder / name).glob("*.csv"))
    return [row for path in files for row in _table(study, f"{name}/{path.name}", model)]


def _read_speech(study: Study) -> None:
    """One file per interview, named by it; a file of an interview that is not there is an error."""
    for path in sorted((study.folder / "speech").glob("*.csv")):
        name = speech_path(path.stem)
        if path.stem in study.interview:
            study.speech[path.stem] = _table(study, name, SentenceRow)
        else:
            hint = nearest(path.stem, study.interview) or "add a row there, or remove the file"
            study.findings.error(name, 0, f"interview '{path.stem}' is not in interviews.csv", hint)


def speech_path(interview: str) -> str:
    """Where the sentences of an interview's transcript are listed, relative to the study."""
    return f"speech/{interview}.csv"
