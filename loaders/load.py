"""Check, plan and load: a study folder against a graph."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from mitigraph import __version__
from mitigraph.errors import FindingsError, Overtaken
from mitigraph.graph.apply import Applied, apply, demand_own, prepare
from mitigraph.graph.elements import Desired
from mitigraph.graph.plan import Plan, TextRule, make_plan
from mitigraph.graph.session import GraphSession, Transaction
from mitigraph.loaders.checks import check_study
from mitigraph.loaders.findings import Finding, Findings, Severity
from mitigraph.loaders.rows import desired_graph
from mitigraph.loaders.study import Study, read_study
from mitigraph.loaders.transcripts import attach_transcripts

Progress = Callable[[str], None]
ATTEMPTS = 8  # at a plan, before giving way to other loads that write at the same time
_UNBROUGHT = "MATCH (s:Source) WHERE NOT EXISTS { (:Load)-[:BROUGHT]->(s) }"


@dataclass(frozen=True)
class Request:
    """What to load and how.

    Attributes:
        folder: the study.
        transcripts: folder of transcripts to verify anchors against and take the exact words from.
        drop_text: remove exact words from the graph.
        full: compare every coding, also those whose digest says that nothing changed.
    """

    folder: Path
    transcripts: Path | None = None
    drop_text: bool = False
    full: bool = False

    @property
    def text(self) -> TextRule:
        """What happens to exact words in the graph."""
        return TextRule(drop=self.drop_text, at_hand=self.transcripts is not None)


@dataclass(frozen=True)
class LoadReport:
    """What a load found and did."""

    study: Study
    plan: Plan
    applied: Applied = field(default_factory=Applied)

    @property
    def findings(self) -> Findings:
        """Warnings and information; a study with errors is never loaded."""
        return self.study.findings


def checked_study(folder: Path, transcripts: Path | None = None) -> Study:
    """Read a study and run all checks; the findings are on the study."""
    study = read_study(folder)
    if transcripts is not None:
        attach_transcripts(study, transcripts)
    check_study(study)
    return study


def demand_sound(study: Study) -> None:
    """Refuse a study with errors.

    Raises:
        FindingsError: with the first error; all of them are on ``study.findings``.
    """
    errors = study.findings.of(Severity.ERROR)
    if errors:
        first: Finding = errors[0]
        many = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        raise FindingsError(
            f"{first.place}: {first.message}{many}", first.hint or "run 'mitigraph check' for all findings"
        )


def make_study_plan(session: GraphSession, study: Study, request: Request) -> tuple[Desired, Plan]:
    """The desired graph of a sound study, and what the database lacks of it."""
    demand_own(session.read, study.settings.id)
    desired = _with_text_rule(desired_graph(study), request)
    return desired, make_plan(session.read, desired, request.text, full=request.full)


def load(session: GraphSession, request: Request, progress: Progress = lambda _part: None) -> LoadReport:
    """Bring the graph in line with the study; loading twice writes nothing the second time.

    Raises:
        FindingsError: the study has errors; nothing was written.
        ForeignDatabase: the database holds another study or something else; nothing was written.
    """
    study = checked_study(request.folder, request.transcripts)
    return load_study(session, study, request, progress)


def load_study(
    session: GraphSession, study: Study, request: Request, progress: Progress = lambda _part: None
) -> LoadReport:
    """As ``load``, for a study that was read and checked."""
    demand_sound(study)
    report = _written(session, study, request, progress)
    if report.applied.anything or _unrecorded(session):
        session.write(lambda tx: _record(tx, report))
    return report


def _written(session: GraphSession, study: Study, request: Request, progress: Progress) -> LoadReport:
    """Plan and apply; plan again where another load wrote in between."""
    for attempt in range(1, ATTEMPTS + 1):
        prepare(session, study.settings.id)
        desired, plan = make_study_plan(session, study, request)
        try:
            return LoadReport(study, plan, apply(session, desired, plan, progress))
        except Overtaken:
            if attempt == ATTEMPTS:
                raise
            time.sleep(random.uniform(0.5, 1) * attempt)  # noqa: S311 - so that two do not meet again
    raise AssertionError("not reached")


def _unrecorded(session: GraphSession) -> bool:
    """Whether a load was cut off after its changes and before its record."""
    return bool(session.read(f"{_UNBROUGHT} RETURN s.id AS id LIMIT 1").rows)


def _with_text_rule(desired: Desired, request: Request) -> Desired:
    """With ``--drop-text`` the words go even where the transcripts are at hand."""
    if request.drop_text:
        for part in desired.codings:
            for node in part.nodes:
                node.properties.pop("text", None)
    return desired


def _record(tx: Transaction, report: LoadReport) -> None:
    """The load's own node, joined to the sources whose content it brought."""
    applied = report.applied
    properties = {
        "time": datetime.now(UTC),
        "version": __version__,
        "created": applied.total("created"),
        "changed": applied.total("changed"),
        "removed": applied.total("removed"),
        "report": json.dumps(_summary(report), ensure_ascii=False, sort_keys=True),
    }
    id_ = uuid4().hex
    tx.run("CREATE (l:Load {id: $id}) SET l += $properties", {"id": id_, "properties": properties})
    sources = [row[0] for row in tx.run(f"{_UNBROUGHT} RETURN s.id AS id").rows]
    sources += [
        change.element.id
        for part in report.plan.codings
        for change in part.nodes.change
        if change.element.label == "Source"
    ]
    tx.run(
        "UNWIND $sources AS source MATCH (l:Load {id: $load}) MATCH (s:Source {id: source}) "
        "CREATE (l)-[:BROUGHT]->(s)",
        {"load": id_, "sources": list(dict.fromkeys(sources))},  # one may be both new and changed
    )


def _summary(report: LoadReport) -> dict[str, object]:
    """What stays in the graph of a load's report: no line of it holds words of an interview."""
    return {
        "warnings": [str(finding) for finding in report.findings.of(Severity.WARNING)],
        "sources": {
            name: {"file": source.file, "unit": source.unit, "units": source.units, "taken": source.taken}
            for name, source in sorted(report.study.sources.items())
        },
    }
