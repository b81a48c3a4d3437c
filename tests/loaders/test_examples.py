"""One interview in every format: every reader must tell the same story."""

from __future__ import annotations

from pathlib import Path

import pytest

from mitigraph.loaders.readers.identify import read
from mitigraph.loaders.records import Extent, Taken
from tests.loaders.conftest import CONTEXT, SPOKEN, example_files, expected_blocks, said_by
from tests.loaders.make_examples import EXAMPLES, texts

CODED = {"Interview-90-Kim.pdf", "Interview-90-Kim.headings.md", "Interview-90-Kim.mixed.md"}


def test_all_formats_are_there() -> None:
    """A glob that finds nothing must not pass: six examples and the PDF of a newer browser."""
    assert len(example_files()) == 7


@pytest.mark.parametrize("path", example_files(), ids=lambda path: path.name)
def test_same_blocks_and_turns_from_every_format(path: Path) -> None:
    """Each format gives the blocks as written, hence the same turns and the same hash."""
    export = read(path, CONTEXT)
    assert said_by(export) == expected_blocks()
    assert export.transcript == read(EXAMPLES / "interview-90.txt", CONTEXT).transcript
    assert len(export.transcript.turns) == 16


@pytest.mark.parametrize("path", example_files(), ids=lambda path: path.name)
def test_every_account_adds_up(path: Path) -> None:
    """Each line or item is counted once, and each code label as one."""
    export = read(path, CONTEXT)
    assert export.account.adds_up()
    labels = sum(len(said.codes) for said in SPOKEN) if export.carries_codes else 0
    assert export.account.taken.get(Taken.CODE, 0) == labels


@pytest.mark.parametrize("path", example_files(), ids=lambda path: path.name)
def test_codes_stand_on_their_blocks(path: Path) -> None:
    """Formats with codes give each block its labels in their order; the others say that they carry none."""
    export = read(path, CONTEXT)
    found = {application.block: application.codes for application in export.applications}
    written = {n: tuple(sorted(said.codes)) for n, said in enumerate(SPOKEN, start=1) if said.codes}
    assert export.carries_codes == (path.name in CODED or path.suffix == ".pdf")
    assert found == (written if export.carries_codes else {})


@pytest.mark.parametrize("path", example_files(), ids=lambda path: path.name)
def test_interview_and_coder_from_title_or_name(path: Path) -> None:
    """Every file tells its interview; the raw transcript, which nobody coded, names no coder."""
    export = read(path, CONTEXT)
    assert (export.interview, export.coder) == ("90", None if path.name == "interview-90.txt" else "Kim")


def test_text_examples_are_those_of_the_script() -> None:
    """The files in the repository are what the interview and the script give today."""
    for name, text in texts().items():
        assert (EXAMPLES / name).read_text(encoding="utf-8") == text


def test_conversions_attach_codes_to_whole_blocks() -> None:
    """A conversion knows no spans: its applications cover their block from end to end."""
    export = read(EXAMPLES / "Interview-90-Kim.mixed.md", CONTEXT)
    for application in export.applications:
        block = export.blocks[application.block - 1]
        assert application.extent is Extent.BLOCK
        assert application.anchor.start_char == block.start
        assert application.anchor.end_char == block.start + len(block.text)
