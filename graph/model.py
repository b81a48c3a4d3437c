"""The graph's schema as data: what nodes and relationships there are, and what they mean.

Everything else about the schema is generated from here: constraints and indexes (``constraints.py``),
write statements (``statements.py``), the schema page (``schema_page.py``) and the checks of the query
packs. Three layers, as in the architecture:

* evidence: what was said and who read it how; every node belongs to one coding;
* links: the map that people query, derived from the evidence that counts, one per pair and type;
* declared: what the registry says, which opens to a file and line instead of excerpts.

One label per node; a relationship type is never spelled like a label (engine difference 3).
"""

from __future__ import annotations

from mitigraph.graph.model_types import Kind, Layer, NodeType, Property, RelationshipType


def _text(name: str, description: str, *, indexed: bool = False) -> Property:
    return Property(name, Kind.STRING, description, indexed)


def _number(name: str, description: str) -> Property:
    return Property(name, Kind.INTEGER, description)


def _flag(name: str, description: str) -> Property:
    return Property(name, Kind.BOOLEAN, description)


def _texts(name: str, description: str) -> Property:
    return Property(name, Kind.STRINGS, description)


ID = _text("id", "unique among the nodes of its label")

# --- Entities -------------------------------------------------------------------------------------

_ENTITY = (
    ID,
    _text("name", "the name that an analyst would search for", indexed=True),
    _text("description", "one sentence in the analysts' own words"),
    _texts("aliases", "other names"),
    _text("note", "a remark of the analysts"),
    _text("file", "the registry file that declares it"),
)
_PUBLISHED = _texts("published", "ids of the published study that it belongs to")

ENTITIES = (
    NodeType(
        "Issue",
        "A quality issue of a machine-learning system or its data.",
        (*_ENTITY, _PUBLISHED),
        Layer.DECLARED,
    ),
    NodeType(
        "Cause",
        "Something that leads to an issue without being one itself.",
        (
            *_ENTITY,
            _text("origin", "data, people and knowledge, process, tool or library, environment, task"),
            _text("lies_with", "own team, other team, client, provider, users or unknown"),
        ),
        Layer.DECLARED,
    ),
    NodeType(
        "Mitigation",
        "What people do, or propose to do, about an issue, a cause or a consequence.",
        (*_ENTITY, _PUBLISHED, _text("way", "prevents, detects, corrects or works around")),
        Layer.DECLARED,
    ),
    NodeType(
        "Consequence", "What an issue brings about for a project or its users.", _ENTITY, Layer.DECLARED
    ),
    NodeType(
        "Phase",
        "A phase of building and running a machine-learning system; phases have an order.",
        (*_ENTITY, _number("order", "position in the workflow, from 1")),
        Layer.DECLARED,
    ),
    NodeType(
        "QualityAttribute",
        "A quality attribute that an issue degrades.",
        (*_ENTITY, _text("source", "where the term comes from")),
        Layer.DECLARED,
    ),
)
ENTITY_LABELS = tuple(node.label for node in ENTITIES)

# --- Evidence -------------------------------------------------------------------------------------

_IN_CODING = (
    _text("coding", "id of the coding that it belongs to", indexed=True),
    _text("interview", "id of its interview", indexed=True),
    _text("participant", "id of the participant who gave the interview"),
    _flag("counts", "whether its coding counts for the derived links"),
)

EVIDENCE = (
    NodeType(
        "Study",
        "The study that the database holds: exactly one, a stamp that loads check.",
        (
            ID,
            _text("title", "the study's title"),
            _text("citation", "how to cite it"),
            _text("stamp", "the same in every study and unique: a database holds one"),
            _number("revision", "how often loads wrote; a load that was overtaken by another plans anew"),
            _text("pending", "'links' while links are still to be derived after a wide change"),
            _text(
                "derived_by",
                "digest of the queries that derived the links; others derive them anew",
            ),
        ),
        Layer.EVIDENCE,
    ),
    NodeType(
        "Participant",
        "A person who was interviewed, by attributes only.",
        (
            ID,
            _text("role", "job title, generalised"),
            _text("experience", "years in the job, as told"),
            _text("ml_experience", "years with machine learning, as told"),
            _text("company_kind", "kind of company"),
            _text("company_size", "size of the company, as told"),
            _text("domain", "application domain"),
            _text("product", "kind of product"),
            _texts("data_types", "types of data worked with"),
            _text("note", "a remark of the analysts"),
        ),
        Layer.EVIDENCE,
    ),
    NodeType(
        "Interview",
        "One interview; its text stays outside the study, known by its hash.",
        (
            ID,
            _text("title", "the interview's title"),
            _text("participant", "id of the participant"),
            _text("transcript_sha256", "SHA-256 of the turns' texts"),
            _number("turns", "number of turns of the transcript"),
            _text("note", "a remark of the analysts"),
        ),
        Layer.EVIDENCE,
    ),
    NodeType(
        "Coding",
        "All that one coder applied to one interview.",
        (
            ID,
            _text("interview", "id of the interview"),
            _text("coder", "who coded"),
            _text("role", "coder or moderator"),
            _text("status", "complete, partial or empty"),
            _flag("counts", "whether links are derived from it"),
            _text("digest", "hash of all that was last loaded for it"),
            _text("note", "a remark of the analysts"),
        ),
        Layer.EVIDENCE,
    ),
    NodeType(
        "Excerpt",
        "A span of a transcript that a coder marked. Characters count Unicode code points from 0.",
        (
            ID,
            *_IN_CODING,
            _text("span", "interview and anchor: the same words in two codings have the same span"),
            _number("start_turn", "turn in which it starts, from 1"),
            _number("start_char", "character of that turn at which it starts"),
            _number("end_turn", "turn in which it ends"),
            _number("end_char", "character of that turn before which it ends"),
            _text("sha256", "SHA-256 of the exact text, or its first digits"),
            _text("speaker", "interviewee, interviewer or unknown"),
            _text("paraphrase", "the coder's paraphrase"),
            _text("text", "the exact words; only after a load with the transcripts at hand"),
            _text("note", "a remark of the coder"),
        ),
        Layer.EVIDENCE,
    ),
    NodeType(
        "Code",
        "A code of the codebook, under its canonical spelling.",
        (
            ID,
            _text("kind", "issue, cause, mitigation, consequence, phase, marker, context or group"),
            _text("definition", "what the code means"),
            _text("phase", "id of the phase that the codebook gives it"),
            _text("theme", "what it is about, where no phase applies"),
            _text("answers", "the code that a mitigation code answers"),
            _texts("aliases", "other spellings that mean the same"),
            _text("origin", "study, or ours where the analysts added it"),
            _text("note", "a remark of the analysts"),
        ),
        Layer.EVIDENCE,
    ),
    NodeType(
        "Statement",
        "One coder's reading of excerpts as a link between two entities, or as one entity alone.",
        (
            ID,
            *_IN_CODING,
            _text("coder", "who read it so"),
            _text("relation", "causes, leads_to, mitigates, arises_in, shows_in or reports"),
            _text("basis", "stated, inferred or codebook"),
            _text("polarity", "affirmed, denied or unclear", indexed=True),
            _text("about", "own, others or general"),
            _text("outcome", "of a mitigation: worked, failed, applied, proposed, planned or unknown"),
            _text("subject", "id of the subject"),
            _text("object", "id of the object, where there is one"),
            _text("phase", "id of the phase, where there is one"),
            _text("pair", "subject|relation|object, where there is an object", indexed=True),
            _text(
                "occurs", "issue or consequence|phase, where it says in which phase one occurs", indexed=True
            ),
            _text("aspect", "of that: arises or shows"),
            _text("note", "a remark of the coder"),
        ),
        Layer.EVIDENCE,
    ),
    NodeType(
        "Source",
        "A file that a coding was read from.",
        (
            ID,
            _text("coding", "id of the coding that was read from it", indexed=True),
            _text("name", "file name"),
            _text("format", "standoff, delve-pdf, delve-text or raw-transcript"),
            _text("sha256", "SHA-256 of the file, or of the coding's rows where others share the file"),
            _number("units", "lines or blocks in the file"),
            _number(
                "left_over", "lines or blocks that became nothing, each listed in the study's sources folder"
            ),
        ),
        Layer.RECORD,
    ),
    NodeType(
        "Load",
        "A load that changed something.",
        (
            ID,
            Property("time", Kind.DATETIME, "when it ended, UTC"),
            _text("version", "version of mitigraph"),
            _number("created", "nodes and relationships created"),
            _number("changed", "nodes and relationships changed"),
            _number("removed", "nodes and relationships removed"),
            _text(
                "report", "the report as JSON: warnings, and what became of each file; no words of interviews"
            ),
        ),
        Layer.RECORD,
    ),
)

NODES = (*ENTITIES, *EVIDENCE)

# --- Relationships --------------------------------------------------------------------------------

_CODABLE = ("Issue", "Cause", "Mitigation", "Consequence", "Phase")
PAIR = _text("pair", "start id|end id, unique among the relationships of its type")

_APPLIED = (
    _text("polarity", "affirmed, denied or unclear"),
    _text("about", "own, others or general"),
    _text("extent", "span, block or label-only: how exactly the file says where the code applies"),
    _texts("as_written", "the spellings of the code in the file, where they differ from the canonical one"),
)


def _to_each(start: str, ends: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((start, end) for end in ends)


EVIDENCE_RELATIONSHIPS = (
    RelationshipType(
        "GAVE",
        "The participant gave the interview.",
        (("Participant", "Interview"),),
        Layer.EVIDENCE,
        one_start=True,
    ),
    RelationshipType(
        "CODING_OF",
        "The coding is of the interview.",
        (("Coding", "Interview"),),
        Layer.EVIDENCE,
        one_end=True,
    ),
    RelationshipType(
        "MARKED_IN",
        "The excerpt was marked in the coding.",
        (("Excerpt", "Coding"),),
        Layer.EVIDENCE,
        one_end=True,
    ),
    RelationshipType(
        "CODED_AS",
        "The coder applied the code to the excerpt.",
        (("Excerpt", "Code"),),
        Layer.EVIDENCE,
        _APPLIED,
    ),
    RelationshipType(
        "SUPPORTED_BY",
        "The statement is a reading of the excerpt.",
        (("Statement", "Excerpt"),),
        Layer.EVIDENCE,
    ),
    RelationshipType(
        "SUBJECT",
        "The statement's first end.",
        _to_each("Statement", ENTITY_LABELS),
        Layer.EVIDENCE,
        one_end=True,
    ),
    RelationshipType(
        "OBJECT",
        "The statement's second end.",
        _to_each("Statement", ENTITY_LABELS),
        Layer.EVIDENCE,
        one_end=True,
    ),
    RelationshipType(
        "IN_PHASE",
        "The phase that the statement is about.",
        (("Statement", "Phase"),),
        Layer.EVIDENCE,
        one_end=True,
    ),
    RelationshipType(
        "CHILD_OF", "The code's parent in the codebook.", (("Code", "Code"),), Layer.EVIDENCE, one_end=True
    ),
    RelationshipType(
        "DENOTES",
        "The entity that the code stands for.",
        _to_each("Code", ENTITY_LABELS),
        Layer.EVIDENCE,
        one_end=True,
    ),
    RelationshipType(
        "ASKS_ABOUT",
        "The question of the interview guide, which the marker stands for, asks about the entity.",
        _to_each("Code", _CODABLE),
        Layer.EVIDENCE,
    ),
    RelationshipType(
        "READ_FROM",
        "The coding was read from the file.",
        (("Coding", "Source"),),
        Layer.RECORD,
        one_start=True,
    ),
    RelationshipType("BROUGHT", "The load brought the file's content.", (("Load", "Source"),), Layer.RECORD),
)

_AFFIRMED = "affirmed, about the participant's own work, stated or inferred"
COUNTS = (
    PAIR,
    _number("participants", f"distinct participants whose evidence is {_AFFIRMED}"),
    _number("excerpts", f"distinct spans of transcripts that are {_AFFIRMED}"),
    _number("stated", "statements whose participant says so"),
    _number("inferred", "statements that the coder concluded"),
    _number("denied", "excerpts that deny it, stated or inferred; never part of the counts above"),
    _number("others", "excerpts about somebody else's work or in general; never part of the counts above"),
    _number("codebook", "excerpts where only the codebook says so; never part of the counts above"),
)
_OUTCOMES = (
    _number("applied", "statements that it was applied, whatever came of it"),
    _number("worked", "statements that it was applied and worked"),
    _number("failed", "statements that it was applied and failed"),
    _number("proposed", "statements that it was proposed"),
    _number("planned", "statements that it is planned"),
)
_WHERE = (
    _number("arises", "statements that it arises there"),
    _number("shows", "statements that it shows there"),
)
_MENTIONED = (
    PAIR,
    _number("coded", "codes on the excerpt that denote the entity"),
    _number("stated", "statements on the excerpt that have the entity as an end"),
    _number("answered", "of these, statements that only say what mitigates it"),
)
_REPORTED = (*COUNTS, _number("coded", "excerpts whose code denotes the issue"))
_TOGETHER = (PAIR, _number("participants", "distinct participants"), _number("excerpts", "distinct spans"))

LINKS = (
    RelationshipType(
        "CAUSES",
        "The cause leads to the issue or to a further cause.",
        (("Cause", "Issue"), ("Cause", "Cause")),
        Layer.LINK,
        COUNTS,
    ),
    RelationshipType(
        "MITIGATES",
        "The mitigation answers the issue, cause or consequence.",
        _to_each("Mitigation", ("Issue", "Cause", "Consequence")),
        Layer.LINK,
        (*COUNTS, *_OUTCOMES),
    ),
    RelationshipType(
        "LEADS_TO",
        "What the issue, cause, consequence or mitigation brings about; a side effect too.",
        tuple(
            (start, end)
            for start in ("Issue", "Cause", "Consequence", "Mitigation")
            for end in ("Issue", "Consequence")
            if (start, end) != ("Cause", "Issue")  # that is CAUSES
        ),
        Layer.LINK,
        COUNTS,
    ),
    RelationshipType(
        "OCCURS_IN",
        "The phase in which the issue or consequence arises or shows.",
        (("Issue", "Phase"), ("Consequence", "Phase")),
        Layer.LINK,
        (*COUNTS, *_WHERE),
    ),
    RelationshipType(
        "REPORTS",
        "The participant reports the issue; never the interviewer.",
        (("Participant", "Issue"),),
        Layer.LINK,
        _REPORTED,
    ),
    RelationshipType(
        "MENTIONS",
        "The excerpt is about the entity, by a code or a statement.",
        _to_each("Excerpt", _CODABLE),
        Layer.LINK,
        _MENTIONED,
    ),
    RelationshipType(
        "CO_CODED_WITH",
        "Both were coded on one excerpt: a hint, never a cause. Stored once, smaller id first.",
        tuple((a, b) for a in _CODABLE for b in _CODABLE),
        Layer.LINK,
        _TOGETHER,
    ),
)

_DECLARED_AT = (_text("file", "file that declares it"), _number("line", "line of that file"))

DECLARED = (
    RelationshipType(
        "DEGRADES",
        "The issue degrades the quality attribute.",
        (("Issue", "QualityAttribute"),),
        Layer.DECLARED,
        _DECLARED_AT,
    ),
    RelationshipType(
        "KIND_OF",
        "The entity is a kind of the broader one.",
        tuple((label, label) for label in ENTITY_LABELS if label != "Phase"),
        Layer.DECLARED,
        _DECLARED_AT,
        one_end=True,
    ),
)

RELATIONSHIPS = (*EVIDENCE_RELATIONSHIPS, *LINKS, *DECLARED)

NODE = {node.label: node for node in NODES}
RELATIONSHIP = {relationship.type: relationship for relationship in RELATIONSHIPS}
LINK_TYPES = tuple(link.type for link in LINKS)
