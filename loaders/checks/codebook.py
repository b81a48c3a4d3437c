"""Checks of codebook.csv: names, parents, what codes denote and answer."""

from __future__ import annotations

from mitigraph.loaders.checks.kinds import in_cycle
from mitigraph.loaders.findings import nearest, with_article
from mitigraph.loaders.formats import CodeRow
from mitigraph.loaders.study import Study
from mitigraph.loaders.tables import Located

_LABEL = {
    "issue": "Issue",
    "cause": "Cause",
    "mitigation": "Mitigation",
    "consequence": "Consequence",
    "phase": "Phase",
}


def check_codebook(study: Study) -> None:
    """Every check of the codebook."""
    _unique_names(study)
    for located in study.codes:
        _parent(study, located)
        _phase(study, located)
        _denotes(study, located)
        _answers(study, located)
        _asks_about(study, located)
    _no_cycle(study)


def _unique_names(study: Study) -> None:
    """A spelling means one code: canonical names and aliases share one namespace."""
    first: dict[str, Located[CodeRow]] = {}
    for located in study.codes:
        for name in (located.row.code, *located.row.aliases):
            if name in first:
                study.findings.error(
                    located.file,
                    located.line,
                    f"the code '{name}' already stands in line {first[name].line}",
                    "keep one row, and make other spellings aliases of it",
                )
            else:
                first[name] = located


def _known_code(study: Study, located: Located[CodeRow], column: str, name: str) -> bool:
    if name in study.canonical:
        return True
    hint = nearest(name, study.canonical) or "add it to the codebook"
    study.findings.error(located.file, located.line, f"{column} '{name}' is not in the codebook", hint)
    return False


def _parent(study: Study, located: Located[CodeRow]) -> None:
    if located.row.parent:
        _known_code(study, located, "parent", located.row.parent)


def _phase(study: Study, located: Located[CodeRow]) -> None:
    phases = [phase.id for phase in study.settings.phases]
    if located.row.phase and located.row.phase not in phases:
        hint = nearest(located.row.phase, phases) or f"the phases of study.yaml: {', '.join(phases)}"
        study.findings.error(located.file, located.line, f"phase '{located.row.phase}' is unknown", hint)


def _denotes(study: Study, located: Located[CodeRow]) -> None:
    row, label = located.row, _LABEL.get(located.row.kind)
    if not row.denotes:
        if label:
            study.findings.warning(
                located.file,
                located.line,
                f"the {row.kind} code '{row.code}' denotes no entity, so its excerpts make no links",
                "name an entity of the registry in 'denotes'",
                ("code-without-entity", row.code),
            )
        return
    found = _kind_of(study, located, "denotes", row.denotes)
    if found and found != label:
        study.findings.error(
            located.file,
            located.line,
            f"the {row.kind} code '{row.code}' denotes '{row.denotes}', which is {with_article(found)}",
            "change the code's kind, or let it denote an entity of that kind",
        )


def _kind_of(study: Study, located: Located[CodeRow], column: str, entity: str) -> str | None:
    """The entity's label; an error where the registry does not have it."""
    found = study.kind_of_entity.get(entity)
    if found is None:
        hint = nearest(entity, study.kind_of_entity) or "add it to the registry"
        message = f"{column}: entity '{entity}' is not in the registry"
        study.findings.error(located.file, located.line, message, hint)
    return found


def _asks_about(study: Study, located: Located[CodeRow]) -> None:
    row = located.row
    if row.asks_about and row.kind != "marker":
        study.findings.error(
            located.file,
            located.line,
            f"only a marker asks about something; '{row.code}' is {with_article(row.kind)}",
            "leave asks_about empty, or make the code a marker",
        )
    for entity in row.asks_about:
        if _kind_of(study, located, "asks_about", entity) == "QualityAttribute":
            study.findings.error(
                located.file,
                located.line,
                f"'{row.code}' asks about '{entity}', which is a quality attribute",
                "name an issue, cause, mitigation, consequence or phase; nobody reports a quality attribute",
            )


def _answers(study: Study, located: Located[CodeRow]) -> None:
    row = located.row
    if row.answers:
        if row.kind != "mitigation":
            study.findings.error(
                located.file,
                located.line,
                f"only a mitigation code answers another; '{row.code}' is {with_article(row.kind)}",
            )
        elif _known_code(study, located, "answers", row.answers):
            _answerable(study, located)


def _answerable(study: Study, located: Located[CodeRow]) -> None:
    answered = study.code[study.canonical[located.row.answers]]
    if answered.kind not in ("issue", "cause", "consequence"):
        study.findings.error(
            located.file,
            located.line,
            f"'{located.row.code}' answers '{answered.code}', which is {with_article(answered.kind)}",
            "a mitigation answers an issue, a cause or a consequence",
        )


def _no_cycle(study: Study) -> None:
    parents = {c.row.code: study.canonical.get(c.row.parent, "") for c in study.codes}
    for located in study.codes:
        if in_cycle(located.row.code, parents):
            study.findings.error(
                located.file, located.line, f"'{located.row.code}' is its own ancestor", "mend its parents"
            )
