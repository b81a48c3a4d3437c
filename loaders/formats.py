"""The study format: which files a study has and which columns each may hold.

A study is a folder of CSV and YAML that a person can edit and git can diff:

    study.yaml                  title, phases in order, quality attributes, coders
    codebook.csv                the codes
    registry/issues.csv         entities that all interviews share, a file per kind:
    registry/causes.csv           causes, mitigations, consequences
    participants.csv            who was interviewed, by attributes
    interviews.csv              whose each is, and the hash of its transcript
    codings.csv                 who coded which interview, from which file
    codings/<name>.csv          one row per excerpt and set of codes: a standoff coding
    statements/<name>.csv       one row per statement and excerpt
    uncoded/<name>.csv          passages that a coder left without code, each with a reason
    waivers.csv                 warnings of the checks that somebody looked at and accepts
    speech/<interview>.csv      where a transcript's sentences stand, written by `mitigraph import`
    sources/<name>.yaml         what became of each imported file, written by `mitigraph import`

Each class is one row of a file (or the whole of study.yaml); its fields are the columns, its docstrings
and descriptions become docs/study-format.md. Cells that hold several values separate them by ``;``.
Unknown columns are errors: a typo must not make data vanish.
"""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Name = Annotated[str, Field(pattern=r"^[\w.+-]+$")]  # of an interview, a participant or a coder
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{12,64}$")]
Position = Annotated[int, Field(ge=0, lt=2**31)]
TurnNumber = Annotated[int, Field(ge=1, lt=2**31)]


def _split(value: object) -> object:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(";") if part.strip())
    return value


Many = Annotated[tuple[str, ...], BeforeValidator(_split)]

CodeKind = Literal["issue", "cause", "mitigation", "consequence", "phase", "marker", "context", "group"]
Polarity = Literal["affirmed", "denied", "unclear"]
POLARITIES: tuple[str, ...] = get_args(Polarity)
BASES = ("stated", "inferred", "codebook")  # codebook: what a code says by its definition; never in a file
About = Literal["own", "others", "general"]
SpeakerRole = Literal["interviewee", "interviewer", "unknown"]
CoderRole = Literal["coder", "moderator"]
Reason = Literal[
    "background",
    "procedure",
    "question back",
    "repetition",
    "no knowledge",
    "off topic",
    "small talk",
    "filler",
    "unintelligible",
]


class Row(BaseModel):
    """What all rows share: no unknown columns, blanks around values do not count."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class PhaseRow(Row):
    """A phase of the workflow; their order in study.yaml is their order."""

    id: Slug
    name: str = Field(min_length=1)
    description: str = ""
    aliases: tuple[str, ...] = ()


class QualityAttributeRow(Row):
    """A quality attribute that issues degrade."""

    id: Slug
    name: str = Field(min_length=1)
    description: str = ""
    source: str = ""
    aliases: tuple[str, ...] = ()
    kind_of: str = ""


class PublishedRow(Row):
    """An issue or mitigation of the publication that the registry refers to."""

    id: str = Field(min_length=1, description="as the publication, or those who read it, number it")
    name: str = Field(min_length=1, description="in the analysts' own words")


class StudyFile(Row):
    """study.yaml."""

    format: Literal[1] = Field(description="version of the study format")
    id: Slug = Field(description="the study's id; a database holds one study")
    title: str = Field(min_length=1)
    citation: str = ""
    phases: tuple[PhaseRow, ...] = Field(min_length=1, description="in the order of the workflow")
    quality_attributes: tuple[QualityAttributeRow, ...] = ()
    published: tuple[PublishedRow, ...] = Field(
        (), description="what the registry's column 'published' refers to; none: its ids are not checked"
    )


class CodeRow(Row):
    """codebook.csv: one code."""

    code: str = Field(min_length=1, pattern=r"^[^;]+$", description="canonical spelling; no ;")
    kind: CodeKind
    parent: str = Field("", description="the code above it")
    phase: str = Field("", description="id of the phase in which the coded issue arises")
    theme: str = Field("", description="what it is about, where no phase applies")
    denotes: str = Field("", description="id of the entity that the code stands for")
    answers: str = Field("", description="the code whose issue a mitigation code answers")
    asks_about: Many = Field(
        (), description="ids of the entities that the question of a marker asks about; ; between them"
    )
    aliases: Many = Field((), description="other spellings that mean this code; ; between them")
    definition: str = ""
    origin: Literal["study", "ours"] = Field("study", description="ours: added by the analysts of this study")
    note: str = ""


class EntityRow(Row):
    """What every entity of the registry has."""

    id: Slug = Field(description="unique in the whole registry, phases and quality attributes included")
    name: str = Field(min_length=1, description="what an analyst would search for")
    description: str = Field("", description="one sentence in the analysts' own words")
    aliases: Many = Field((), description="other names; ; between them")
    kind_of: str = Field("", description="id of the broader entity of the same kind")
    note: str = ""


class IssueRow(EntityRow):
    """registry/issues.csv."""

    quality_attribute: Many = Field((), description="ids of the quality attributes that it degrades")
    published: Many = Field((), description="ids of the published issues that it belongs to")


class CauseRow(EntityRow):
    """registry/causes.csv."""

    origin: Literal["", "data", "people", "process", "tool", "environment", "task"] = Field(
        "", description="people: people and knowledge; tool: tool or library; task: the task itself"
    )
    lies_with: Literal["", "own team", "other team", "client", "provider", "users", "unknown"] = ""


class MitigationRow(EntityRow):
    """registry/mitigations.csv."""

    way: Literal["", "prevents", "detects", "corrects", "works around"] = ""
    published: Many = Field((), description="ids of the published mitigations that it belongs to")


class ConsequenceRow(EntityRow):
    """registry/consequences.csv."""


class ParticipantRow(Row):
    """participants.csv: attributes, never names; whatever could identify somebody is generalised."""

    id: Name
    role: str = ""
    experience: str = Field("", description="years in the job, as told")
    ml_experience: str = Field("", description="years with machine learning, as told")
    company_kind: str = ""
    company_size: str = ""
    domain: str = ""
    product: str = ""
    data_types: Many = ()
    note: str = ""


class InterviewRow(Row):
    """interviews.csv."""

    id: Name
    participant: Name
    title: str = ""
    transcript_sha256: Annotated[str, Field(pattern=r"^([0-9a-f]{12,64})?$")] = Field(
        "", description="of the turns' texts, see records.Transcript"
    )
    turns: int | None = Field(None, ge=1, description="how many turns the transcript has")
    counts: Many = Field(
        (),
        description="coders whose codings count; empty: the moderated one with codes, else all single ones",
    )
    sources: Many = Field(
        (), description="names of its imported files that are no coding; the transcript's comes first"
    )
    note: str = ""


class CodingRow(Row):
    """codings.csv: one coding, that is, what one coder applied to one interview."""

    interview: Name
    coder: Name
    role: CoderRole = "coder"
    status: Literal["complete", "partial", "empty"] = Field(
        "complete", description="empty: the file carries no codes; it never counts"
    )
    file: str = Field("", description="its rows, relative to the study (codings/12-amin.csv)")
    sources: Many = Field(
        (), description="names of the imported files; sources/<name>.yaml says what became of each"
    )
    note: str = ""


class AnchorColumns(Row):
    """Where an excerpt stands: from a turn and character to a turn and character.

    Turns count from 1, characters are Unicode code points from 0, the end is exclusive.
    """

    start_turn: TurnNumber
    start_char: Position
    end_turn: TurnNumber
    end_char: Position
    sha256: Digest = Field(
        description="SHA-256 of the exact words, turns joined by a line feed; its first digits do"
    )
    speaker: SpeakerRole = "interviewee"


class ExcerptRow(AnchorColumns):
    """codings/<name>.csv: one excerpt and the codes that apply to it in one way.

    Two rows with one anchor are one excerpt (for codes that differ in polarity, about or extent).
    """

    codes: Many = Field((), description="as the file writes them; ; between them")
    polarity: Polarity = "affirmed"
    about: About = "own"
    extent: Literal["span", "block", "label-only"] = "span"
    coder: str = Field("", description="who coded it; the coder of codings.csv, where it is told here too")
    paraphrase: str = Field("", description="in the coder's own words, never the participant's")
    sources: Many = Field(
        (), description="imported files that have it, as in codings.csv; none: written by hand"
    )
    note: str = ""


class StatementRow(AnchorColumns):
    """statements/<name>.csv: one statement on one excerpt.

    A further row with the same interview, coder and statement adds an excerpt: it repeats nothing but
    those three columns and its anchor.
    """

    interview: Name
    coder: Name
    statement: Name = Field(description="unique for the interview and coder")
    subject: str = Field("", description="id of an entity")
    relation: Literal["", "causes", "leads_to", "mitigates", "arises_in", "shows_in", "reports"] = ""
    object: str = Field("", description="id of an entity; none for arises_in, shows_in and reports")
    phase: str = Field(
        "", description="id of a phase: where the issue arises (causes, reports) or shows (leads_to)"
    )
    basis: Literal["", "stated", "inferred"] = Field(
        "", description="stated: the participant says so; inferred: the coder concludes"
    )
    polarity: Polarity = "affirmed"
    about: About = "own"
    outcome: Literal["", "worked", "failed", "applied", "proposed", "planned", "unknown"] = Field(
        "", description="of a mitigation"
    )
    paraphrase: str = Field("", description="in the coder's own words, never the participant's")
    note: str = ""


class PassageRow(AnchorColumns):
    """uncoded/<name>.csv: a passage that a coder read and left without code.

    Together with the excerpts these passages account for an interview's speech; docs/coding-guide.md
    says what each reason is for.
    """

    interview: Name
    coder: Name
    reason: Reason
    note: str = ""


class SentenceRow(Row):
    """speech/<interview>.csv: where the sentences of an interview's transcript stand; never their words.

    Written by `mitigraph import`. With it the checks and `mitigraph coverage` know how much speech there is
    where the transcript is not at hand.
    """

    turn: TurnNumber
    speaker: SpeakerRole
    start_char: Position
    end_char: Position
    words: int = Field(ge=1, description="how many words it has")


class WaiverRow(Row):
    """waivers.csv: a warning that somebody looked at and accepts.

    `mitigraph check` prints each warning that can be waived with its check and subject.
    """

    check: Slug = Field(description="the check's name, as the warning gives it")
    subject: str = Field(min_length=1, description="what the warning is about, as the warning gives it")
    reason: str = Field(min_length=1, description="why it may stay; who looks at it later should agree")


class LeftOver(Row):
    """A line, block or decision of an imported file that a person should look at; never its words."""

    place: str
    reason: str


class SourceFile(Row):
    """sources/<name>.yaml: an imported file and what became of every line or block of it."""

    file: str = Field(description="name of the imported file")
    sha256: Digest
    format: str
    interview: Name
    coder: str = ""
    unit: Literal["line", "item"] = Field(
        description="item: a title, speaker label, text, code label, header or footer of a PDF"
    )
    units: int = Field(ge=0)
    taken: dict[str, int] = Field(description="how many lines or blocks became what; adds up to units")
    turns: int = Field(ge=0)
    excerpts: int = Field(ge=0)
    code_applications: int = Field(ge=0)
    carries_codes: bool
    labels: tuple[str, ...] = Field((), description="what was read as a code: reading it again needs to know")
    left_over: tuple[LeftOver, ...] = ()
    guesses: tuple[LeftOver, ...] = ()
    unplaced: tuple[LeftOver, ...] = Field(
        (), description="code applications with no place in the transcript"
    )
    differences: int = Field(
        0, ge=0, description="places where its words differ from the interview's transcript"
    )


TABLES: dict[str, type[Row]] = {
    "codebook.csv": CodeRow,
    "registry/issues.csv": IssueRow,
    "registry/causes.csv": CauseRow,
    "registry/mitigations.csv": MitigationRow,
    "registry/consequences.csv": ConsequenceRow,
    "participants.csv": ParticipantRow,
    "interviews.csv": InterviewRow,
    "codings.csv": CodingRow,
    "waivers.csv": WaiverRow,
}
FOLDERS: dict[str, type[Row]] = {
    "codings": ExcerptRow,
    "statements": StatementRow,
    "uncoded": PassageRow,
    "speech": SentenceRow,
}
REGISTRY: dict[str, str] = {
    "registry/issues.csv": "Issue",
    "registry/causes.csv": "Cause",
    "registry/mitigations.csv": "Mitigation",
    "registry/consequences.csv": "Consequence",
}
