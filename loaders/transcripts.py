"""The transcripts at hand: files of ``--transcripts DIR``, recognised by what they say, not by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mitigraph.errors import InputError, UnreadableFile
from mitigraph.loaders.formats import SourceFile
from mitigraph.loaders.readers.identify import read
from mitigraph.loaders.records import Context, Export, Transcript
from mitigraph.loaders.study import Study
from mitigraph.loaders.tables import file_sha256
from mitigraph.settings import STUDY_FILE


@dataclass(frozen=True)
class Shelf:
    """The files of a folder that could be read as interviews, and those that could not."""

    folder: Path
    exports: tuple[Export, ...]
    unread: tuple[tuple[str, str], ...]  # file name, reason


def labels_of(study: Study) -> dict[str, frozenset[str]]:
    """For each imported file, by the hash of its bytes: what was read as a code in it.

    A text conversion reads differently with other codes in the codebook; its import settled how.
    """
    return {source.sha256: frozenset(source.labels) for source in study.sources.values()}


def read_shelf(folder: Path, study: Study) -> Shelf:
    """Read the files of a folder, its sub-folders included; files of studies are passed over.

    Of the files of an interview that the study has imported only the first one with the words of its
    transcript is read: the others were held against it when they came in, and a PDF takes its time.

    Raises:
        UnreadableFile: the folder does not exist.
    """
    if not folder.is_dir():
        raise UnreadableFile(
            f"{folder}: no such folder of transcripts", "mend the path given with --transcripts"
        )
    exports: list[Export] = []
    unread: list[tuple[str, str]] = []
    labels, codes = labels_of(study), frozenset(study.canonical)
    imported = {source.sha256: source for source in study.sources.values()}
    told: set[str] = set()  # interviews whose words have been read
    for path, digest in _candidates(folder, imported):
        source = imported.get(digest)
        if source and source.interview in told:
            continue
        try:
            export = read(path, Context(labels.get(digest, codes)))
        except InputError as error:
            unread.append((str(path.relative_to(folder)), error.message))
            continue
        exports.append(export)
        if source and _is_transcript(study, source.interview, export):
            told.add(source.interview)
    return Shelf(folder, tuple(exports), tuple(sorted(unread)))


def _candidates(folder: Path, imported: Mapping[str, SourceFile]) -> list[tuple[Path, str]]:
    """Files that may be transcripts and the hashes of their bytes, those with an interview's words first."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and _may_be(path, folder))
    hashed = [(path, file_sha256(path)) for path in paths]

    def differs(found: tuple[Path, str]) -> bool:
        source = imported.get(found[1])
        return source is None or source.differences > 0

    return sorted(hashed, key=differs)


def _is_transcript(study: Study, interview: str, export: Export) -> bool:
    row = study.interview.get(interview)
    known = row.transcript_sha256 if row else ""
    return bool(known) and export.transcript.sha256.startswith(known)


def _may_be(path: Path, folder: Path) -> bool:
    """Whether a file may be a transcript: no table, and in no study or database."""
    inside = [folder / part for part in path.relative_to(folder).parents]
    own = any((parent / STUDY_FILE).is_file() for parent in inside if parent != folder)
    return not own and path.suffix.lower() not in (".csv", ".tsv", ".yaml", ".yml", ".json", ".xsd")


def attach_transcripts(study: Study, folder: Path) -> None:
    """Give the study the transcript of every interview whose hash a file of the folder has.

    An interview with a hash that no file has is an error where a file claims to be it (its transcript
    changed) and information where none does (it is not at hand).
    """
    shelf = read_shelf(folder, study)
    by_hash: dict[str, Transcript] = {export.transcript.sha256: export.transcript for export in shelf.exports}
    claimed: dict[str, str] = {}
    for export in shelf.exports:
        if export.interview:
            claimed.setdefault(export.interview, export.file)
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
