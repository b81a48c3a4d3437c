"""Checks of the registry and of study.yaml: ids, the hierarchy, quality attributes."""

from __future__ import annotations

from mitigraph.loaders.checks.kinds import in_cycle
from mitigraph.loaders.findings import nearest, with_article
from mitigraph.loaders.formats import IssueRow
from mitigraph.loaders.study import Entity, Study
from mitigraph.settings import STUDY_FILE


def check_registry(study: Study) -> None:
    """Every check of entities, phases and quality attributes."""
    _unique_ids(study)
    for entity in study.entities:
        _broader(study, entity)
        _quality(study, entity)
        _published(study, entity)
    _attributes(study)
    _no_cycle(study)


def _unique_ids(study: Study) -> None:
    seen: dict[str, str] = {}
    for what, rows in (
        ("phase", study.settings.phases),
        ("quality attribute", study.settings.quality_attributes),
    ):
        for row in rows:
            if row.id in seen:
                study.findings.error(
                    STUDY_FILE, 1, f"the {what} '{row.id}' stands twice", "give it another id"
                )
            seen[row.id] = STUDY_FILE
    for entity in study.entities:
        if entity.row.id in seen:
            study.findings.error(
                entity.file,
                entity.line,
                f"the id '{entity.row.id}' already stands in {seen[entity.row.id]}",
                "an entity has one row and one kind: give this one another id, or remove it",
            )
        else:
            seen[entity.row.id] = f"{entity.file}:{entity.line}"


def _broader(study: Study, entity: Entity) -> None:
    if not entity.row.kind_of:
        return
    found = study.kind_of_entity.get(entity.row.kind_of)
    same = [id_ for id_, label in study.kind_of_entity.items() if label == entity.label]
    if found is None:
        message = f"kind_of '{entity.row.kind_of}' is not in the registry"
        study.findings.error(entity.file, entity.line, message, nearest(entity.row.kind_of, same) or "add it")
    elif found != entity.label:
        kinds = with_article(found), with_article(entity.label)
        message = f"kind_of '{entity.row.kind_of}' is {kinds[0]}, '{entity.row.id}' {kinds[1]}"
        study.findings.error(entity.file, entity.line, message, "an entity is a kind of one of its own kind")


def _quality(study: Study, entity: Entity) -> None:
    if not isinstance(entity.row, IssueRow):
        return
    known = [attribute.id for attribute in study.settings.quality_attributes]
    for attribute in entity.row.quality_attribute:
        if attribute not in known:
            message = f"quality attribute '{attribute}' is not in study.yaml"
            study.findings.error(
                entity.file, entity.line, message, nearest(attribute, known) or "add it there"
            )


def _published(study: Study, entity: Entity) -> None:
    """Where study.yaml lists what is published, a reference has to be to one of it."""
    known = [published.id for published in study.settings.published]
    for reference in getattr(entity.row, "published", ()) if known else ():
        if reference not in known:
            message = f"'{reference}' is not among the published ones of study.yaml"
            study.findings.error(
                entity.file, entity.line, message, nearest(reference, known) or "add it there"
            )


def _attributes(study: Study) -> None:
    known = {attribute.id for attribute in study.settings.quality_attributes}
    for attribute in study.settings.quality_attributes:
        if attribute.kind_of and attribute.kind_of not in known:
            message = (
                f"the quality attribute '{attribute.id}' is a kind of '{attribute.kind_of}', which is unknown"
            )
            study.findings.error(STUDY_FILE, 1, message, nearest(attribute.kind_of, known) or "add it")


def _no_cycle(study: Study) -> None:
    attributes = {row.id: row.kind_of for row in study.settings.quality_attributes}
    for id_ in attributes:
        if in_cycle(id_, attributes):
            study.findings.error(STUDY_FILE, 1, f"'{id_}' is a kind of itself", "mend its kind_of")
    above = {entity.row.id: entity.row.kind_of for entity in study.entities}
    for entity in study.entities:
        if in_cycle(entity.row.id, above):
            study.findings.error(
                entity.file, entity.line, f"'{entity.row.id}' is a kind of itself", "mend the kind_of column"
            )
