"""Files that commands write: in one piece, where the user said, as private as the user wants them."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from mitigraph.cli.output import whole_file, write_whole


def test_a_failure_leaves_the_old_file(tmp_path: Path) -> None:
    """What goes wrong while writing changes nothing and leaves nothing behind."""
    path = tmp_path / "page.html"
    write_whole(path, "old")

    def fail() -> None:
        with whole_file(path) as temporary:
            temporary.write_text("half", encoding="utf-8")
            raise OSError

    with pytest.raises(OSError, match=r"^$"):
        fail()
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """The file behind the link is written."""
    (tmp_path / "real.csv").write_text("old", encoding="utf-8")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    write_whole(tmp_path / "link.csv", "new")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text(encoding="utf-8") == "new"


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    """What is no regular file stays what it is; so would a device."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_whole(pipe, "words")
    assert os.read(reader, 100) == b"words"
    os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_new_files_are_as_private_as_the_user_s_others(tmp_path: Path) -> None:
    """The umask counts; a file that is there keeps its mode."""
    old = os.umask(0o077)
    try:
        write_whole(tmp_path / "new", "x")
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o600
    (tmp_path / "new").chmod(0o640)
    write_whole(tmp_path / "new", "y")
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640
