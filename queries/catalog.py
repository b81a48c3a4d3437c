"""The queries that there are: files in packs, found by their names.

A pack is a folder of ``.cypher`` files; a query's id is ``pack/file name``. Packs of one's own stand in
a further folder (``--packs DIR``): its subfolders are packs, or, where it holds queries itself, it is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from mitigraph.errors import QueryError, UnreadableFile
from mitigraph.queries.findings import Finding
from mitigraph.queries.header import Header, read_header, split_header
from mitigraph.queries.nearest import did_you_mean
from mitigraph.settings import PACKS_FOLDER, STUDY_FILE

OWN_PACKS = Path(__file__).resolve().parent / "packs"
SUFFIX = ".cypher"
CASES_SUFFIX = ".test.yaml"


@dataclass(frozen=True)
class Query:
    """One question: its text as it runs, and its header where it has one.

    ``id`` is ``pack/name`` for a query of a pack, else the file's path or ``-``.
    """

    id: str
    text: str
    path: Path
    header: Header | None

    @property
    def cases_path(self) -> Path:
        """The file of its given/expect cases, which stands beside it."""
        return self.path.with_name(self.path.name.removesuffix(SUFFIX) + CASES_SUFFIX)

    @property
    def body(self) -> str:
        """The Cypher below the header."""
        found = split_header(self.text)
        lines = self.text.splitlines()
        return "\n".join(lines[found.body_line - 1 if found else 0 :]).strip()


@dataclass(frozen=True)
class Catalog:
    """All queries of the given folders of packs."""

    folders: tuple[Path, ...]

    @cached_property
    def files(self) -> dict[str, Path]:
        """Each query's file by its id, sorted by id.

        Raises:
            UnreadableFile: a folder is missing, or holds no query.
            QueryError: two files have the same id.
        """
        found: dict[str, Path] = {}
        # A folder that is named twice counts once, by the name that it was given first.
        for folder in {folder.resolve(): folder for folder in reversed(self.folders)}.values():
            for query_id, path in _files_of(folder):
                if query_id in found:
                    message = f"{path}: the id '{query_id}' is taken by {found[query_id]}"
                    raise QueryError(message, "rename one of the two files or its folder")
                found[query_id] = path
        return dict(sorted(found.items()))

    def get(self, query_id: str) -> Query:
        """The query of that id.

        Raises:
            QueryError: there is none (the hint names the nearest), or its header is wrong.
        """
        path = self.files.get(query_id)
        if path is None:
            if members := self._of_pack(query_id):
                hint = f"name one of its queries, such as {members[0]}, or run all of them: --all -o DIR"
                raise QueryError(f"'{query_id}' is a pack, not a query", hint)
            raise QueryError(f"there is no query '{query_id}'", did_you_mean(query_id, self.files))
        query, findings = read_query(path, query_id)
        if findings:
            raise findings[0].error()
        return query

    def all(self) -> list[Query]:
        """Every query, by id; raises QueryError at the first wrong header."""
        return [self.get(query_id) for query_id in self.files]

    def readable(self) -> tuple[list[Query], list[Finding]]:
        """Every query whose header is right, by id, and what is wrong with the others."""
        read = [read_query(path, query_id) for query_id, path in self.files.items()]
        sound = [query for query, findings in read if not findings]
        return sound, [finding for _query, findings in read for finding in findings]

    def choose(self, wanted: Iterable[str]) -> list[Query]:
        """The queries of the ids or whole packs named, or all where none is named."""
        names = list(wanted)
        if not names:
            return self.all()
        ids = {query_id: None for name in names for query_id in (self._of_pack(name) or [self.get(name).id])}
        return [self.get(query_id) for query_id in ids]

    def _of_pack(self, name: str) -> list[str]:
        return [query_id for query_id in self.files if query_id.startswith(f"{name.rstrip('/')}/")]


def catalog(extra: Iterable[Path] = (), study: Path | None = None) -> Catalog:
    """The project's own packs, those in the study's folder ``queries``, and those of the extra folders."""
    return Catalog((OWN_PACKS, *(_of_study(study) if study else ()), *extra))


def _of_study(study: Path) -> list[Path]:
    """The study's folder of packs, where the folder is a study and has any."""
    own = study / PACKS_FOLDER
    has_any = any(own.glob(f"*/*{SUFFIX}")) or any(own.glob(f"*{SUFFIX}"))
    return [own] if has_any and (study / STUDY_FILE).is_file() else []


def read_query(path: Path, query_id: str | None = None) -> tuple[Query, list[Finding]]:
    """A query file with its header, and what is wrong with the header.

    A file of no pack (``query_id`` None) may do without a header.

    Raises:
        UnreadableFile: the file is missing, may not be read or is no UTF-8.
    """
    return query_of(_text_of(path), path, query_id)


def query_of(text: str, path: Path, query_id: str | None = None) -> tuple[Query, list[Finding]]:
    """A query's text as a query, and what is wrong with its header."""
    text = text.removeprefix("\ufeff")
    if query_id is None and not _begins_with_header(text):
        return Query(str(path), text, path, None), []
    header, findings = read_header(text, path)
    return Query(query_id or str(path), text, path, header), findings


def _begins_with_header(text: str) -> bool:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return first.replace(" ", "") == "//---"


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        message = f"{path}: the query is not UTF-8 (byte {error.start})"
        raise UnreadableFile(message, "save it as UTF-8") from error
    except OSError as error:
        reason = (error.strerror or "unreadable").lower()
        raise UnreadableFile(f"{path}: {reason}", "check the path of the query") from error


def _files_of(folder: Path) -> Iterator[tuple[str, Path]]:
    if not folder.is_dir():
        raise UnreadableFile(f"{folder}: there is no such folder of packs", "check the path after --packs")
    paths = sorted((*folder.glob(f"*{SUFFIX}"), *folder.glob(f"*/*{SUFFIX}")))
    if not paths:
        hint = f"queries are files DIR/<pack>/<name>{SUFFIX} or DIR/<name>{SUFFIX}"
        raise UnreadableFile(f"{folder}: the folder holds no query", hint)
    for path in paths:
        pack = path.parent if path.parent != folder else folder.resolve()
        yield f"{pack.name}/{path.name.removesuffix(SUFFIX)}", path
