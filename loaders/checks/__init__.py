"""The checks of a study: everything that is wrong or doubtful, found before anything is written."""

from __future__ import annotations

from mitigraph.loaders.checks.accounting import check_accounting
from mitigraph.loaders.checks.anchors import check_anchors
from mitigraph.loaders.checks.codebook import check_codebook
from mitigraph.loaders.checks.codings import check_codings
from mitigraph.loaders.checks.contradictions import check_contradictions
from mitigraph.loaders.checks.gaps import check_gaps
from mitigraph.loaders.checks.names import check_names
from mitigraph.loaders.checks.people import check_people
from mitigraph.loaders.checks.registry import check_registry
from mitigraph.loaders.checks.statements import check_statements
from mitigraph.loaders.checks.waivers import apply_waivers
from mitigraph.loaders.findings import Findings
from mitigraph.loaders.study import Study

__all__ = ["check_study"]


def check_study(study: Study) -> Findings:
    """All findings: those of reading the files, and those of every check."""
    for check in (
        check_codebook,
        check_registry,
        check_people,
        check_codings,
        check_statements,
        check_anchors,
        check_accounting,
        check_contradictions,
        check_names,
        check_gaps,
        apply_waivers,
    ):
        check(study)
    return study.findings
