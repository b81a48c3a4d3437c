"""Finding queries: by id, by pack, in one's own folders, with the nearest named after a slip."""

from __future__ import annotations

from pathlib import Path

import pytest

from mitigraph.errors import QueryError, UnreadableFile
from mitigraph.queries.catalog import Catalog, catalog, read_query
from tests.queries.files import GOOD, write_pack


def test_ids_are_pack_and_name() -> None:
    """The project's own packs are found, by ids of two parts, in order."""
    ids = list(catalog().files)
    assert "issues/by-phase" in ids
    assert ids == sorted(ids)


def test_an_extra_folder_adds_its_packs(tmp_path: Path) -> None:
    """Packs of one's own stand beside the project's."""
    found = catalog([write_pack(tmp_path)])
    assert found.get("mine/issues").text == GOOD
    assert "issues/by-phase" in found.files


def test_a_folder_of_queries_is_a_pack_itself(tmp_path: Path) -> None:
    """A folder that holds queries is a pack of its own name."""
    write_pack(tmp_path)
    assert list(Catalog((tmp_path / "mine",)).files) == ["mine/issues"]


@pytest.mark.parametrize(
    ("wanted", "hint"),
    [
        ("issues/by-phases", "did you mean 'issues/by-phase'"),
        ("by-phase", "'issues/by-phase'"),
        ("zzzzzz", "known are: causes/by-origin"),
    ],
)
def test_an_unknown_id_names_the_nearest(wanted: str, hint: str) -> None:
    """After a slip the likeliest id is named, else the known ones."""
    with pytest.raises(QueryError) as raised:
        catalog().get(wanted)
    assert raised.value.message == f"there is no query '{wanted}'"
    assert hint in raised.value.hint


def test_two_files_of_one_id_are_an_error(tmp_path: Path) -> None:
    """One id never means two queries: which one ran would depend on the order of the folders."""
    write_pack(tmp_path / "a")
    write_pack(tmp_path / "b")
    with pytest.raises(QueryError, match="the id 'mine/issues' is taken by"):
        catalog([tmp_path / "a", tmp_path / "b"]).get("mine/issues")


def test_a_wrong_header_is_told_when_the_query_is_asked_for(tmp_path: Path) -> None:
    """A broken file among others does not break these, and is told with path:line."""
    write_pack(tmp_path)
    write_pack(tmp_path, "broken", GOOD.replace("title", "titel"))
    found = catalog([tmp_path])
    assert found.get("mine/issues").header is not None
    with pytest.raises(QueryError, match=r"broken\.cypher:2: the header has an unknown key 'titel'"):
        found.get("mine/broken")


def test_packs_and_ids_can_be_chosen(tmp_path: Path) -> None:
    """A pack's name stands for all its queries; a query named twice is taken once."""
    write_pack(tmp_path)
    write_pack(tmp_path, "others")
    chosen = catalog([tmp_path]).choose(["mine", "mine/issues", "causes/shared"])
    assert [query.id for query in chosen] == ["mine/issues", "mine/others", "causes/shared"]


def test_missing_and_empty_folders_are_errors(tmp_path: Path) -> None:
    """A folder that is not there, or holds no query, is a mistake in --packs and not an empty pack."""
    with pytest.raises(UnreadableFile, match="there is no such folder"):
        catalog([tmp_path / "nowhere"]).all()
    with pytest.raises(UnreadableFile, match="holds no query"):
        catalog([tmp_path]).all()


def test_a_file_of_no_pack_may_lack_a_header(tmp_path: Path) -> None:
    """Anybody's Cypher runs; where it has a header, the header must be right."""
    path = tmp_path / "a.cypher"
    path.write_text("\ufeffRETURN 1 AS one", encoding="utf-8")
    query, findings = read_query(path)
    assert (query.header, query.text, findings) == (None, "RETURN 1 AS one", [])
    path.write_text("// ---\n// titel: x\n// ---\nRETURN 1 AS one", encoding="utf-8")
    assert read_query(path)[1]


def test_unreadable_files_are_told(tmp_path: Path) -> None:
    """A missing file and one in another encoding are two lines, not tracebacks."""
    with pytest.raises(UnreadableFile, match="no such file"):
        read_query(tmp_path / "gone.cypher")
    (tmp_path / "latin.cypher").write_bytes("RETURN 'é' AS e".encode("latin-1"))
    with pytest.raises(UnreadableFile, match=r"not UTF-8 \(byte 8\)"):
        read_query(tmp_path / "latin.cypher")


def test_the_body_is_what_follows_the_header() -> None:
    """The text to paste elsewhere leaves the header out."""
    assert catalog().get("causes/shared").body.startswith("MATCH (i:Issue)")


def test_only_a_study_has_packs_of_its_own(tmp_path: Path) -> None:
    """A folder that is no study is not looked into, whatever its folder 'queries' holds."""
    write_pack(tmp_path / "queries")
    assert "mine/issues" not in catalog(study=tmp_path).files
    (tmp_path / "study.yaml").write_text("format: 1\n", encoding="utf-8")
    assert "mine/issues" in catalog(study=tmp_path).files


def test_a_folder_named_twice_counts_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The study's own packs, given with --packs as well, are no clash; paths stay as they were given."""
    write_pack(tmp_path / "queries")
    monkeypatch.chdir(tmp_path)
    found = Catalog((Path("queries"), tmp_path / "queries")).files
    assert found == {"mine/issues": Path("queries/mine/issues.cypher")}
