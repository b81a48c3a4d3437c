"""Checks of statements: ends that exist, relations that join their kinds, complete first rows."""

from __future__ import annotations

from collections.abc import Mapping

from mitigraph.graph.model import RELATIONSHIP
from mitigraph.loaders.excerpts import anchor_of, excerpt_id
from mitigraph.loaders.findings import nearest, with_article
from mitigraph.loaders.formats import AnchorColumns, ExcerptRow, StatementRow
from mitigraph.loaders.records import Anchor
from mitigraph.loaders.study import CodingKey, Study
from mitigraph.loaders.tables import Located

_LINK = {"causes": "CAUSES", "leads_to": "LEADS_TO", "mitigates": "MITIGATES"}
_OF_EACH_ROW = ("interview", "coder", "statement", "paraphrase")
_ALONE = ("arises_in", "shows_in", "reports")
_DIGITS = 12  # of a hash: what every row has
_BY_CHANCE = 20  # characters; shorter answers ("Yes, sure.") may stand at one place in two interviews


def check_statements(study: Study) -> None:
    """Every check of the statements files."""
    coders = {(c.row.interview, c.row.coder): c.row for c in study.codings}
    seen: set[tuple[str, str, str]] = set()
    told: set[CodingKey] = set()
    for located in study.statements:
        row = located.row
        if (row.interview, row.coder) not in told:  # once a coding, not once a row
            told.add((row.interview, row.coder))
            _coding(study, located, coders)
        if (row.interview, row.coder, row.statement) in seen and not row.relation:
            _only_an_excerpt(study, located)
            continue
        if (row.interview, row.coder, row.statement) in seen:
            _again(study, located)
        seen.add((row.interview, row.coder, row.statement))
        _first_row(study, located)
    _excerpts_there(study)
    _paraphrases(study)


def _error(study: Study, located: Located[StatementRow], message: str, hint: str = "") -> None:
    where = f"statement '{located.row.statement}'"
    study.findings.error(located.file, located.line, f"{where}: {message}", hint)


def _coding(study: Study, located: Located[StatementRow], coders: Mapping[CodingKey, object]) -> None:
    row = located.row
    if row.interview not in study.interview:
        hint = nearest(row.interview, study.interview) or "add a row to interviews.csv"
        _error(study, located, f"interview '{row.interview}' is not in interviews.csv", hint)
    elif (row.interview, row.coder) not in coders:
        names = [coder for interview, coder in coders if interview == row.interview]
        hint = nearest(row.coder, names) or "add a row to codings.csv"
        _error(study, located, f"codings.csv has no coding of '{row.interview}' by '{row.coder}'", hint)


def _again(study: Study, located: Located[StatementRow]) -> None:
    _error(
        study,
        located,
        "stands twice",
        "give it another name; a row that only adds an excerpt leaves subject, relation and object empty",
    )


def _only_an_excerpt(study: Study, located: Located[StatementRow]) -> None:
    """A further row adds an excerpt and nothing else: what else stands there would be lost in silence."""
    fields = StatementRow.model_fields
    own = [name for name in fields if name not in AnchorColumns.model_fields and name not in _OF_EACH_ROW]
    for name in own:
        if getattr(located.row, name) != fields[name].default:
            _error(
                study,
                located,
                f"'{name}' belongs into its first row",
                "move it there, or leave it empty here",
            )


def _first_row(study: Study, located: Located[StatementRow]) -> None:
    row = located.row
    for column in ("subject", "relation", "basis"):
        if not getattr(row, column):
            _error(
                study, located, f"'{column}' is empty", "fill it in, or name the statement that it adds to"
            )
            return
    known = [_entity(study, located, column) for column in ("subject", "object")]
    if row.phase and row.phase not in {phase.id for phase in study.settings.phases}:
        phases = [phase.id for phase in study.settings.phases]
        _error(
            study, located, f"phase '{row.phase}' is unknown", nearest(row.phase, phases) or ", ".join(phases)
        )
    if all(known):
        _ends(study, located)
    if row.outcome and row.relation != "mitigates":
        _error(study, located, "only 'mitigates' has an outcome", "leave the column empty")


def _entity(study: Study, located: Located[StatementRow], column: str) -> bool:
    id_ = getattr(located.row, column)
    if not id_ or id_ in study.kind_of_entity:
        return True
    hint = nearest(id_, study.kind_of_entity) or "add it to the registry"
    _error(study, located, f"{column} '{id_}' is not in the registry", hint)
    return False


def _ends(study: Study, located: Located[StatementRow]) -> None:
    row, kinds = located.row, study.kind_of_entity
    if row.relation in _ALONE:
        _alone(study, located)
    elif not row.object:
        _error(
            study, located, f"'{row.relation}' needs an object", "name the entity that it leads to or answers"
        )
    elif not RELATIONSHIP[_LINK[row.relation]].joins(kinds[row.subject], kinds[row.object]):
        ends = " or ".join(f"{a.lower()} to {b.lower()}" for a, b in RELATIONSHIP[_LINK[row.relation]].ends)
        joined = f"{with_article(kinds[row.subject])} to {with_article(kinds[row.object])}"
        _error(study, located, f"'{row.relation}' does not join {joined}", f"it joins {ends}")
    elif row.subject == row.object:
        _error(study, located, f"'{row.subject}' is both its subject and its object", "name two entities")


def _alone(study: Study, located: Located[StatementRow]) -> None:
    row = located.row
    label = study.kind_of_entity[row.subject]
    if row.object:
        _error(study, located, f"'{row.relation}' has no object", "name the phase in the column 'phase'")
    if row.relation != "reports" and not row.phase:
        _error(study, located, f"'{row.relation}' needs a phase", "fill in the column 'phase'")
    if row.relation != "reports" and label not in ("Issue", "Consequence"):
        _error(
            study, located, f"{with_article(label)} does not arise or show", "name an issue or a consequence"
        )
    if label in ("Phase", "QualityAttribute"):
        _error(study, located, f"nobody reports {with_article(label)}", "name another entity")


def _excerpts_there(study: Study) -> None:
    """The excerpts that statements lean on are there, and are not those of another interview.

    Where a coder paraphrases the excerpts of the coding's file, a row of a statement that brings no
    paraphrase of its own leans on one of them. An anchor with its hash that only another interview's
    excerpts have was copied to the wrong place, if it is too long to be alike by chance; with the
    transcript at hand the hash tells it anyway.
    """
    homes = _homes(study)
    for key, statements in study.statements_of.items():
        rows = study.excerpts.get(key, [])
        marked = {anchor_of(located.row) for located in rows}
        leaning = any(located.row.paraphrase and located.row.extent != "label-only" for located in rows)
        for located in statements:
            home = homes.get((anchor_of(located.row), located.row.sha256[:_DIGITS]), {key[0]})
            if key[0] not in home:
                _foreign(study, located, sorted(home))
            elif leaning and not located.row.paraphrase and anchor_of(located.row) not in marked:
                _missing(study, located)


def _homes(study: Study) -> dict[tuple[Anchor, str], set[str]]:
    """Each longer excerpt of the codings' files, and the interviews that have it."""
    homes: dict[tuple[Anchor, str], set[str]] = {}
    for (interview, _), rows in study.excerpts.items():
        for located in rows:
            if _is_long(located.row) and interview not in study.transcripts:
                place = (anchor_of(located.row), located.row.sha256[:_DIGITS])
                homes.setdefault(place, set()).add(interview)
    return homes


def _is_long(row: AnchorColumns) -> bool:
    return row.start_turn != row.end_turn or row.end_char - row.start_char >= _BY_CHANCE


def _foreign(study: Study, located: Located[StatementRow], home: list[str]) -> None:
    message = f"its excerpt {anchor_of(located.row)} belongs to interview '{home[0]}'"
    _error(study, located, message, "mend the interview, or the anchor and its hash")


def _missing(study: Study, located: Located[StatementRow]) -> None:
    row = located.row
    message = f"its excerpt {anchor_of(row)} is missing: the coding by '{row.coder}' does not have it"
    _error(study, located, message, "add the excerpt with its codes, mend the anchor, or paraphrase it here")


def _paraphrases(study: Study) -> None:
    """One excerpt has one paraphrase; a second one would be lost, so it is said."""
    first: dict[tuple[CodingKey, Anchor], tuple[str, str]] = {}
    rows: list[tuple[CodingKey, Located[ExcerptRow] | Located[StatementRow]]] = [
        *((key, row) for key, found in study.excerpts.items() for row in found),
        *(((s.row.interview, s.row.coder), s) for s in study.statements),
    ]
    for key, located in rows:
        place, text = f"{located.file}:{located.line}", located.row.paraphrase
        where = (key, anchor_of(located.row))
        if text and where in first and first[where][0] != text:
            message = (
                f"this excerpt has another paraphrase in {first[where][1]}, which is the one that is kept"
            )
            study.findings.warning(
                located.file,
                located.line,
                message,
                "make them one",
                ("two-paraphrases", excerpt_id(where[0], where[1])),
            )
        elif text:
            first.setdefault(where, (text, place))
