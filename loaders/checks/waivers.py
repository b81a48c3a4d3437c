"""The waivers of a study: warnings that somebody looked at and accepts, each with a reason."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches

from mitigraph.loaders.findings import Findings, Severity
from mitigraph.loaders.formats import WaiverRow
from mitigraph.loaders.study import Study
from mitigraph.loaders.tables import Located

Key = tuple[str, str]


def apply_waivers(study: Study) -> None:
    """Waive the warnings that waivers.csv names; a waiver that waives nothing is a warning itself."""
    waivers: dict[Key, Located[WaiverRow]] = {}
    for located in study.waivers:
        key = (located.row.check, located.row.subject)
        if key in waivers:
            message = f"the warning is waived in line {waivers[key].line} already"
            study.findings.error(located.file, located.line, message, "remove one of the two rows")
        waivers.setdefault(key, located)
    warned = {(f.check, f.subject) for f in study.findings if f.severity is Severity.WARNING}
    _waive(study.findings, waivers)
    for key, located in waivers.items():
        if key not in warned:
            _idle(study, key, located, warned)


def _waive(findings: Findings, waivers: dict[Key, Located[WaiverRow]]) -> None:
    for number, finding in enumerate(findings):
        waiver = waivers.get((finding.check, finding.subject))
        if waiver and finding.severity is Severity.WARNING:
            hint = f"waived in {waiver.file}:{waiver.line}: {waiver.row.reason}"
            findings[number] = replace(finding, severity=Severity.WAIVED, hint=hint)


def _idle(study: Study, key: Key, located: Located[WaiverRow], warned: set[Key]) -> None:
    """It carries no key of its own: what is to be done about it is to remove or to mend it."""
    check, subject = key
    message = f"there is no warning '{check}' about '{subject}'"
    near = get_close_matches(subject, [other for name, other in warned if name == check], n=1, cutoff=0.8)
    hint = f"did you mean '{near[0]}'?" if near else "remove the waiver"
    study.findings.warning(located.file, located.line, message, hint, ("", ""))
