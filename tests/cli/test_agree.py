"""`mitigraph agree`: figures of agreement, and the sheet of disagreements."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

import mitigraph as package
from mitigraph.agreement.disagreements import COLUMNS as PLACES
from mitigraph.agreement.report import COLUMNS
from mitigraph.loaders.excerpts import text_at, text_sha256
from mitigraph.loaders.formats import SentenceRow
from mitigraph.loaders.records import Anchor, Role, Transcript, Turn
from mitigraph.loaders.speech import sentence_rows
from mitigraph.loaders.writing import csv_text
from mitigraph.queries.given import write_study
from tests.agreement.studies import CODES, Row, excerpt, write
from tests.cli.running import Ran, mitigraph
from tests.conftest import ROOT

ROWS = [
    *(excerpt("Ann", "drift", 2, (0, 60), paraphrase="It moved."), excerpt("Bea", "drift-old", 2, (0, 40))),
    excerpt("Ann", "seed", 4, (0, 40)),
]
WARNING = "warning: this holds the exact words of interviews: treat it as confidential\n"


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """Two coders on one interview, and an empty coding."""
    return write(
        tmp_path, ROWS, codings=[{"interview": 1, "coder": "Cem", "status": "empty"}], interviews=COUNTS
    )


COUNTS = [{"id": 1, "counts": ["Ann", "Bea"]}]


def agree(study: Path, *arguments: str | Path) -> Ran:
    """Run the command."""
    return mitigraph("--study", study, "agree", *arguments)


def test_people_read_what_was_compared_the_figures_and_what_was_left_out(tiny: Path) -> None:
    """Over all text and over coded text, with how to read it."""
    shown = agree(tiny, "--resamples", "0")
    assert (shown.code, shown.err) == (0, "")
    assert shown.out == (
        "Ann and Bea on 1 interview: 1\n"
        "by character: 140 characters in 2 turns of speech; 2 codes that one of them applied; "
        "2 more of the codebook by none\n"
        "\n"
        "over all speech, coded or not: 140 characters\n"
        "                        codes, pooled  codes, mean  code sets  coded or not\n"
        "  percent               78.6           78.6         57.1       57.1\n"
        "  Cohen's kappa         0.462          0.348        0.364      0.276\n"
        "  Fleiss' kappa         0.429          0.261        0.288      0.143\n"
        "  PABAK                 0.571          0.571        -          0.143\n"
        "  Gwet's AC1            0.657          0.679        0.387      0.143\n"
        "  Krippendorff's alpha  0.430          0.264        0.291      0.146\n"
        "  alpha for unitising   0.442          0.285        0.351      0.219\n"
        "\n"
        "over what at least one of them coded: 100 characters\n"
        "                        codes, pooled  codes, mean  code sets\n"
        "  percent               70.0           70.0         40.0\n"
        "  Cohen's kappa         0.400          0.308        0.211\n"
        "  Fleiss' kappa         0.341          0.175        0.032\n"
        "  PABAK                 0.400          0.400        -\n"
        "  Gwet's AC1            0.450          0.506        0.130\n"
        "  Krippendorff's alpha  0.342          0.179        0.037\n"
        "\n"
        "left out: interview 1 by Cem: carries no codes\n"
        "Kappa and alpha: 0 is chance, 1 full agreement. Percent, PABAK and AC1 are high for what is rare.\n"
        "Report alpha with its interval, and what it is over; docs/agreement.md says which figure when.\n"
    )


def test_intervals_name_the_resamples_and_the_seed(tiny: Path) -> None:
    """So that anybody can get the same ones."""
    shown = agree(tiny, "--resamples", "50", "--seed", "3").out
    assert "in brackets: 95 % intervals from 50 resamples of turns within their interviews, seed 3\n" in shown
    assert "78.6 [" in shown


def test_the_most_disputed_codes_come_first(tiny: Path) -> None:
    """By how many characters some have it and some do not."""
    shown = agree(tiny, "--by", "code", "--resamples", "0").out
    _, _, table = shown.partition("each code, over all speech, coded or not, the most disputed first\n")
    assert table.splitlines()[:3] == [
        "  code   Krippendorff's alpha  Cohen's kappa  Gwet's AC1  percent  all have it  some have it",
        "  seed   -0.163                0.000          0.622       71.4     0            40",
        "  drift  0.690                 0.696          0.736       85.7     40           20",
    ]


@pytest.mark.parametrize(("by", "part"), [("interview", "  1 "), ("pair", "  Ann and Bea ")])
def test_each_part_has_a_line(tiny: Path, by: str, part: str) -> None:
    """With its number of characters and the pooled figures."""
    shown = agree(tiny, "--by", by, "--resamples", "0").out
    _, _, table = shown.partition(f"each {by}, over all speech, coded or not, codes pooled\n")
    assert table.splitlines()[1].startswith(part)
    assert "140" in table.splitlines()[1]
    assert "codes, pooled  codes, mean  code sets  coded or not\n" in shown


def test_a_table_has_all_columns_and_says_what_is_left_out_beside_it(tiny: Path, tmp_path: Path) -> None:
    """Figures to the file, the rest to stderr."""
    sheet = tmp_path / "agreement.csv"
    shown = agree(tiny, "--by", "code", "-f", "csv", "-o", sheet)
    assert (shown.code, shown.out) == (0, "")
    assert shown.err == f"left out: interview 1 by Cem: carries no codes\nwrote 11 rows to {sheet}\n"
    with sheet.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == COLUMNS
    assert [row["code"] for row in rows if row["text"] == "all"] == ["", "", "", "", "seed", "drift"]


def test_coders_can_be_chosen(tiny: Path) -> None:
    """A name that nothing has is refused with the nearest one, and one alone is no comparison."""
    assert agree(tiny, "--coders", "Bea, Ann", "--resamples", "0").out.startswith(
        "Bea and Ann on 1 interview: 1\n"
    )
    assert agree(tiny, "--coders", "Ann,Beat").error == (
        "--coders Beat: nothing in codings.csv has it",
        "did you mean 'Bea'?",
    )
    assert agree(tiny, "--coders", "Ann").code == 2
    assert agree(tiny, "--coders", "Ann,Cem").error[0] == (
        "no interview has two codings to compare: interview 1 by Cem: carries no codes"
    )


def test_a_study_with_errors_is_refused(tiny: Path) -> None:
    """Figures of a broken study would be wrong."""
    (tiny / "codebook.csv").write_text("code,kind\ndrift,issue\n", encoding="utf-8")
    shown = agree(tiny)
    assert shown.code == 1
    assert shown.error[0].startswith("codings/1-ann.csv:3: code 'seed' is not in the codebook")


# --- disagreements --------------------------------------------------------------------------------


def test_people_read_who_has_a_code_and_what_the_others_have(tiny: Path) -> None:
    """With the paraphrases."""
    shown = agree(tiny, "--disagreements")
    assert shown.code == 0
    assert shown.out == (
        "Ann and Bea: 2 disagreements, 1 of them in the code itself\n"
        "\n"
        "interview 1, turn 2, characters 40 to 60, P1: drift (extent)\n"
        "  Ann: has it\n"
        "    It moved.\n"
        "  Bea: has it beside this place (here: no code)\n"
        "\n"
        "interview 1, turn 4, characters 0 to 40, P1: seed (code)\n"
        "  Ann: has it\n"
        "    no paraphrase\n"
        "  Bea: no code\n"
    )


def test_a_sheet_has_columns_to_fill_in(tiny: Path) -> None:
    """Empty ones for the decision and a remark, and no exact words."""
    rows = list(csv.DictReader(io.StringIO(agree(tiny, "--disagreements", "-f", "csv").out)))
    assert tuple(rows[0]) == PLACES
    assert {(row["decision"], row["remark"]) for row in rows} == {("", "")}


def test_a_sheet_without_rows_has_its_columns(tmp_path: Path) -> None:
    """Full agreement is an answer."""
    study = write(tmp_path, [excerpt(coder, "drift", 2, (0, 60)) for coder in ("Ann", "Bea")])
    assert agree(study, "--disagreements", "-f", "csv").out == ",".join(PLACES) + "\n"


TURNS = (
    (Role.INTERVIEWER, "What went wrong?"),
    (Role.INTERVIEWEE, "The ranking moved after every upgrade of the packages. Nobody had pinned them."),
)
TRANSCRIPT = Transcript(tuple(Turn(n, "", role, text) for n, (role, text) in enumerate(TURNS, 1)))


@pytest.fixture
def spoken(tmp_path: Path) -> Path:
    """A study whose transcript, invented, is in the folder ``words`` beside it."""
    folder = tmp_path / "study"
    folder.mkdir()
    places: list[Row] = [
        {"interview": 1, "coder": coder, "codes": codes, "at": 2, "start_char": start, "end_char": end}
        for coder, codes, (start, end) in (("Ann", "drift", (0, 54)), ("Bea", "seed", (55, 78)))
    ]
    for row in places:
        words = text_at(TRANSCRIPT, Anchor(2, row["start_char"], 2, row["end_char"]))
        row["sha256"] = text_sha256(str(words))
    interviews = [{"id": 1, "turns": 2, "transcript_sha256": TRANSCRIPT.sha256}]
    write_study({"codes": CODES, "excerpts": places, "interviews": interviews}, folder)
    (folder / "speech").mkdir()
    rows = csv_text(SentenceRow, sentence_rows(TRANSCRIPT))
    (folder / "speech" / "1.csv").write_text(rows, encoding="utf-8")
    (tmp_path / "words").mkdir()
    text = "".join(f"{role.value.capitalize()}: {said}\n\n" for role, said in TURNS)
    (tmp_path / "words" / "one.txt").write_text(text, encoding="utf-8")
    return folder


def test_exact_words_come_only_where_they_are_asked_for(spoken: Path) -> None:
    """With --transcripts alone anchors are verified; with --verbatim the words are shown, and a warning."""
    words = spoken.parent / "words"
    plain = agree(spoken, "--disagreements", "--transcripts", words)
    assert (plain.code, plain.err) == (0, "")
    assert "Nobody had pinned them" not in plain.out
    shown = agree(spoken, "--disagreements", "--transcripts", words, "--verbatim", "-f", "json")
    assert shown.err == WARNING
    assert [row["text"] for row in json.loads(shown.out)] == [
        "The ranking moved after every upgrade of the packages.",
        "Nobody had pinned them.",
    ]
    told = agree(spoken, "--disagreements", "--transcripts", words, "--verbatim")
    assert '  "Nobody had pinned them."\n' in told.out


def test_words_that_are_not_at_hand_are_missed(spoken: Path) -> None:
    """A folder that lacks the interview is told."""
    nothing = spoken.parent / "nothing"
    nothing.mkdir()
    shown = agree(spoken, "--disagreements", "--transcripts", nothing, "--verbatim")
    assert shown.code == 0
    assert shown.err == "no exact words are at hand for interview 1\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--verbatim",), "--verbatim is for --disagreements"),
        (("--disagreements", "--verbatim"), "--verbatim needs the interviews' words"),
        (("--disagreements", "--by", "code"), "--by is for figures, not for --disagreements"),
    ],
)
def test_options_that_would_do_nothing_are_refused(
    tiny: Path, arguments: tuple[str, ...], message: str
) -> None:
    """With what to do instead."""
    shown = agree(tiny, *arguments)
    assert (shown.code, shown.error[0]) == (2, message)


# --- the study in transcripts/ --------------------------------------------------------------------


def test_the_two_codings_of_the_study_agree_beyond_chance() -> None:
    """On all five interviews: the pooled alpha is far from 0 and from 1, and its interval holds it."""
    with package.open_study(ROOT / "transcripts") as study:
        frame = study.agree("Team-1", "Team-2", by="code")
        places = study.disagreements("Team-1", "Team-2")
    assert tuple(frame.columns) == COLUMNS
    pooled = frame[(frame["agreement"] == "codes, pooled") & (frame["text"] == "all")].iloc[0]
    assert 0.6 < pooled["alpha_low"] < pooled["alpha"] < pooled["alpha_high"] < 0.9
    codes = frame[(frame["agreement"] == "code") & (frame["text"] == "all")]
    assert len(codes) == pooled["codes"] > 100
    assert codes["some_have"].sum() == pooled["some_have"]
    assert len(places) > 300
    assert set(places["code"]) == set(codes[codes["some_have"] > 0]["code"])
    assert "text" not in places.columns


def test_what_the_study_cannot_compare_is_named() -> None:
    """Empty and moderated codings of the five interviews."""
    shown = agree(ROOT / "transcripts", "--resamples", "0", "--by", "pair")
    assert "left out: interview 3 by PO, 5 by Amin" in shown.out
    assert "moderated; name it in --coders to compare it" in shown.out
    assert "  Team-1 and Team-2 " in shown.out
    assert "Of more than two coders Cohen's kappa is the mean over their pairs" in shown.out
