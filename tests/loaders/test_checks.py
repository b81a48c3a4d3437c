"""What check finds: each fault of a study, with its file, line and a suggestion."""

# ruff: noqa: E501 - one fault a line reads as a table

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from mitigraph.errors import UnreadableFile
from mitigraph.loaders.excerpts import merge_excerpts
from mitigraph.loaders.findings import Severity
from mitigraph.loaders.load import checked_study
from mitigraph.queries.given import write_study
from tests.studies import STATEMENT, given

ANSWER = {
    "interview": 1,
    "subject": "retraining",
    "relation": "mitigates",
    "object": "drift",
    "outcome": "worked",
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study without a finding."""
    folder = tmp_path_factory.mktemp("sound")
    write_study(
        given(excerpts=[{"interview": 1, "codes": "Drift", "at": 3}], statements=[STATEMENT, ANSWER]), folder
    )
    return folder


@pytest.fixture
def study(sound: Path, tmp_path: Path) -> Path:
    """A copy of the sound study to spoil."""
    shutil.copytree(sound, tmp_path / "s")
    return tmp_path / "s"


def findings(folder: Path) -> list[str]:
    """All findings as people see them, errors first."""
    found = checked_study(folder).findings
    return [str(finding) for severity in Severity for finding in found.of(severity)]


def test_a_sound_study_has_no_finding(study: Path) -> None:
    """The checks do not cry wolf: what is good to know is all that they tell."""
    assert findings(study) == UNUSED


UNUSED = [
    "codebook.csv: info: no coding uses 2 codes: Drift-fix, Q1",
    (
        "codings.csv:2: info: whether all speech of interview '1' is accounted for is not known (import its "
        "file again, which lists its sentences, or give --transcripts DIR)"
    ),
    (
        "registry/: info: affirmed of the participant's own work by no coding that counts: 3 entities: "
        "label-drift, no-owner, lost-trust"
    ),
]


def replace(name: str, old: str, new: str) -> Callable[[Path], None]:
    """A spoiler that replaces text in a file of the study."""

    def spoil(folder: Path) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    return spoil


def append(name: str, line: str) -> Callable[[Path], None]:
    """A spoiler that adds a line to a file of the study."""

    def spoil(folder: Path) -> None:
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")

    return spoil


def columns(folder: Path, name: str) -> list[str]:
    """The columns of one of the study's files."""
    return (folder / name).read_text(encoding="utf-8").splitlines()[0].split(",")


def row(file: str, /, **cells: str) -> Callable[[Path], None]:
    """A spoiler that adds a row by column names."""

    def spoil(folder: Path) -> None:
        line = ",".join(cells.get(column, "") for column in columns(folder, file))
        append(file, line)(folder)

    return spoil


CODINGS = "codings/1-ann.csv"
STATEMENTS = "statements/all.csv"
ANCHOR = {"start_turn": "9", "start_char": "0", "end_turn": "9", "end_char": "5", "sha256": "a" * 16}
SAID = {"interview": "1", "coder": "Ann", "statement": "x", "basis": "stated", **ANCHOR}

FAULTS = [
    (row("codebook.csv", code="Drift", kind="issue"), "codebook.csv:5: error: the code 'Drift' already stands in line 2"),
    (row("codebook.csv", code="drift-old", kind="marker"), "the code 'drift-old' already stands in line 2"),
    (row("codebook.csv", code="x", kind="isue"), "kind 'isue' is not known (did you mean 'issue'?)"),
    (row("codebook.csv", code="x", kind="issue"), "warning: the issue code 'x' denotes no entity"),
    (replace("codebook.csv", "retraining", "retrainin"), "entity 'retrainin' is not in the registry (did you mean 'retraining'?)"),
    (replace("codebook.csv", "retraining", "drift"), "denotes 'drift', which is an issue"),
    (row("codebook.csv", code="Q2", kind="marker", asks_about="drift;drit"), "asks_about: entity 'drit' is not in the registry (did you mean 'drift'?)"),
    (row("codebook.csv", code="Q2", kind="context", asks_about="drift"), "only a marker asks about something; 'Q2' is a context"),
    (row("codebook.csv", code="Q2", kind="marker", asks_about="reliability"), "'Q2' asks about 'reliability', which is a quality attribute"),
    (row("registry/issues.csv", id="unset-seed", name="x"), "error: the id 'unset-seed' already stands in"),
    (row("registry/issues.csv", id="Bad Id", name="x"), "id 'Bad Id' has characters that an id cannot have"),
    (row("registry/issues.csv", id="x", name="x", kind_of="drft"), "kind_of 'drft' is not in the registry (did you mean 'drift'?)"),
    (row("registry/issues.csv", id="x", name="x", kind_of="no-owner"), "kind_of 'no-owner' is a cause, 'x' an issue"),
    (row("registry/issues.csv", id="x", name="x", kind_of="x"), "'x' is a kind of itself"),
    (row("registry/issues.csv", id="x", name="x", quality_attribute="reliabilty"), "(did you mean 'reliability'?)"),
    (row("registry/issues.csv", id="x"), "registry/issues.csv:4: error: 'name' is empty"),
    (replace("interviews.csv", "P1", "P2"), "participant 'P2' is not in participants.csv (add a row there)"),
    (row("participants.csv", id="P1"), "the participant 'P1' already stands in line 2"),
    (row("interviews.csv", id="2", participant="P1", counts="Bo"), "nobody named 'Bo' coded interview '2'"),
    (row("codings.csv", interview="7", coder="Ann"), "interview '7' is not in interviews.csv"),
    (row("codings.csv", interview="1", coder="Ann"), "the coding of interview '1' by 'Ann' already stands in line 2"),
    (row("codings.csv", interview="1", coder="Bo", file="codings/1-bo.csv"), "'codings/1-bo.csv' does not exist"),
    (replace(CODINGS, "Drift", "Drfit"), "codings/1-ann.csv:2: error: code 'Drfit' is not in the codebook (did you mean 'Drift'?)"),
    (replace(CODINGS, "Drift", "Drift; drift-old"), "the code 'Drift' is already on this excerpt"),
    (replace(CODINGS, "Drift", ""), "an excerpt without a code"),
    (row(CODINGS, **{**ANCHOR, "end_turn": "8", "codes": "Q1"}), "the anchor 9:0-8:5 ends before it starts"),
    (row(CODINGS, **{**ANCHOR, "start_char": "-1", "codes": "Q1"}), "start_char: input should be greater than or equal to 0"),
    (row(CODINGS, **{**ANCHOR, "sha256": "zz", "codes": "Q1"}), "sha256 'zz' has characters"),
    (row(STATEMENTS, **{**SAID, "subject": "drft", "relation": "reports"}), "subject 'drft' is not in the registry"),
    (row(STATEMENTS, **{**SAID, "subject": "drift", "relation": "causes", "object": "label-drift"}), "'causes' does not join an issue to an issue"),
    (row(STATEMENTS, **{**SAID, "subject": "unset-seed", "relation": "causes"}), "'causes' needs an object"),
    (row(STATEMENTS, **{**SAID, "subject": "drift", "relation": "arises_in"}), "'arises_in' needs a phase"),
    (row(STATEMENTS, **{**SAID, "subject": "unset-seed", "relation": "arises_in", "phase": "deployment"}), "a cause does not arise or show"),
    (row(STATEMENTS, **{**SAID, "subject": "drift", "relation": "reports", "object": "label-drift"}), "'reports' has no object"),
    (row(STATEMENTS, **{**SAID, "subject": "drift", "relation": "reports", "outcome": "worked"}), "only 'mitigates' has an outcome"),
    (row(STATEMENTS, **{**SAID, "subject": "drift", "relation": "reports", "phase": "deploy"}), "phase 'deploy' is unknown"),
    (row(STATEMENTS, **{**SAID, "coder": "An", "subject": "drift", "relation": "reports"}), "no coding of '1' by 'An' (did you mean 'Ann'?)"),
    (row(STATEMENTS, **{**SAID, "statement": "s1", "subject": "drift", "relation": "reports"}), "statement 's1': stands twice"),
    (row(STATEMENTS, **SAID), "statement 'x': 'subject' is empty"),
    (row(STATEMENTS, **{**SAID, "statement": "s1", "outcome": "worked"}), "statement 's1': 'outcome' belongs into its first row"),
    (row(STATEMENTS, **{**SAID, "subject": "drift", "relation": "reports", "start_turn": "3", "end_turn": "3", "end_char": "40"}), "this excerpt has another sha256 in codings/1-ann.csv:2"),
    (row("codings.csv", interview="1", coder="Bo", file="codings/1-ann.csv"), "'codings/1-ann.csv' already is the file of the coding in line 2"),
    (row("codebook.csv", code="a;b", kind="marker"), "code 'a;b' has characters"),
    (append("codebook.csv", "a,b"), "2 cells where the header has"),
    (append("codebook.csv", '"open,marker'), "codebook.csv:5: error: not valid CSV"),
    (replace("codebook.csv", "kind", "knd"), "unknown column 'knd' (did you mean 'kind'?)"),
    (replace("codebook.csv", "code,", "code;"), "codebook.csv:1: error:"),
]  # fmt: skip


@pytest.mark.parametrize(("spoil", "expected"), FAULTS, ids=[expected for _, expected in FAULTS])
def test_a_fault_is_found_where_it_stands(study: Path, spoil: Callable[[Path], None], expected: str) -> None:
    """Each fault gives a finding with file, line and, where something is near, a suggestion."""
    spoil(study)
    found = findings(study)
    assert any(expected in finding for finding in found), found


def test_all_faults_are_listed_at_once(study: Path) -> None:
    """Findings are collected, over files and within a file."""
    for spoil in (
        replace("codebook.csv", "retraining", "retrainin"),
        replace(CODINGS, "Drift", "Drfit"),
        row("registry/issues.csv", id="Bad Id"),
    ):
        spoil(study)
    errors = [finding for finding in findings(study) if ": error: " in finding]
    assert {error.split(":")[0] for error in errors} == {"codebook.csv", CODINGS, "registry/issues.csv"}
    assert len(errors) >= 4


def test_a_file_that_nothing_names_is_an_error(study: Path) -> None:
    """A coding file that codings.csv does not name would vanish in silence."""
    shutil.copy(study / CODINGS, study / "codings" / "1-bo.csv")
    assert any("codings/1-bo.csv: error: no row of codings.csv" in finding for finding in findings(study))


def test_an_anchor_past_the_known_end_is_an_error(study: Path) -> None:
    """interviews.csv knows the number of turns even where the transcript is away."""
    (study / "interviews.csv").write_text("id,participant,turns\n1,P1,2\n", encoding="utf-8")
    assert any("lies past the end: interview '1' has 2 turns" in finding for finding in findings(study))


def test_no_study_says_how_to_make_one(tmp_path: Path) -> None:
    """A folder without study.yaml is refused with what to do."""
    with pytest.raises(UnreadableFile, match="there is no study here") as error:
        checked_study(tmp_path)
    assert "mitigraph init" in error.value.hint


def test_a_file_in_another_encoding_names_the_byte(study: Path) -> None:
    """Latin-1 is no UTF-8: the message says where, the hint what to do."""
    (study / "codebook.csv").write_bytes("code,kind\ncaf\xe9,marker\n".encode("latin-1"))
    with pytest.raises(UnreadableFile, match="not UTF-8 at byte 13"):
        checked_study(study)


def test_excel_s_byte_order_mark_is_no_fault(study: Path) -> None:
    """Excel's 'CSV UTF-8' begins with a mark and ends lines with CRLF."""
    path = study / "codebook.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert findings(study) == UNUSED


def test_two_codings_with_codes_that_count_are_warned_of(tmp_path: Path) -> None:
    """No count mixes codings without somebody having said so."""
    excerpts = [{"interview": 1, "codes": "Drift", "coder": coder} for coder in ("Ann", "Bo")]
    write_study(given(excerpts=excerpts), tmp_path)
    assert any("the codes of Ann and Bo both count" in finding for finding in findings(tmp_path))


def test_two_paraphrases_of_one_excerpt_are_warned_of(tmp_path: Path) -> None:
    """The graph keeps one paraphrase an excerpt; the other is named, not lost in silence."""
    rows = [{**STATEMENT, "at": 1, "paraphrase": "one"}, {**STATEMENT, "at": 1, "paraphrase": "two"}]
    write_study(given(statements=rows), tmp_path)
    assert any("another paraphrase" in finding for finding in findings(tmp_path))


@pytest.mark.parametrize(
    "name",
    [
        "registry/mitigation.csv",
        "participant.csv",
        "statements/all.CSV",
        "statements/sub/a.csv",
        "codings/x.tsv",
    ],
)
def test_a_table_that_nobody_reads_is_an_error(study: Path, name: str) -> None:
    """A slip in a file's name would let all its rows vanish in silence."""
    (study / name).parent.mkdir(exist_ok=True)
    (study / name).write_text("id,name\nx,X\n", encoding="utf-8")
    assert any(f"{name}: error: no file of a study has this name" in finding for finding in findings(study))


def test_a_published_id_that_is_not_listed_is_an_error(study: Path) -> None:
    """Where study.yaml lists what is published; without a list nothing can be said."""
    row("registry/issues.csv", id="x", name="x y z", published="I9.9")(study)
    wrong = "registry/issues.csv:4: error: 'I9.9' is not among the published ones of study.yaml"
    if "published" not in columns(study, "registry/issues.csv"):
        path = study / "registry" / "issues.csv"
        lines = path.read_text(encoding="utf-8").splitlines()
        lines = [f"{lines[0]},published", *(f"{line}," for line in lines[1:-1]), f"{lines[-1]},I9.9"]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert not any(wrong in finding for finding in findings(study))
    append("study.yaml", "published: [{id: I9.1, name: Something}]")(study)
    assert any(wrong in finding for finding in findings(study)), findings(study)


def test_a_row_of_another_coder_is_an_error(study: Path) -> None:
    """A row that names its coder was copied if it is not the file's."""
    path = study / CODINGS
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([f"{head},coder", *(f"{line},Bo" for line in lines)]) + "\n", encoding="utf-8")
    assert any(
        "codings/1-ann.csv:2: error: the row is by 'Bo', the file is that of 'Ann'" in f
        for f in findings(study)
    )
    path.write_text("\n".join([f"{head},coder", *(f"{line},Ann" for line in lines)]) + "\n", encoding="utf-8")
    assert findings(study) == UNUSED


def test_a_key_that_stands_twice_is_an_error(study: Path) -> None:
    """YAML would keep the last of two equal keys, and lose the first."""
    append("study.yaml", "phases: []")(study)
    with pytest.raises(UnreadableFile, match="'phases' stands twice"):
        checked_study(study)


def test_statements_that_do_not_count_are_warned_of(tmp_path: Path) -> None:
    """Where the moderated coding counts by default, another coder's statements make no link; that is said."""
    excerpts = [{"interview": 1, "codes": "Drift", "coder": "Mo"}]
    codings = [{"interview": 1, "coder": "Mo", "role": "moderator"}]
    rows = given(
        excerpts=excerpts, statements=[STATEMENT], codings=codings, interviews=[{"id": 1, "counts": ""}]
    )
    write_study(rows, tmp_path)
    assert any(
        "the statements of 'Ann' on interview '1' do not count" in found for found in findings(tmp_path)
    )


def test_all_notes_of_an_excerpt_are_kept(tmp_path: Path) -> None:
    """Two rows of one excerpt with a note each: the graph has both."""
    rows = [
        {"interview": 1, "codes": "Drift", "at": 1, "note": "first"},
        {"interview": 1, "codes": "Q1", "at": 1, "note": "second", "polarity": "denied"},
    ]
    write_study(given(excerpts=rows), tmp_path)
    (excerpt,) = merge_excerpts(checked_study(tmp_path))["1", "Ann"]
    assert excerpt.note == "first | second"
