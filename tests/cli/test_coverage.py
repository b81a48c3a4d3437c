"""`mitigraph coverage`: what became of each interview's speech."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from tests.cli.running import Ran, mitigraph
from tests.conftest import ROOT

EXAMPLES = ROOT / "transcripts" / "examples"


def coverage(*arguments: str | Path) -> Ran:
    """Run the command on the invented study."""
    return mitigraph("--study", EXAMPLES / "study", "coverage", *arguments)


def test_people_read_shares_reasons_and_statements() -> None:
    """Turns, words, the share under excerpts, the rest by reason, statements by basis."""
    shown = coverage("--transcripts", EXAMPLES)
    assert (shown.code, shown.err) == (0, "")
    assert shown.out == (
        "interview 90 by Kim (coder, complete, counts)\n"
        "  16 turns, 216 words of interviewee and unknown speakers\n"
        "  under excerpts: 188 (87.0%) in 14 excerpts, 15 code applications\n"
        "  without code, background: 13 (6.0%)\n"
        "  without code, small talk: 12 (5.6%)\n"
        "  without code, filler: 2 (0.9%)\n"
        "  neither coded nor listed: 1 (0.5%)\n"
        "  14 statements: stated 6, inferred 1, codebook 7\n"
        "\n"
    )


def test_without_the_transcripts_it_says_about() -> None:
    """The words of sentences that are coded in part are an estimate then, and it is called one."""
    assert "  under excerpts: about 188 (87.0%) in 14 excerpts" in coverage().out


def test_a_table_has_a_column_for_every_reason_basis_and_polarity() -> None:
    """What people read and what programs read is the same."""
    (row,) = csv.DictReader(io.StringIO(coverage("-f", "csv", "--transcripts", EXAMPLES).out))
    assert (row["words"], row["words_under_excerpts"], row["share_under_excerpts"]) == (
        "216",
        "188",
        "0.8704",
    )
    assert (row["stated_affirmed"], row["inferred_affirmed"], row["codebook_affirmed"]) == ("6", "1", "7")
    reasons = {name: int(row[name]) for name in row if name.startswith("without_code_")}
    assert reasons["without_code_small_talk"] == 12
    whole = int(row["words_under_excerpts"]) + sum(reasons.values()) + int(row["words_neither"])
    assert whole == int(row["words"])


def test_a_table_can_be_written_to_a_file(tmp_path: Path) -> None:
    """In one piece, with a word on stderr."""
    shown = coverage("-f", "json", "-o", tmp_path / "coverage.json")
    assert (shown.code, shown.out) == (0, "")
    assert shown.err == f"wrote 1 row to {tmp_path / 'coverage.json'}\n"
    assert json.loads((tmp_path / "coverage.json").read_text(encoding="utf-8"))[0]["coder"] == "Kim"


def test_one_interview_or_coder_can_be_asked_for() -> None:
    """A name that nothing has is refused, with the nearest one that there is."""
    assert coverage("--interview", "90", "--coder", "Kim").out.count("interview 90") == 1
    shown = coverage("--coder", "Kin")
    assert shown.code == 2
    assert shown.error == ("--coder Kin: nothing in codings.csv has it", "did you mean 'Kim'?")


def test_a_study_with_errors_is_refused(tmp_path: Path) -> None:
    """Shares of a broken study would be wrong."""
    mitigraph("init", tmp_path / "s")
    (tmp_path / "s" / "codings.csv").write_text("interview,coder\n9,Ann\n", encoding="utf-8")
    shown = mitigraph("--study", tmp_path / "s", "coverage")
    assert shown.code == 1
    assert shown.error[0] == "codings.csv:2: interview '9' is not in interviews.csv"
