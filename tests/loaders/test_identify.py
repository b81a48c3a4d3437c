"""Any file, told by its content; what cannot be read says where and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from mitigraph.errors import InputError, UnreadableFile
from mitigraph.loaders.readers.identify import read
from mitigraph.loaders.readers.naming import name_parts
from mitigraph.loaders.records import Context
from tests.loaders.test_delve_pdf import PDF

RAW = "Interviewer 1: Why?\n\nInterviewee: Because 5 \u20ac.\n"
EMPTY = Context()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file to be."""
    return tmp_path / "Interview-7-Ada.bin"


def test_format_is_told_by_content(file: Path) -> None:
    """The name says nothing: the same name holds each of the formats in turn."""
    for data, name in (
        (RAW.encode(), "raw-transcript"),
        (b"### Interviewer\n\nWhy?\n\n**Interviewee**\n\nSo.\n", "delve-text"),
        (PDF.read_bytes(), "delve-pdf"),
    ):
        file.write_bytes(data)
        assert read(file, EMPTY).format == name


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_and_byte_order_mark_change_nothing(file: Path, end: str) -> None:
    """The same text in another editor's dress gives the same turns, blocks and account."""
    file.write_bytes(RAW.encode())
    plain = read(file, EMPTY)
    file.write_bytes(b"\xef\xbb\xbf" + RAW.replace("\n", end).encode())
    other = read(file, EMPTY)
    assert (other.transcript, other.blocks, other.account) == (plain.transcript, plain.blocks, plain.account)
    assert other.sha256 != plain.sha256  # of the bytes


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_wrong_encoding_names_the_byte(file: Path, mark: bytes) -> None:
    """The position counts from the file's first byte, the byte order mark included."""
    data = mark + RAW.replace("\u20ac", "EUR").encode() + b"\xe9t\xe9"
    file.write_bytes(data)
    with pytest.raises(UnreadableFile) as caught:
        read(file, EMPTY)
    assert caught.value.message == f"{file.name}: not UTF-8 at byte {data.index(0xE9)} (0xe9), line 4"
    assert "iconv" in caught.value.hint


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "the file is empty"),
        (b" \n\n", "the file is empty"),
        (b"PK\x03\x04\x00\x00", "not a text file (a zero byte at byte 4)"),
        ("Interviewee: a".encode("utf-16"), "UTF-16"),
        (b"%PDF-1.7 and nothing else", "the PDF is broken"),
    ],
)
def test_unreadable_content(file: Path, data: bytes, what: str) -> None:
    """Empty, binary, in another encoding or broken: the file, what is wrong, what to do."""
    file.write_bytes(data)
    with pytest.raises(UnreadableFile) as caught:
        read(file, EMPTY)
    assert file.name in caught.value.message
    assert what in caught.value.message
    assert caught.value.hint


def test_missing_file_and_folder(tmp_path: Path) -> None:
    """Neither is a traceback."""
    with pytest.raises(UnreadableFile, match="no such file"):
        read(tmp_path / "gone.txt", EMPTY)
    with pytest.raises(UnreadableFile, match="a folder, not a file"):
        read(tmp_path, EMPTY)


def test_text_that_is_no_interview(file: Path) -> None:
    """Without any speaker it is wrong input, and the message quotes none of it."""
    file.write_text("A shopping list: milk, eggs.\n")
    with pytest.raises(InputError, match="no line names a speaker") as caught:
        read(file, EMPTY)
    assert "milk" not in str(caught.value)
    assert not isinstance(caught.value, UnreadableFile)


@pytest.mark.parametrize(
    ("title", "file", "parts"),
    [
        ("Interview 12 - Amin", "x.pdf", ("12", "Amin")),
        ("", "Interview-12-Amin.pdf", ("12", "Amin")),
        ("", "interview_7.txt", ("7", None)),
        ("", "2023-06-04-Interview 5 - PO.pdf", ("5", "PO")),
        ("Interview 12 - Amin", "Interview-3-PO.pdf", ("12", "Amin")),
        ("Interview 12", "Interview-12-Amin.pdf", ("12", "Amin")),
        ("Interview 12", "Interview-3-PO.pdf", ("12", None)),
        ("Notes", "notes.txt", (None, None)),
    ],
)
def test_interview_and_coder_from_names(title: str, file: str, parts: tuple[str | None, str | None]) -> None:
    """The title speaks first; a file name of another interview tells no coder."""
    assert name_parts(title, file) == parts
