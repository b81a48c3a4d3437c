"""Read a file of any known format: the format is told by the content, never by the name."""

from __future__ import annotations

from pathlib import Path

from mitigraph.errors import InputError, UnreadableFile
from mitigraph.loaders.readers.delve_lines import is_closing, speakers_in
from mitigraph.loaders.readers.delve_pdf import read_pdf
from mitigraph.loaders.readers.delve_text import read_delve_text
from mitigraph.loaders.readers.raw_transcript import is_spoken, read_raw
from mitigraph.loaders.readers.text_file import lines_of
from mitigraph.loaders.records import Context, Export

_PDF = b"%PDF-"
_PDF_WITHIN = 1024  # bytes that may stand before a PDF's header


def read(path: Path, context: Context) -> Export:
    """Read a Delve PDF export, a text conversion of one, or a raw transcript.

    Raises:
        UnreadableFile: missing, a folder, not permitted, empty, not UTF-8, an encrypted or broken PDF.
        InputError: readable, but of no known format.
    """
    data = _bytes_of(path)
    if _PDF in data[:_PDF_WITHIN]:
        return read_pdf(data, path.name)
    lines = lines_of(data, path.name)
    if not any(line.strip() for line in lines):
        raise UnreadableFile(f"{path.name}: the file is empty", "export the transcript again")
    alone = sum(1 for line in lines if speakers_in(line))
    before_words = sum(1 for line in lines if is_spoken(line))
    if before_words > alone:
        return read_raw(data, path.name)
    if alone or any(is_closing(line) for line in lines):
        return read_delve_text(data, path.name, context)
    raise InputError(
        f"{path.name}: neither a Delve export nor a transcript: no line names a speaker",
        "begin each turn with 'Interviewer:' or 'Interviewee:'",
    )


def _bytes_of(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFile(f"{path}: no such file", "check the path") from None
    except IsADirectoryError:
        raise UnreadableFile(f"{path}: a folder, not a file", "name the files in it") from None
    except PermissionError:
        raise UnreadableFile(f"{path}: not permitted to read it", "check the file's permissions") from None
    except OSError as error:
        raise UnreadableFile(
            f"{path}: cannot be read ({error.strerror})", "check the path and the disk"
        ) from None
    if not data:
        raise UnreadableFile(f"{path.name}: the file is empty", "export the transcript again")
    return data
