"""Importing: an interview's file becomes standoff files, and stays in step with them when it changes."""

from __future__ import annotations

import csv
import re
import shutil
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from mitigraph.errors import FindingsError, InputError, UsageError
from mitigraph.loaders.findings import Severity
from mitigraph.loaders.formats import CodeRow, ExcerptRow
from mitigraph.loaders.importing import Assignment, Imported, import_export
from mitigraph.loaders.load import checked_study
from mitigraph.loaders.readers.identify import read
from mitigraph.loaders.records import Context, Export, Transcript
from mitigraph.loaders.speech import sentence_rows
from mitigraph.loaders.starting import start_study
from mitigraph.loaders.study import read_study
from mitigraph.loaders.transcripts import read_shelf
from mitigraph.loaders.writing import csv_text
from tests.conftest import ROOT
from tests.loaders.example_interview import CODES

EXAMPLES = ROOT / "transcripts" / "examples"
BY_KIM = Assignment("90", "P90", "Kim")


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A new study."""
    start_study(tmp_path / "s")
    return tmp_path / "s"


def example(name: str, codes: frozenset[str] = frozenset()) -> Export:
    """One of the example files as its reader finds it."""
    return read(EXAMPLES / name, Context(codes))


def bring(
    study: Path, name: str, whose: Assignment = BY_KIM, at_hand: tuple[Transcript, ...] = ()
) -> Imported:
    """Import one of the example files."""
    return import_export(study, example(name, frozenset(read_study(study).canonical)), whose, at_hand)


def rows(study: Path) -> list[dict[str, str]]:
    """The rows of Kim's coding file."""
    with (study / "codings" / "90-Kim.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def paraphrase_all(study: Path) -> None:
    """Give every excerpt a paraphrase, as a person would in an editor."""
    found = rows(study)
    for number, row in enumerate(found):
        row["paraphrase"] = f"paraphrase {number}"
    with (study / "codings" / "90-Kim.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, found[0])
        writer.writeheader()
        writer.writerows(found)


def applications(study: Path) -> set[tuple[str, str, str]]:
    """Anchor start, end and code of every application."""
    return {
        (f"{row['start_turn']}:{row['start_char']}", f"{row['end_turn']}:{row['end_char']}", code.strip())
        for row in rows(study)
        for code in row["codes"].split(";")
    }


def test_an_import_makes_a_study_that_check_accepts(study: Path) -> None:
    """After a PDF is imported, every anchor matches the words of the file itself."""
    imported = bring(study, "Interview-90-Kim.pdf")
    assert imported.became_transcript
    assert len(rows(study)) == len({tuple(sorted(row.items())) for row in rows(study)}) > 3
    found = checked_study(study, EXAMPLES).findings
    assert [str(finding) for finding in found if finding.severity == 0] == []
    assert checked_study(study, EXAMPLES).transcripts.keys() == {"90"}


def test_nothing_of_the_words_is_stored(study: Path) -> None:
    """No run of six words of the interview stands in any file of the study."""
    export = example("Interview-90-Kim.pdf")
    bring(study, "Interview-90-Kim.pdf")
    words = " ".join(turn.text for turn in export.transcript.turns).split()
    runs = {" ".join(words[i : i + 6]) for i in range(len(words) - 5)}
    for path in study.rglob("*"):
        if path.is_file():
            text = " ".join(path.read_text(encoding="utf-8").split())
            assert not any(run in text for run in runs), path


def test_importing_again_changes_no_byte(study: Path) -> None:
    """The same file again: every file of the study is as it was."""
    bring(study, "Interview-90-Kim.pdf")
    paraphrase_all(study)
    bring(study, "Interview-90-Kim.pdf")
    before = {path: path.read_bytes() for path in sorted(study.rglob("*")) if path.is_file()}
    again = bring(study, "Interview-90-Kim.pdf")
    assert {path: path.read_bytes() for path in sorted(study.rglob("*")) if path.is_file()} == before
    assert (again.merged.added, again.merged.removed, again.new_codes) == (0, [], ())
    assert rows(study)[0]["paraphrase"] == "paraphrase 0"


@pytest.mark.parametrize("name", ["Interview-90-Kim.headings.md", "Interview-90-Kim.mixed.md"])
def test_a_conversion_of_the_same_coding_adds_no_excerpt(study: Path, name: str) -> None:
    """The text conversion confirms the PDF's spans; both files are named as sources of each."""
    bring(study, "Interview-90-Kim.pdf")
    before = applications(study)
    imported = bring(study, name)
    spans = [row for row in rows(study) if row["extent"] == "span"]
    assert applications(study) == before
    assert imported.merged.added == 0
    assert all(name in row["sources"] for row in spans)


def test_a_pdf_after_a_conversion_makes_blocks_exact(study: Path) -> None:
    """The order of imports does not matter: the spans win, the paraphrases written on blocks stay."""
    start = csv_text(CodeRow, [CodeRow(code=code, kind="context") for code in CODES])
    (study / "codebook.csv").write_text(start, encoding="utf-8")
    bring(study, "Interview-90-Kim.mixed.md")
    paraphrase_all(study)
    written = {row["paraphrase"] for row in rows(study)}
    imported = bring(study, "Interview-90-Kim.pdf")
    assert imported.merged.refined > 0
    assert {row["extent"] for row in rows(study)} <= {"span", "label-only"}
    assert {row["paraphrase"] for row in rows(study)} >= written
    assert imported.merged.orphaned == []


def test_a_code_goes_only_when_no_source_and_no_person_has_it(study: Path) -> None:
    """Dropped from the PDF but still in the conversion: it stays. Dropped from both: it goes."""
    bring(study, "Interview-90-Kim.pdf")
    bring(study, "Interview-90-Kim.mixed.md")
    before = applications(study)
    pdf, text = (
        example("Interview-90-Kim.pdf"),
        example("Interview-90-Kim.mixed.md", frozenset(read_study(study).canonical)),
    )
    dropped = next(a for a in pdf.applications if a.extent.value == "span")
    less_pdf = replace(pdf, applications=tuple(a for a in pdf.applications if a != dropped))
    assert import_export(study, less_pdf, BY_KIM).merged.removed == []
    assert applications(study) == before
    less_text = replace(text, applications=tuple(a for a in text.applications if a.block != dropped.block))
    removed = import_export(study, less_text, BY_KIM).merged.removed
    assert {row.codes[0] for row in removed} == set(dropped.codes)
    assert applications(study) < before


def test_rows_written_by_hand_are_never_removed(study: Path) -> None:
    """A row without a source belongs to a person; an import leaves it as it is."""
    bring(study, "Interview-90-Kim.pdf")
    path = study / "codings" / "90-Kim.csv"
    header = path.read_text(encoding="utf-8").splitlines()[0].split(",")
    cells = {
        "start_turn": "2",
        "start_char": "0",
        "end_turn": "2",
        "end_char": "4",
        "sha256": "a" * 16,
        "codes": "Q1",
    }
    cells |= {"speaker": "interviewee", "polarity": "denied", "paraphrase": "by hand"}
    with path.open("a", encoding="utf-8") as file:
        file.write(",".join(cells.get(column, "") for column in header) + "\n")
    bring(study, "Interview-90-Kim.pdf")
    assert [row["polarity"] for row in rows(study) if row["paraphrase"] == "by hand"] == ["denied"]


def test_a_paraphrase_whose_excerpt_went_is_named(study: Path) -> None:
    """Nothing that a person wrote vanishes in silence."""
    bring(study, "Interview-90-Kim.pdf")
    paraphrase_all(study)
    pdf = example("Interview-90-Kim.pdf")
    imported = import_export(study, replace(pdf, applications=pdf.applications[1:]), BY_KIM)
    assert [row.paraphrase for row in imported.merged.orphaned] == ["paraphrase 0"]


def test_unknown_codes_join_the_codebook_and_are_named(study: Path) -> None:
    """So that a load works at once; each is listed, with the nearest known code where it may be a typo."""
    codes = {code for a in example("Interview-90-Kim.pdf").applications for code in a.codes}
    imported = bring(study, "Interview-90-Kim.pdf")
    assert {code for code, _ in imported.new_codes} == codes
    assert read_study(study).code.keys() == codes
    assert {code.kind for code in read_study(study).code.values()} == {"context"}


def test_other_words_need_the_transcript_at_hand(study: Path) -> None:
    """A file whose words differ is aligned to the interview's transcript, or refused with what to give."""
    bring(study, "Interview-90-Kim.pdf")
    other = example("interview-90.txt")
    first, *more = other.transcript.turns
    changed = replace(other, transcript=Transcript((replace(first, text=f"{first.text} indeed"), *more)))
    with pytest.raises(
        UsageError, match="differ from the transcript of interview '90', which is not at hand"
    ) as error:
        import_export(study, changed, BY_KIM)
    assert "--transcripts" in error.value.hint
    imported = import_export(study, changed, BY_KIM, [example("Interview-90-Kim.pdf").transcript])
    assert imported.source.differences >= 1


def test_another_interview_is_not_aligned(study: Path) -> None:
    """Codes of an interview with other words are refused, not scattered over this one."""
    bring(study, "Interview-90-Kim.pdf")
    pdf = example("Interview-90-Kim.pdf")
    turns = tuple(replace(turn, text="something else altogether") for turn in pdf.transcript.turns)
    with pytest.raises(InputError, match="of its words are those of interview '90'"):
        import_export(study, replace(pdf, transcript=Transcript(turns)), BY_KIM, [pdf.transcript])


def test_a_file_without_codes_is_no_coding(study: Path) -> None:
    """With a coder's name it is an empty coding, which never counts; without, a transcript only."""
    bring(study, "interview-90.txt", Assignment("90", "P90"))
    assert read_study(study).codings == []
    bring(study, "Interview-90-Kim.plain.txt")
    (coding,) = read_study(study).codings
    assert (coding.row.status, coding.row.file) == ("empty", "")
    assert read_study(study).counting == frozenset()
    bring(study, "Interview-90-Kim.pdf")
    (coding,) = read_study(study).codings
    assert coding.row.status == "complete"
    assert read_study(study).counting == {("90", "Kim")}


def test_other_lines_of_the_index_files_stay(study: Path) -> None:
    """An import changes its own rows of interviews.csv and codings.csv and no other byte."""
    (study / "participants.csv").write_text('id,role,note\nP1,engineer,"likes, commas"\n', encoding="utf-8")
    (study / "interviews.csv").write_text("id,participant,note\n1,P1,first\n", encoding="utf-8")
    bring(study, "Interview-90-Kim.pdf")
    assert (
        (study / "participants.csv")
        .read_text(encoding="utf-8")
        .startswith('id,role,note\nP1,engineer,"likes, commas"\n')
    )
    assert "\n1,P1,first," in (study / "interviews.csv").read_text(encoding="utf-8")


def test_the_order_of_imports_does_not_matter(tmp_path: Path) -> None:
    """A PDF and two conversions of it, in any order: the same excerpts, codes, extents and sources."""
    names = ("Interview-90-Kim.pdf", "Interview-90-Kim.mixed.md", "Interview-90-Kim.headings.md")
    found = set()
    for number, order in enumerate(permutations(names)):
        folder = tmp_path / str(number)
        start_study(folder)
        start = csv_text(CodeRow, [CodeRow(code=code, kind="context") for code in CODES])
        (folder / "codebook.csv").write_text(start, encoding="utf-8")
        for name in order:
            bring(folder, name)
        found.add(
            frozenset(
                (row["start_turn"], row["start_char"], row["end_char"], code.strip(), row["extent"])
                for row in rows(folder)
                for code in row["codes"].split(";")
            )
        )
    assert len(found) == 1


def test_an_alias_in_one_source_is_the_code_of_the_other(study: Path) -> None:
    """A conversion that writes a code otherwise confirms it, if the codebook says that both are one."""
    pdf = example("Interview-90-Kim.pdf")
    code = pdf.applications[0].codes[0]
    start = csv_text(CodeRow, [CodeRow(code=code, kind="context", aliases=("other spelling",))])
    (study / "codebook.csv").write_text(start, encoding="utf-8")
    import_export(study, pdf, BY_KIM)
    before = applications(study)
    spelled = tuple(
        replace(a, codes=tuple("other spelling" if c == code else c for c in a.codes))
        for a in pdf.applications
    )
    again = import_export(study, replace(pdf, file="again.pdf", applications=spelled), BY_KIM)
    assert again.merged.added == 0
    assert applications(study) == before
    assert not checked_study(study, EXAMPLES).findings.of(Severity.ERROR)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("affirmed", "afirmed", "polarity 'afirmed' is not known"),
        (",paraphrase,", ",paraphrases,", "unknown column 'paraphrases'"),
        (",end_char,", ",endchar,", "column 'end_char' is missing"),
    ],
)
def test_a_coding_file_that_was_not_read_whole_is_not_rewritten(
    study: Path, old: str, new: str, expected: str
) -> None:
    """A slip in the file stops the import, so that no paraphrase is lost with the row that has it."""
    bring(study, "Interview-90-Kim.pdf")
    paraphrase_all(study)
    path = study / "codings" / "90-Kim.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(FindingsError, match=re.escape(expected)):
        bring(study, "Interview-90-Kim.pdf")
    assert path.read_bytes() == before


def test_names_that_the_format_cannot_hold_are_refused(study: Path) -> None:
    """A blank in a coder's name, a ';' in a file's: said before anything is written."""
    before = {path: path.read_bytes() for path in sorted(study.rglob("*")) if path.is_file()}
    with pytest.raises(UsageError, match="the coder 'Mary Ann' has characters"):
        bring(study, "Interview-90-Kim.pdf", Assignment("90", "P90", "Mary Ann"))
    with pytest.raises(InputError, match="has a ';'"):
        import_export(study, replace(example("Interview-90-Kim.pdf"), file="a;b.pdf"), BY_KIM)
    assert {path: path.read_bytes() for path in sorted(study.rglob("*")) if path.is_file()} == before


def test_two_files_of_one_name_and_two_codings_of_one_name_stay_apart(study: Path) -> None:
    """A second file of a name for another interview is refused; a second coding gets a file of its own."""
    bring(study, "interview-90.txt", Assignment("90", "P90"))
    with pytest.raises(UsageError, match="was imported for interview '90' already"):
        bring(study, "interview-90.txt", Assignment("91", "P91"))
    pdf = example("Interview-90-Kim.pdf")
    import_export(study, replace(pdf, file="a.pdf"), Assignment("1", "P1", "2-x"))
    import_export(study, replace(pdf, file="b.pdf"), Assignment("1-2", "P2", "x"))
    files = [coding.row.file for coding in read_study(study).codings]
    assert files == ["codings/1-2-x.csv", "codings/1-2-x-2.csv"]


def test_any_character_of_a_paraphrase_survives_the_file(study: Path) -> None:
    """Line breaks of every kind, quotes, separators: what was written is read back."""
    bring(study, "Interview-90-Kim.pdf")
    path = study / "codings" / "90-Kim.csv"
    found = read_study(study).excerpts["90", "Kim"]
    words = 'a\x0bb\x0cc\u0085d\u2028e\x1cf,g;h"i\nj'
    changed = [located.row.model_copy(update={"paraphrase": words}) for located in found]
    path.write_text(csv_text(ExcerptRow, changed), encoding="utf-8", newline="")
    again = read_study(study)
    assert list(again.findings) == []
    assert {located.row.paraphrase for located in again.excerpts["90", "Kim"]} == {words}


def test_any_example_after_any_other_leaves_a_sound_study(tmp_path: Path) -> None:
    """Whatever the second file is, with codes or without: check finds no error afterwards."""
    names = [path.name for path in sorted(EXAMPLES.glob("*nterview-90*"))]
    for number, (first, second) in enumerate(permutations(names, 2)):
        folder = tmp_path / str(number)
        start_study(folder)
        for name in (first, second):
            export = example(name, frozenset(read_study(folder).canonical))
            known = [example(first).transcript, export.transcript]
            import_export(folder, export, Assignment("90", "P90", export.coder or ""), known)
        errors = checked_study(folder, EXAMPLES).findings.of(Severity.ERROR)
        assert errors == [], (first, second, [str(error) for error in errors])


def test_a_codebook_that_grows_does_not_lose_the_transcript(study: Path) -> None:
    """A conversion reads otherwise with more codes known; what its import took for codes is remembered."""
    name = "Interview-90-Kim.headings.md"
    bring(study, name)
    with (study / "codebook.csv").open("a", encoding="utf-8") as file:
        columns = (study / "codebook.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
        cells = {"code": "stack not standardized", "kind": "context"}
        file.write(",".join(cells.get(column, "") for column in columns) + "\n")
    study_now = checked_study(study, EXAMPLES)
    assert study_now.findings.of(Severity.ERROR) == []
    assert study_now.transcripts.keys() == {"90"}


def test_an_import_lists_the_sentences_of_the_transcript(study: Path) -> None:
    """Positions and numbers of words, never a word; a study from before gets them by importing again."""
    bring(study, "Interview-90-Kim.pdf")
    path = study / "speech" / "90.csv"
    listed = path.read_text(encoding="utf-8")
    assert re.fullmatch(
        r"turn,speaker,start_char,end_char,words\n([0-9]+,[a-z]+,[0-9]+,[0-9]+,[0-9]+\n)+", listed
    )
    transcript = example("Interview-90-Kim.pdf").transcript
    assert [located.row for located in read_study(study).speech["90"]] == sentence_rows(transcript)
    path.unlink()
    bring(study, "Interview-90-Kim.plain.txt", at_hand=(transcript,))
    assert path.read_text(encoding="utf-8") == listed
    path.write_text(listed.replace(",1\n", ",2\n", 1), encoding="utf-8")  # a slip of somebody's
    bring(study, "Interview-90-Kim.pdf")
    assert path.read_text(encoding="utf-8") == listed


def test_of_an_interview_s_imported_files_one_is_read_for_its_words(study: Path, tmp_path: Path) -> None:
    """The one with the transcript's words; a file that has not been imported is read in any case."""
    folder = tmp_path / "files"
    folder.mkdir()
    for name in ("Interview-90-Kim.pdf", "Interview-90-Kim.plain.txt", "interview-90.txt"):
        shutil.copy(EXAMPLES / name, folder / name)
    transcript = example("Interview-90-Kim.pdf").transcript
    bring(study, "Interview-90-Kim.pdf")
    bring(study, "Interview-90-Kim.plain.txt", at_hand=(transcript,))
    shelf = read_shelf(folder, read_study(study))
    assert [export.file for export in shelf.exports] == ["Interview-90-Kim.pdf", "interview-90.txt"]
    (folder / "Interview-90-Kim.pdf").unlink()
    found = [export.file for export in read_shelf(folder, read_study(study)).exports]
    assert found == ["Interview-90-Kim.plain.txt", "interview-90.txt"]
