"""What check says beyond the schema: gaps, names almost alike, contradictions, missing excerpts, waivers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mitigraph.loaders.findings import Severity
from mitigraph.loaders.load import checked_study
from mitigraph.queries.given import write_study
from tests.studies import given

PLACED = {"interview": 1, "subject": "drift", "relation": "reports", "phase": "deployment"}


def found(folder: Path, severity: Severity = Severity.WARNING, **more: Any) -> list[str]:
    """The findings of one severity of a tiny study."""
    write_study(given(**more), folder)
    return [str(finding) for finding in checked_study(folder).findings.of(severity)]


def test_an_issue_without_phase_is_warned_of_until_one_statement_places_it(tmp_path: Path) -> None:
    """The phase of any affirmed statement will do; a denial places nothing."""
    bare = {"interview": 1, "subject": "drift", "relation": "reports"}
    denied = {**PLACED, "polarity": "denied"}
    (warning,) = found(tmp_path / "a", statements=[bare, denied])
    assert warning.startswith("registry/issues.csv:2: warning: no evidence says in which phase 'drift'")
    assert warning.endswith("[issue-without-phase: drift]")
    assert found(tmp_path / "b", statements=[bare, PLACED]) == []


def test_a_consequence_of_an_issue_is_placed_by_the_phase_in_which_it_shows(tmp_path: Path) -> None:
    """The phase of leads_to is its object's, as the derivation takes it, and not its subject's."""
    says = {"interview": 1, "subject": "drift", "relation": "leads_to", "object": "lost-trust"}
    warnings = found(tmp_path, statements=[{**says, "phase": "deployment"}])
    assert [warning.split("[")[1] for warning in warnings] == ["issue-without-phase: drift]"]


def test_an_issue_is_placed_by_what_is_a_kind_of_it_and_none_that_is_only_answered_needs_a_place(
    tmp_path: Path,
) -> None:
    """The broader issue is found through the narrower one; an answer alone says not that it was there."""
    narrow = {**PLACED, "subject": "label-drift"}
    broad = {"interview": 1, "subject": "drift", "relation": "reports"}
    assert found(tmp_path / "a", statements=[narrow, broad]) == []
    answers = {"interview": 1, "subject": "retraining", "relation": "mitigates", "object": "drift"}
    assert found(tmp_path / "b", statements=[answers]) == []


def test_a_code_with_a_phase_places_its_issue(tmp_path: Path) -> None:
    """The codebook's phase is evidence of its own basis."""
    assert found(tmp_path, excerpts=[{"interview": 1, "codes": "Drift"}]) == []


def test_a_mitigation_that_answers_nothing_is_warned_of(tmp_path: Path) -> None:
    """To be named is not to answer; a code that answers another code does."""
    named = {"interview": 1, "subject": "retraining", "relation": "reports"}
    (warning,) = found(tmp_path / "a", statements=[named])
    assert "no evidence says what 'retraining' answers" in warning
    assert warning.endswith("[mitigation-answers-nothing: retraining]")
    answers = {"interview": 1, "subject": "retraining", "relation": "mitigates", "object": "drift"}
    assert found(tmp_path / "b", statements=[named, answers, PLACED]) == []
    excerpts = [{"interview": 1, "codes": "Drift-fix"}]
    assert found(tmp_path / "c", statements=[named], excerpts=excerpts) == []


def test_what_does_not_count_warns_of_nothing(tmp_path: Path) -> None:
    """Another coder's statements, and what is about others, leave no gap of this study."""
    others = {"interview": 1, "subject": "drift", "relation": "reports", "about": "others"}
    bos = {"interview": 1, "subject": "drift", "relation": "reports", "coder": "Bo"}
    interviews = [{"id": 1, "counts": ["Ann"]}]
    assert found(tmp_path, statements=[others, bos], interviews=interviews) == []


@pytest.mark.parametrize(
    ("issue", "warned"),
    [
        ({"id": "drifts", "name": "Drifts"}, True),
        ({"id": "x", "name": "X", "aliases": "drift (of data);DRIFT"}, True),
        ({"id": "drifts", "name": "Drifts", "kind_of": "drift"}, False),
        ({"id": "rift", "name": "Valley"}, False),
    ],
)
def test_names_that_are_almost_alike_are_warned_of(
    tmp_path: Path, issue: dict[str, str], warned: bool
) -> None:
    """Names, ids and aliases, in any case; what is a kind of the other may be called like it."""
    warnings = found(tmp_path, issues=[issue])
    ids = "|".join(sorted(("drift", issue["id"])))
    assert [w.split("[")[1] for w in warnings] == ([f"near-duplicate-names: {ids}]"] if warned else [])


def test_alike_names_are_found_across_kinds(tmp_path: Path) -> None:
    """One thing has one home kind: a cause called like an issue is a doubtful thing."""
    (warning,) = found(tmp_path, causes=[{"id": "model-drift", "name": "Drift"}])
    assert "registry/causes.csv:4" in warning or "registry/issues.csv:2" in warning


def test_a_code_that_contradicts_the_statement_on_its_excerpt_is_warned_of(tmp_path: Path) -> None:
    """A code left affirmed beside a denial would count as a report."""
    excerpt = {"interview": 1, "codes": "Drift", "at": 1}
    denial = {**PLACED, "at": 1, "polarity": "denied"}
    (warning,) = found(tmp_path / "a", excerpts=[excerpt], statements=[denial])
    assert warning.startswith("statements/all.csv:2: warning: 'drift' is denied and about own in statement")
    assert warning.endswith("[code-against-statement: 1/Ann/s1]")
    agreeing = [{**excerpt, "polarity": "denied"}]
    assert found(tmp_path / "b", excerpts=agreeing, statements=[denial]) == []


def test_a_statement_that_leans_on_an_excerpt_which_is_not_there_is_an_error(tmp_path: Path) -> None:
    """Where excerpts are paraphrased and statements are not; one with a paraphrase makes its own excerpt."""
    excerpts = [{"interview": 1, "codes": "Drift", "at": 1, "paraphrase": "It moved."}]
    assert found(tmp_path, Severity.ERROR, excerpts=excerpts, statements=[{**PLACED, "at": 2}]) == []
    statements = tmp_path / "statements" / "all.csv"
    text = statements.read_text(encoding="utf-8")
    assert "What turn 2 says." in text
    statements.write_text(text.replace("What turn 2 says.", ""), encoding="utf-8")
    (error,) = checked_study(tmp_path).findings.of(Severity.ERROR)
    assert (error.file, error.line) == ("statements/all.csv", 2)
    assert error.message == (
        "statement 's1': its excerpt 2:0-2:40 is missing: the coding by 'Ann' does not have it"
    )
    there = found(tmp_path / "b", Severity.ERROR, excerpts=excerpts, statements=[{**PLACED, "at": 1}])
    assert there == []


def test_a_statement_on_an_excerpt_of_another_interview_is_an_error(tmp_path: Path) -> None:
    """Its anchor and hash stand in the other interview's coding, and not in its own."""
    excerpts = [{"interview": 1, "codes": "Drift", "at": 1}, {"interview": 2, "codes": "Drift", "at": 2}]
    write_study(given(excerpts=excerpts, statements=[{**PLACED, "at": 1}]), tmp_path)
    statements = tmp_path / "statements" / "all.csv"
    statements.write_text(statements.read_text(encoding="utf-8").replace("\n1,", "\n2,"), encoding="utf-8")
    errors = [str(finding) for finding in checked_study(tmp_path).findings.of(Severity.ERROR)]
    assert errors == [
        (
            "statements/all.csv:2: error: statement 's1': its excerpt 1:0-1:40 belongs to interview '1' "
            "(mend the interview, or the anchor and its hash)"
        )
    ]


def test_circles_partial_codings_and_what_is_unused_are_told(tmp_path: Path) -> None:
    """Information, never a warning: all of them may be meant."""
    pairs = [("drift", "label-drift"), ("label-drift", "drift")]
    said = [
        {"interview": 1, "subject": a, "relation": "leads_to", "object": b, "phase": "deployment"}
        for a, b in pairs
    ]
    codings = [{"interview": 1, "coder": "Ann", "status": "partial"}]
    told = found(tmp_path, Severity.INFO, statements=said, codings=codings)
    assert told == [
        "codebook.csv: info: no coding uses 3 codes: Drift, Drift-fix, Q1",
        "codings.csv:2: info: the coding of '1' by 'Ann' is partial",
        (
            "registry/: info: affirmed of the participant's own work by no coding that counts: 4 entities: "
            "unset-seed, no-owner, retraining, lost-trust"
        ),
        "statements/: info: causes go round in a circle: drift -> label-drift -> drift",
    ]


def _with_waivers(folder: Path, *lines: str) -> dict[Severity, list[str]]:
    bare = {"interview": 1, "subject": "drift", "relation": "reports"}
    write_study(given(statements=[bare]), folder)
    text = "\n".join(("check,subject,reason", *lines))
    (folder / "waivers.csv").write_text(f"{text}\n", encoding="utf-8")
    findings = checked_study(folder).findings
    return {severity: [str(finding) for finding in findings.of(severity)] for severity in Severity}


def test_a_waiver_takes_its_warning_and_gives_the_reason(tmp_path: Path) -> None:
    """The finding stays visible, as waived, with the place of the waiver and its reason."""
    all_of = _with_waivers(tmp_path, "issue-without-phase,drift,nobody names one")
    assert all_of[Severity.WARNING] == []
    (waived,) = all_of[Severity.WAIVED]
    assert waived.startswith("registry/issues.csv:2: waived: no evidence says in which phase 'drift'")
    assert "(waived in waivers.csv:2: nobody names one)" in waived


def test_a_waiver_that_waives_nothing_is_warned_of(tmp_path: Path) -> None:
    """It hides what comes up under its name later; the nearest subject is offered."""
    warnings = _with_waivers(tmp_path, "issue-without-phase,drft,nobody names one")[Severity.WARNING]
    assert len(warnings) == 2
    assert "waivers.csv:2: warning: there is no warning 'issue-without-phase' about 'drft'" in warnings[1]
    assert "did you mean 'drift'?" in warnings[1]


def test_a_waiver_needs_a_reason_and_stands_once(tmp_path: Path) -> None:
    """A waiver without reason, or twice, is an error."""
    line = "issue-without-phase,drift,"
    assert (
        "waivers.csv:2: error: 'reason' is empty (fill it in)"
        in _with_waivers(tmp_path / "a", line)[Severity.ERROR]
    )
    twice = _with_waivers(tmp_path / "b", f"{line}one", f"{line}two")[Severity.ERROR]
    assert twice == [
        "waivers.csv:3: error: the warning is waived in line 2 already (remove one of the two rows)"
    ]


def test_an_error_stays_whatever_is_waived(tmp_path: Path) -> None:
    """Errors have no check and subject to name, and a waiver without them is an error itself."""
    all_of = _with_waivers(tmp_path, "issue-without-phase,drift,nobody names one", ",,everything")
    errors = all_of[Severity.ERROR]
    assert errors == [
        "waivers.csv:3: error: 'check' is empty (fill it in)",
        "waivers.csv:3: error: 'subject' is empty (fill it in)",
    ]


def test_a_waiver_does_not_cover_what_comes_later(tmp_path: Path) -> None:
    """A subject that has changed makes the waiver idle, and the idle waiver has no key to waive it by."""
    all_of = _with_waivers(tmp_path, "issue-without-phase,label-drift,nobody names one")
    bare, idle = all_of[Severity.WARNING]
    assert bare.endswith("[issue-without-phase: drift]")
    assert idle == (
        "waivers.csv:2: warning: there is no warning 'issue-without-phase' about 'label-drift' "
        "(remove the waiver)"
    )


def test_the_interviewer_s_words_and_labels_without_words_leave_no_gap(tmp_path: Path) -> None:
    """They are no evidence in the graph, so they neither place an issue nor make one that lacks a phase."""
    asked = {**PLACED, "speaker": "interviewer", "at": 1}
    bare = {"interview": 1, "subject": "drift", "relation": "reports", "at": 2}
    label = {"interview": 1, "codes": "Drift", "at": 3, "extent": "label-only"}
    (warning,) = found(tmp_path / "a", statements=[asked, bare], excerpts=[label])
    assert warning.endswith("[issue-without-phase: drift]")
    only = {"interview": 1, "subject": "label-drift", "relation": "reports", "speaker": "interviewer"}
    assert found(tmp_path / "b", statements=[only]) == []


def test_two_codes_and_further_excerpts_are_held_against_a_statement(tmp_path: Path) -> None:
    """Each code that denotes the entity, on each excerpt of the statement."""
    codes = [{"code": "Drift2", "denotes": "drift"}]
    denial = {**PLACED, "at": 1, "polarity": "denied", "statement": "s1"}
    more = {"interview": 1, "statement": "s1", "at": 2}
    first = {"interview": 1, "codes": "Drift", "at": 1, "polarity": "denied"}
    second = {"interview": 1, "codes": "Drift2", "at": 1, "polarity": "affirmed"}
    warnings = found(tmp_path / "a", codes=codes, excerpts=[first, second], statements=[denial])
    assert any("by the code 'Drift2' on its excerpt" in warning for warning in warnings)
    elsewhere = {"interview": 1, "codes": "Drift", "at": 2}
    (warning,) = found(tmp_path / "b", excerpts=[first, elsewhere], statements=[denial, more])
    assert warning.endswith("[code-against-statement: 1/Ann/s1]")


def test_short_answers_may_be_alike_in_two_interviews(tmp_path: Path) -> None:
    """A 'Yes.' at the start of a turn has the same anchor and hash anywhere."""
    excerpts = [{"interview": 1, "codes": "Drift", "at": 1}, {"interview": 2, "codes": "Drift", "at": 2}]
    write_study(given(excerpts=excerpts, statements=[{**PLACED, "at": 1}]), tmp_path)
    for name in ("statements/all.csv", "codings/1-ann.csv"):
        text = (tmp_path / name).read_text(encoding="utf-8").replace("1,0,1,40", "1,0,1,4")
        (tmp_path / name).write_text(text, encoding="utf-8")
    statements = tmp_path / "statements" / "all.csv"
    statements.write_text(statements.read_text(encoding="utf-8").replace("\n1,", "\n2,"), encoding="utf-8")
    assert checked_study(tmp_path).findings.of(Severity.ERROR) == []
