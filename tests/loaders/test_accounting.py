"""How much of an interview is accounted for: sentences, words under excerpts, passages without code."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from mitigraph.loaders.accounting import Coverage, coverage, is_left, unaccounted
from mitigraph.loaders.covered import Covered
from mitigraph.loaders.findings import Severity
from mitigraph.loaders.formats import SentenceRow
from mitigraph.loaders.load import checked_study
from mitigraph.loaders.readers.raw_transcript import read_raw
from mitigraph.loaders.records import Anchor, Role, Transcript, Turn
from mitigraph.loaders.speech import sentence_rows, sentence_spans, sentences, word_spans
from mitigraph.loaders.writing import csv_text
from mitigraph.queries.given import write_study
from tests.studies import given


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two? Three!", ["One.", "Two?", "Three!"]),
        ("It grew by 2.5 percent. Done", ["It grew by 2.5 percent.", "Done"]),
        ("First line\nsecond line", ["First line", "second line"]),
        ('He said "no." Then he left.', ['He said "no."', "Then he left."]),
        ("Um, ... well", ["Um, ...", "well"]),
        ("  . ,  ", []),
        ("", []),
        ("Wait…  what", ["Wait…", "what"]),
    ],
)
def test_sentences_end_where_the_transcriber_ended_them(text: str, expected: list[str]) -> None:
    """By a mark or a line; punctuation without a word is no sentence."""
    assert [text[start:end] for start, end in sentence_spans(text)] == expected


def test_words_are_counted_without_punctuation() -> None:
    """Contractions and compounds are one word, a dash is none."""
    text = "It's a well-known 3.5 - isn\N{RIGHT SINGLE QUOTATION MARK}t it?"
    words = ["It's", "a", "well-known", "3.5", "isn\N{RIGHT SINGLE QUOTATION MARK}t", "it"]
    assert [text[start:end] for start, end in word_spans(text)] == words


# Turn 2 has 20 words in three sentences, turn 4 has 3, turn 5 is an unknown speaker's.
TURNS = (
    (Role.INTERVIEWER, "What went wrong with the model in the end, and why do you think that it did?"),
    (
        Role.INTERVIEWEE,
        (
            "The ranking moved after every upgrade of the packages. Nobody had pinned them. It took us four "
            "days to see."
        ),
    ),
    (Role.INTERVIEWER, "I see."),
    (Role.INTERVIEWEE, "Four long days."),
    (
        Role.UNKNOWN,
        (
            "Somebody else had seen it before and told nobody about it, which happens more often than we "
            "would like."
        ),
    ),
)
TRANSCRIPT = Transcript(tuple(Turn(n, "", role, text) for n, (role, text) in enumerate(TURNS, 1)))


def _raw(folder: Path) -> Path:
    """The transcript as a file that --transcripts recognises."""
    names = {Role.INTERVIEWER: "Interviewer", Role.INTERVIEWEE: "Interviewee", Role.UNKNOWN: "Speaker"}
    folder.mkdir(exist_ok=True)
    path = folder / "one.txt"
    text = "".join(f"{names[role]}: {text}\n\n" for role, text in TURNS)
    path.write_text(text, encoding="utf-8")
    return path


def _anchor(turn: int, words: str) -> dict[str, object]:
    text = TURNS[turn - 1][1]
    start = text.index(words)
    digest = hashlib.sha256(words.encode()).hexdigest()[:16]
    return {
        "start_turn": turn,
        "start_char": start,
        "end_turn": turn,
        "end_char": start + len(words),
        "sha256": digest,
    }


PINNED = _anchor(2, "Nobody had pinned them.")
MOVED = _anchor(2, "The ranking moved")
DAYS = _anchor(2, "It took us four days to see.")


def _study(folder: Path, passages: tuple[tuple[dict[str, object], str], ...] = ()) -> Path:
    """A study with one interview, two excerpts of Ann's, and the list of the transcript's sentences."""
    rows = given(
        codings=[{"interview": 1, "coder": "Ann", "file": "codings/1-ann.csv"}],
        interviews=[{"id": 1, "turns": 5, "transcript_sha256": TRANSCRIPT.sha256}],
        statements=[],
    )
    write_study(rows, folder)
    _rows(folder / "codings" / "1-ann.csv", [{**PINNED, "codes": "Drift"}, {**MOVED, "codes": "Q1"}])
    _rows(
        folder / "uncoded" / "1.csv",
        [{**anchor, "interview": 1, "coder": "Ann", "reason": reason} for anchor, reason in passages],
    )
    (folder / "speech").mkdir()
    (folder / "speech" / "1.csv").write_text(
        csv_text(SentenceRow, sentence_rows(TRANSCRIPT)), encoding="utf-8"
    )
    return folder


def _rows(path: Path, rows: list[dict[str, object]]) -> None:
    if rows:
        path.parent.mkdir(exist_ok=True)
        lines = [",".join(rows[0]), *(",".join(map(str, row.values())) for row in rows)]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _coverage(folder: Path, transcripts: Path | None = None) -> Coverage:
    study = checked_study(folder, transcripts)
    assert study.findings.of(Severity.ERROR) == []
    (row,) = coverage(study)
    return row


def test_the_raw_transcript_is_the_one_that_the_tests_speak_of(tmp_path: Path) -> None:
    """The file, read by the reader, has the turns and roles of this page."""
    path = _raw(tmp_path)
    read = read_raw(path.read_bytes(), path.name)
    assert [(turn.role, turn.text) for turn in read.transcript.turns] == list(TURNS)


def test_words_are_exact_with_the_transcript_at_hand(tmp_path: Path) -> None:
    """43 words of interviewee and unknown speakers; 4 and 3 of them are under excerpts, 6 have a reason."""
    study = _study(tmp_path / "s", ((DAYS, "repetition"),))
    row = _coverage(study, _raw(tmp_path / "t").parent)
    assert sum(s.words for s in sentences(TRANSCRIPT) if s.role is not Role.INTERVIEWER) == 42
    assert (row.words, row.under_excerpts, row.estimated) == (42, 7, False)
    assert row.without_code == {"repetition": 7, "": 28}
    assert (row.excerpts, row.codes, row.turns, row.neither) == (2, 2, 5, 28)


def test_without_it_words_of_part_of_a_sentence_are_estimated_from_characters(tmp_path: Path) -> None:
    """Whole sentences stay exact: 4 of 'Nobody ...', and 17 of 54 characters of a sentence of 9 words."""
    row = _coverage(_study(tmp_path / "s", ((DAYS, "repetition"),)))
    assert (row.words, row.under_excerpts, row.estimated) == (42, 4 + round(9 * 17 / 54), True)
    assert row.without_code["repetition"] == 7


def test_a_passage_under_an_excerpt_counts_there(tmp_path: Path) -> None:
    """No word counts twice, and of two reasons the first by name counts."""
    whole = _anchor(2, TURNS[1][1])
    study = _study(tmp_path / "s", ((whole, "repetition"), (DAYS, "filler")))
    row = _coverage(study, _raw(tmp_path / "t").parent)
    assert row.without_code == {"filler": 7, "repetition": 6, "": 22}


def test_nothing_is_known_of_words_without_transcript_and_list(tmp_path: Path) -> None:
    """Then no share is made up."""
    study = _study(tmp_path / "s")
    (study / "speech" / "1.csv").unlink()
    row = _coverage(study)
    assert (row.words, row.without_code, row.excerpts) == (None, {}, 2)


def test_long_turns_are_to_be_accounted_for_short_ones_are_not(tmp_path: Path) -> None:
    """Three words may stay; of a sentence under an excerpt for its lesser part it is said."""
    study = checked_study(_study(tmp_path / "s"))
    left = unaccounted(study, "1", ["Ann"])
    assert [(sentence.turn, sentence.words) for sentence in left] == [(2, 9), (2, 7), (5, 19)]
    (warning,) = [str(f) for f in study.findings if f.check == "speech-unaccounted"]
    assert "35 words of interview '1' stand neither under an excerpt" in warning
    assert "of Ann: turns 2, 5" in warning
    assert warning.endswith("[speech-unaccounted: 1/2-5]")
    assert unaccounted(study, "1", []) != left


def test_all_of_it_accounted_for_leaves_no_warning(tmp_path: Path) -> None:
    """Excerpts and passages together; also those of another coder do not help."""
    rest = [(_anchor(2, TURNS[1][1]), "repetition"), (_anchor(5, TURNS[4][1]), "background")]
    study = checked_study(_study(tmp_path / "s", tuple(rest)))
    assert not [finding for finding in study.findings if finding.check == "speech-unaccounted"]


def test_a_passage_of_a_coding_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """A slip in the coder's name would leave the passage out of every sum."""
    study = _study(tmp_path / "s", ((DAYS, "filler"),))
    path = study / "uncoded" / "1.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("Ann", "An"), encoding="utf-8")
    errors = [str(finding) for finding in checked_study(study).findings.of(Severity.ERROR)]
    assert errors == [
        "uncoded/1.csv:2: error: codings.csv has no coding of '1' by 'An' (did you mean 'Ann'?)"
    ]


@pytest.mark.parametrize(("column", "value"), [("reason", "boring"), ("sha256", "f" * 16)])
def test_a_passage_is_checked_like_an_excerpt(tmp_path: Path, column: str, value: str) -> None:
    """Its reason is one of the closed list, its words are those of the transcript."""
    study = _study(tmp_path / "s", (({**DAYS, column: value}, "filler"),))
    if column == "reason":
        path = study / "uncoded" / "1.csv"
        path.write_text(path.read_text(encoding="utf-8").replace("filler", value), encoding="utf-8")
    (error,) = checked_study(study, _raw(tmp_path / "t").parent).findings.of(Severity.ERROR)
    assert (error.file, error.line) == ("uncoded/1.csv", 2)


def test_sentences_that_are_not_the_transcript_s_are_an_error(tmp_path: Path) -> None:
    """With the transcript at hand the list must be its own, to the word."""
    study = _study(tmp_path / "s")
    path = study / "speech" / "1.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",9\n", ",8\n", 1), encoding="utf-8")
    (error,) = checked_study(study, _raw(tmp_path / "t").parent).findings.of(Severity.ERROR)
    assert str(error).startswith("speech/1.csv:3: error: its sentences are not those of the transcript")


def test_without_the_transcript_its_sentences_tell_where_a_turn_ends(tmp_path: Path) -> None:
    """An anchor past the end of its turn cannot be right."""
    far = {**DAYS, "end_char": 500}
    study = _study(tmp_path / "s", ((far, "filler"),))
    (error,) = checked_study(study).findings.of(Severity.ERROR)
    assert "lies past the end of turn 2 of '1'" in str(error)


def test_a_list_of_sentences_that_runs_backwards_is_an_error(tmp_path: Path) -> None:
    """It was edited by hand, and every sum from it would be wrong."""
    study = _study(tmp_path / "s")
    path = study / "speech" / "1.csv"
    head, first, second, *rest = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join((head, second, first, *rest)) + "\n", encoding="utf-8")
    errors = [str(finding) for finding in checked_study(study).findings.of(Severity.ERROR)]
    assert errors == [
        (
            "speech/1.csv:3: error: this sentence ends before it starts, or overlaps the one before "
            "(import the interview's file again)"
        )
    ]


def test_sentences_of_an_unknown_interview_are_an_error(tmp_path: Path) -> None:
    """A file of speech/ that no interview is named like would be read by nobody."""
    study = _study(tmp_path / "s")
    (study / "speech" / "1.csv").rename(study / "speech" / "11.csv")
    (error,) = checked_study(study).findings.of(Severity.ERROR)
    assert str(error).startswith("speech/11.csv: error: interview '11' is not in interviews.csv")


def test_an_anchor_over_no_end_of_turns_is_an_error_and_no_endless_work(tmp_path: Path) -> None:
    """A slip in a number is told; nothing walks over the turns that it names."""
    study = _study(tmp_path / "s", (({**DAYS, "end_turn": 2_000_000_000}, "filler"),))
    errors = [str(finding) for finding in checked_study(study).findings.of(Severity.ERROR)]
    assert any("lies past the end: interview '1' has 5 turns" in error for error in errors)
    assert all(error.startswith("uncoded/1.csv:2: error: ") for error in errors)


@pytest.mark.parametrize("kept", [0, 1])
def test_a_list_of_sentences_without_any_is_an_error(tmp_path: Path, kept: int) -> None:
    """Else nothing would be said of the speech, as if there were none."""
    study = _study(tmp_path / "s")
    path = study / "speech" / "1.csv"
    lines = path.read_text(encoding="utf-8").splitlines()[:kept]
    path.write_text("\n".join(lines), encoding="utf-8")
    errors = [str(finding) for finding in checked_study(study).findings.of(Severity.ERROR)]
    assert errors == ["speech/1.csv: error: it lists no sentence (import the interview's file again)"]


def test_an_anchor_in_a_turn_that_is_not_listed_is_an_error(tmp_path: Path) -> None:
    """A list that was cut would make less speech than there is."""
    study = _study(tmp_path / "s", ((DAYS, "repetition"), (_anchor(5, TURNS[4][1]), "background")))
    path = study / "speech" / "1.csv"
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("5,")]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (error,) = checked_study(study).findings.of(Severity.ERROR)
    assert (error.file, error.line) == ("uncoded/1.csv", 3)
    assert "is in turn 5 of '1', which has no sentence" in error.message
    assert "if speech/1.csv is not whole" in error.hint


def test_a_passage_stands_once(tmp_path: Path) -> None:
    """Two reasons for the same words: one of them would count nowhere."""
    study = _study(tmp_path / "s", ((DAYS, "repetition"), (DAYS, "filler")))
    (error,) = checked_study(study).findings.of(Severity.ERROR)
    assert str(error) == (
        "uncoded/1.csv:3: error: this passage already stands in uncoded/1.csv:2 (remove one of the two rows)"
    )


def test_an_interview_that_nobody_coded_has_a_row(tmp_path: Path) -> None:
    """Its speech is known and none of it is coded."""
    study = _study(tmp_path / "s")
    with (study / "interviews.csv").open("a", encoding="utf-8") as file:
        columns = (study / "interviews.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
        cells = {"id": "2", "participant": "P1", "turns": "3"}
        file.write(",".join(cells.get(column, "") for column in columns) + "\n")
    rows = coverage(checked_study(study))
    assert [(row.interview, row.coder, row.words) for row in rows] == [("1", "Ann", 42), ("2", "-", None)]


def test_speech_without_punctuation_is_not_accounted_for_by_its_half() -> None:
    """A turn is one sentence then: so many words may not be left."""
    text = "and so " * 100
    turn = Turn(1, "", Role.INTERVIEWEE, text.strip())
    (sentence,) = sentences(Transcript((turn,)))
    covered = Covered([Anchor(1, 0, 1, 400)])
    assert 2 * covered.characters(sentence) > sentence.end - sentence.start
    assert is_left(sentence, covered)
    assert not is_left(sentence, Covered([Anchor(1, 0, 1, 650)]))


@pytest.mark.parametrize(("under", "left"), [(20, True), (25, True), (26, False), (50, False)])
def test_a_sentence_is_accounted_for_by_more_than_its_half(under: int, left: bool) -> None:
    """An underline may leave a few words out, not most of them."""
    turn = Turn(1, "", Role.INTERVIEWEE, "x" * 24 + " " + "y" * 25)
    (sentence,) = sentences(Transcript((turn,)))
    assert is_left(sentence, Covered([Anchor(1, 0, 1, under)])) is left
