"""The transcripts at hand: files of ``--transcripts DIR``, recognised by what they say, not by name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mitigraph.errors import InputError, UnreadableFile
from mitigraph.loaders.readers.identify import read
from mitigraph.loaders.records import Context, Export, Transcript
from mitigraph.loaders.study import Study


@dataclass(frozen=True)
class Shelf:
    """The files of a folder that could be read as interviews, and those that could not."""

    folder: Path
    exports: tuple[Export, ...]
    unread: tuple[tuple[str, str], ...]  # file name, reason


def read_shelf(folder: Path, codes: frozenset[str]) -> Shelf:
    """Read every file of a folder, its sub-folders included.

    Raises:
        UnreadableFile: the folder does not exist.
    """
    if not folder.is_dir():
        raise UnreadableFile(
            f"{folder}: no such folder of transcripts", "mend the path given with --transcripts"
        )
    exports: list[Export] = []
    unread: list[tuple[str, str]] = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        try:
            exports.append(read(path, Context(codes)))
        except InputError as error:
            unread.append((str(path.relative_to(folder)), error.message))
    return Shelf(folder, tuple(exports), tuple(unread))


def attach_transcripts(study: Study, folder: Path) -> None:
    """Give the study the transcript of every interview whose hash a file of the folder has.

    An interview with a hash that no file has is an error where a file claims to be it (its transcript
    changed) and information where none does (it is not at hand).
    """
    shelf = read_shelf(folder, frozenset(study.canonical))
    by_hash: dict[str, Transcript] = {export.transcript.sha256: export.transcript for export in shelf.exports}
    claimed = {export.interview: export.file for export in shelf.exports if export.interview}
    for located in study.interviews:
        row = located.row
        if not row.transcript_sha256:
            continue
        found = next((by_hash[sha] for sha in by_hash if sha.startswith(row.transcript_sha256)), None)
        if found:
            study.transcripts[row.id] = found
        elif row.id in claimed:
            message = (
                f"no file in {folder} has the words of interview '{row.id}' ({claimed[row.id]} does not)"
            )
            hint = "its transcript changed: put the old file there, or import the new one again"
            study.findings.error(located.file, located.line, message, hint)
        else:
            study.findings.info(
                located.file, located.line, f"the transcript of interview '{row.id}' is not at hand"
            )
    if shelf.unread:
        names = ", ".join(name for name, _ in shelf.unread)
        study.findings.info(str(folder), 0, f"not read, because they are no transcripts: {names}")
