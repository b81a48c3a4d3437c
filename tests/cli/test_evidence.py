"""`mitigraph evidence`: the excerpts behind a node or a link."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from mitigraph.queries.given import write_study
from tests.cli.running import Ran, mitigraph
from tests.conftest import ROOT
from tests.viz.given import SHOP

EXAMPLES = ROOT / "transcripts" / "examples"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented shop, loaded without exact words."""
    folder = tmp_path_factory.mktemp("evidence") / "shop"
    folder.mkdir()
    write_study(SHOP, folder)
    assert mitigraph("--study", folder, "load", "--quiet").code == 0
    return folder


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the example study, loaded without its transcript."""
    folder = tmp_path_factory.mktemp("evidence") / "invented"
    shutil.copytree(EXAMPLES / "study", folder)
    assert mitigraph("--study", folder, "load", "--quiet").code == 0
    return folder


def evidence(study: Path, *arguments: str | Path) -> Ran:
    """Run the command."""
    return mitigraph("--study", study, "evidence", *arguments)


def test_a_link_opens_to_who_says_so_where_and_how(shop: Path) -> None:
    """Interview, turn, participant, coder, paraphrase, reading, basis; denials say what they are."""
    shown = evidence(shop, "holidays", "causes", "drift")
    assert (shown.code, shown.err) == (0, "")
    assert shown.out == (
        "Holidays (holidays) -[CAUSES]-> Drift (drift)\n"
        "Told by 2 participants in 2 excerpts (1 statement of the participant, 1 inference of the coder); "
        "1 excerpt denies it; 1 is about somebody else's work or in general.\n"
        "\n"
        "interview 1, turn 5, P1 (Ann)\n"
        "  After the holidays the forecast was off.\n"
        "  - Holidays causes Drift, in Deployment [stated, s1]\n"
        "\n"
        "interview 2, turn 6, P2 (Ann)\n"
        "  The season made it worse.\n"
        "  - Holidays causes Drift [inferred, s2]\n"
        "\n"
        "interview 3, turn 7, P3 (Ann)\n"
        "  Another shop had that.\n"
        "  - Holidays causes Drift [stated, about somebody else's work, s3]\n"
        "\n"
        "interview 3, turn 8, P3 (Ann)\n"
        "  For them the season is no matter.\n"
        "  - Holidays causes Drift [stated, denied, s4]\n"
    )


def test_names_aliases_and_parts_mean_the_same_as_ids(shop: Path) -> None:
    """As people write them: any case, blanks or underscores in the type."""
    by_id = evidence(shop, "drift", "LEADS_TO", "wrong-orders").out
    assert evidence(shop, "Décalage", "leads to", "Wrong ORDERS").out == by_id
    assert evidence(shop, "shift", "leads-to", "wrong").out == by_id
    assert "interview 1, turn 12, P1 (Ann)" in by_id


def test_an_entity_shows_every_reading_and_its_narrower_kinds(shop: Path) -> None:
    """One block an excerpt; what is a kind of it is named, and shown if asked for."""
    shown = evidence(shop, "change").out
    assert "No participant affirms it of their own work." in shown
    assert "kinds of it with evidence of their own, shown by --narrower: drift (8 excerpts)" in shown
    wide = evidence(shop, "change", "--narrower").out
    assert wide.startswith("Data change over time (change, Issue), with 1 that is a kind of it\n")
    assert "interview 1, turn 4, P1 (Ann)\n  Sales moved after the holidays.\n" in wide
    assert "  - coded as drift [coded]\n" in wide


def test_a_participant_and_a_code_open_too(shop: Path) -> None:
    """All that one person tells; all that a code was applied to, labels without words too."""
    told = evidence(shop, "P3").out
    assert "interview 3, turn 16, P3 (Ann)" in told
    assert "role: analyst; 5 excerpts about something in the registry" in evidence(shop, "p1").out
    assert "interview 1" not in told
    both = evidence(shop, "drift").out
    assert both.startswith("Drift (drift, Issue)\n")  # there is a code of this name too
    assert evidence(shop, "drift", "--code").out.startswith("drift (issue code)\n")
    coded = evidence(shop, "HOLIDAY").out
    assert coded.startswith("holiday (cause code)\n")
    assert "interview 3, turn 31, P3 (Ann)" in coded
    assert "  - coded as holiday [coded, interviewer]" in coded  # no words of the participant's
    label = evidence(shop, "drift", "--code").out
    assert "  - coded as drift [coded, label without words]" in label


def test_another_coding_is_shown_if_asked_for(shop: Path) -> None:
    """Bo's coding does not count, and says so."""
    assert "turn 32" not in evidence(shop, "wrong-orders").out
    shown = evidence(shop, "wrong-orders", "--all-codings").out
    assert "interview 1, turn 32, P1 (Bo, does not count)" in shown


def test_a_denied_issue_opens_to_its_denial(shop: Path) -> None:
    """No link is derived from a denial, and it is evidence all the same."""
    shown = evidence(shop, "P3", "REPORTS", "unheard")
    assert shown.code == 0
    assert "No participant affirms it of their own work; 1 excerpt denies it." in shown.out
    assert "[stated, denied, s10]" in shown.out


def test_what_the_registry_declares_names_its_file_and_line(shop: Path) -> None:
    """KIND_OF and DEGRADES have no excerpts."""
    assert "Declared in registry/issues.csv, line 3." in evidence(shop, "drift", "KIND_OF", "change").out
    assert "Declared in registry/issues.csv, line 3." in evidence(shop, "drift", "degrades", "accuracy").out
    assert "drift (registry/issues.csv:3)" in evidence(shop, "accuracy").out


def test_exact_words_come_from_the_transcripts_at_hand(invented: Path) -> None:
    """They need not be in the graph; whoever sees them is warned."""
    link = ("unset-seed", "CAUSES", "runs-not-repeatable")
    without = evidence(invented, *link)
    assert (without.err, "ranking model" in without.out) == ("", False)
    shown = evidence(invented, *link, "--transcripts", EXAMPLES)
    assert '  "We trained the ranking model on Monday' in shown.out
    assert shown.err == "warning: this holds the exact words of interviews: treat it as confidential\n"


def test_words_that_are_not_at_hand_are_said_to_be_missing(invented: Path, tmp_path: Path) -> None:
    """A folder without the interview leaves the paraphrases."""
    shown = evidence(invented, "unset-seed", "--transcripts", tmp_path)
    assert shown.code == 0
    assert "no exact words are at hand for 2 excerpts of interview 90" in shown.err


def test_a_table_has_a_row_for_each_reading(shop: Path) -> None:
    """For programs: the same readings with ids."""
    rows = json.loads(evidence(shop, "holidays", "causes", "drift", "-f", "json").out)
    assert [(row["interview"], row["turn"], row["polarity"], row["about"]) for row in rows] == [
        ("1", 5, "affirmed", "own"),
        ("2", 6, "affirmed", "own"),
        ("3", 7, "affirmed", "others"),
        ("3", 8, "denied", "own"),
    ]
    assert {(row["subject"], row["relation"], row["object"]) for row in rows} == {
        ("holidays", "causes", "drift")
    }
    assert rows[0]["reading"] == "Holidays causes Drift, in Deployment"


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (("holidys",), "no thing in the graph is called 'holidys'", "did you mean 'holidays'?"),
        (
            ("a",),
            "'a' is part of 10 names",
            "give one of these ids: accuracy (Accuracy); alerts (Alerts); change (Data change over time)",
        ),
        (
            ("drift", "causes", "waste"),
            "no cause in the graph is called 'drift'",
            "'drift' is an issue",
        ),
        (("holidays", "caused", "drift"), "'CAUSED' is no type of link", "one of: CAUSES, MITIGATES"),
        (
            ("holidays", "drift"),
            "evidence takes an id, or the start, type and end of a link; here are 2 words",
            "put a name that has blanks in quotation marks",
        ),
        (
            ("retraining", "mitigates", "wrong-orders"),
            "nothing is said about Retraining (retraining) -[MITIGATES]-> Wrong orders (wrong-orders)",
            "from 'retraining' there is: MITIGATES drift",
        ),
        (
            ("alerts", "mitigates", "nothing like this"),
            "no issue or cause or consequence in the graph is called 'nothing like this'",
            "there is: ",
        ),
    ],
)
def test_a_slip_is_answered_with_what_there_is(
    shop: Path, words: tuple[str, ...], message: str, hint: str
) -> None:
    """Unknown, ambiguous, unsaid: what is wrong, and the candidates."""
    shown = evidence(shop, *words)
    assert shown.code in (1, 2)
    assert shown.error[0] == message
    assert shown.error[1].startswith(hint)


def test_no_other_participant_answers_for_one_who_is_not_there(shop: Path) -> None:
    """P is not a part of P1, P2 and P3: people are named whole."""
    assert "no thing in the graph is called 'P'" in evidence(shop, "P").error[0] or "names" in str(
        evidence(shop, "P").error
    )
    assert evidence(shop, "P33").code == 1


def test_what_is_narrower_counts_as_the_query_counts_it(shop: Path) -> None:
    """Participants and excerpts of an issue with its kinds are those of issues/by-participants."""
    query = ("query", "run", "issues/by-participants", "-p", "least=1", "-f", "json")
    rows = json.loads(mitigraph("--study", shop, *query).out)
    (change,) = [row for row in rows if row["issue_id"] == "change"]
    told = f"Reported by {change['participants']} participants in {change['excerpts']} excerpts"
    assert told in evidence(shop, "change", "--narrower").out
    assert told in evidence(shop, "change", "--narrower", "--all-codings").out


def test_a_study_whose_anchors_do_not_match_shows_no_words(invented: Path) -> None:
    """With transcripts every anchor is held against them before a word is shown."""
    path = invented / "statements" / "90.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("d8ecab8dde10ce1d", "d8ecab8dde10ce1e"), encoding="utf-8")
    try:
        shown = evidence(invented, "unset-seed", "--transcripts", EXAMPLES)
    finally:
        path.write_text(text, encoding="utf-8")
    assert (shown.code, shown.out) == (1, "")
    assert "do not match their sha256" in shown.error[0]


def test_options_that_do_not_go_together_are_refused(shop: Path) -> None:
    """--narrower is for an entity; a wish for words that are not there is answered."""
    shown = evidence(shop, "holidays", "causes", "drift", "--narrower")
    assert shown.code == 2
    assert shown.error[0] == "--narrower and --code are for an ID, not for a link"
    assert "the graph holds no exact words of it" in evidence(shop, "drift", "--verbatim").err


def test_a_statement_and_an_excerpt_open_by_their_ids(shop: Path) -> None:
    """As other answers print them."""
    shown = evidence(shop, "2/Ann/s2").out
    assert shown.startswith("2/Ann/s2 (statement)\n\ninterview 2, turn 6, P2 (Ann)\n")
    assert evidence(shop, "2/Ann/6:0-6:40").out.splitlines()[1:] == shown.splitlines()[1:]
    assert evidence(shop, "2/Ann/s99").error[0] == "no statement or excerpt has the id '2/Ann/s99'"
