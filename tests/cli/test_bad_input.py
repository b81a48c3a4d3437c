"""Bad input of every kind: two lines, what and where, what to do, and the exit code; nothing half-written."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mitigraph.graph.backends import open_graph
from mitigraph.loaders.load import Request, load
from mitigraph.queries.given import write_study
from mitigraph.settings import EmbeddedTarget
from tests.cli.running import mitigraph
from tests.conftest import ROOT
from tests.studies import given

EXAMPLES = ROOT / "transcripts" / "examples"
PDF = EXAMPLES / "Interview-90-Kim.pdf"
SECRET = {"MITIGRAPH_PASSWORD": "x"}
STATEMENT = {"interview": 1, "subject": "unset-seed", "relation": "causes", "object": "drift"}


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A tiny study, not loaded yet."""
    folder = tmp_path / "s"
    folder.mkdir()
    write_study(given(statements=[STATEMENT], excerpts=[{"interview": 1, "codes": "Drift"}]), folder)
    return folder


def files(folder: Path) -> dict[Path, bytes]:
    """Every file of a study with its bytes, the database aside."""
    return {
        p: p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file() and ".mitigraph" not in p.parts
    }


def bad_file(folder: Path, name: str, content: bytes) -> Path:
    """A file to import."""
    (folder / name).write_bytes(content)
    return folder / name


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("missing.pdf", None, "no such file"),
        ("latin.txt", "Interviewer: caf\xe9\n".encode("latin-1"), "latin.txt"),
        ("empty.txt", b"", "empty.txt: the file is empty"),
        ("broken.pdf", b"%PDF-1.4\n%%EOF\n", "broken.pdf"),
        ("cut.pdf", PDF.read_bytes()[: PDF.stat().st_size // 2], "cut.pdf"),
        ("notes.txt", b"just some notes\n", "notes.txt: neither a Delve export nor a transcript"),
    ],
)
def test_a_bad_file_is_not_imported(
    study: Path, tmp_path: Path, name: str, content: bytes | None, expected: str
) -> None:
    """The message names the file and what is wrong with it; the study stays as it was."""
    path = bad_file(tmp_path, name, content) if content is not None else tmp_path / name
    before = files(study)
    ran = mitigraph(
        "--study", study, "import", path, "--interview", "9", "--participant", "P9", "--coder", "Kim"
    )
    message, hint = ran.error
    assert ran.code == 1
    assert expected in message
    assert hint
    assert files(study) == before


def test_a_study_that_is_none(tmp_path: Path) -> None:
    """Any command in a folder without a study says how to name or make one."""
    for command in ("check", "plan", "load"):
        ran = mitigraph("--study", tmp_path, command)
        assert ran.code == 1
        assert ran.error == (
            f"{tmp_path / 'study.yaml'}: there is no study here",
            "name its folder with --study DIR, or make one with 'mitigraph init DIR'",
        )


def test_two_codes_of_one_name(study: Path) -> None:
    """The second row is named, and the line of the first."""
    with (study / "codebook.csv").open("a", encoding="utf-8") as file:
        columns = (study / "codebook.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
        row = {"code": "Drift", "kind": "marker"}
        file.write(",".join(row.get(column, "") for column in columns) + "\n")
    ran = mitigraph("--study", study, "load")
    assert (ran.code, ran.err.splitlines()[-2:]) == (
        1,
        [
            "error: codebook.csv:5: the code 'Drift' already stands in line 2",
            "  keep one row, and make other spellings aliases of it",
        ],
    )


@pytest.fixture
def imported(tmp_path: Path) -> Path:
    """A study with the example interview."""
    folder = tmp_path / "imported"
    mitigraph("init", folder)
    assert mitigraph("--study", folder, "import", PDF, "--participant", "P90").code == 0
    return folder


def test_an_anchor_past_the_end_of_its_transcript(imported: Path) -> None:
    """With the transcript at hand or without: file, line, the anchor, the number of turns."""
    path = imported / "codings" / "90-Kim.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    cells = lines[1].split(",")
    cells[:4] = ["99", "0", "99", "5"]
    path.write_text("\n".join([lines[0], ",".join(cells), *lines[2:]]) + "\n", encoding="utf-8")
    for extra in ([], ["--transcripts", str(EXAMPLES)]):
        ran = mitigraph("--study", imported, "check", *extra)
        assert ran.code == 4
        assert "codings/90-Kim.csv:2: error: the anchor 99:0-99:5 lies" in ran.err


def test_words_that_do_not_match_their_hash(imported: Path) -> None:
    """A row whose hash is that of other words is found where the transcript is at hand."""
    path = imported / "codings" / "90-Kim.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    cells = lines[1].split(",")
    cells[4] = "0" * 16
    path.write_text("\n".join([lines[0], ",".join(cells), *lines[2:]]) + "\n", encoding="utf-8")
    ran = mitigraph("--study", imported, "check", "--transcripts", EXAMPLES)
    assert "codings/90-Kim.csv:2: error: the words at" in ran.err
    assert "do not match their sha256" in ran.err


def test_a_transcript_that_changed(imported: Path, tmp_path: Path) -> None:
    """A folder whose file claims to be the interview but has other words is an error, not a shrug."""
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    text = (EXAMPLES / "interview-90.txt").read_text(encoding="utf-8")
    (shelf / "interview-90.txt").write_text(text.replace("Monday", "Friday"), encoding="utf-8")
    ran = mitigraph("--study", imported, "load", "--transcripts", shelf)
    assert ran.code == 1
    assert f"interviews.csv:2: no file in {shelf} has the words of interview '90'" in ran.err
    assert not (imported / ".mitigraph").exists()


def test_a_folder_of_transcripts_that_is_not_there(imported: Path, tmp_path: Path) -> None:
    """A mistyped --transcripts is an error."""
    ran = mitigraph("--study", imported, "load", "--transcripts", tmp_path / "nowhere")
    assert (ran.code, ran.error[1]) == (1, "mend the path given with --transcripts")


def test_an_unknown_backend(study: Path) -> None:
    """A URI with another scheme names those that there are."""
    ran = mitigraph("--study", study, "--uri", "mysql://localhost", "status", environment=SECRET)
    assert ran.code == 2
    assert "mysql" in ran.error[0]
    assert "bolt" in ran.error[1] or "neo4j" in ran.error[1]


def test_a_server_that_is_down(study: Path) -> None:
    """Nobody listens: the address is named, within seconds."""
    ran = mitigraph("--study", study, "--uri", "bolt://127.0.0.1:9", "status", environment=SECRET)
    assert ran.code == 3
    assert "bolt://127.0.0.1:9" in ran.error[0]


def test_a_server_without_a_password(study: Path) -> None:
    """Nobody can be asked in a pipe: the variable and the option are named."""
    ran = mitigraph("--study", study, "--uri", "bolt://127.0.0.1:9", "status")
    assert ran.code == 2
    assert ran.error[1] == "set MITIGRAPH_PASSWORD or give --password-file FILE (never an argument)"


def test_no_graph_yet(study: Path) -> None:
    """Asking before the first load says to load."""
    ran = mitigraph("--study", study, "status")
    assert ran.code == 3
    assert "load" in ran.error[1]


def test_a_folder_that_another_process_has(study: Path) -> None:
    """A writer elsewhere: its process is named, nothing waits for ever."""
    with open_graph(EmbeddedTarget(study / ".mitigraph"), "write") as graph:
        load(graph, Request(study))
        ran = mitigraph("--study", study, "load")
    assert ran.code == 3
    assert str(os.getpid()) in ran.error[0]


@pytest.mark.skipif(not shutil.which("prlimit"), reason="prlimit (util-linux) limits the size of files here")
def test_a_full_disk_while_importing(study: Path, tmp_path: Path) -> None:
    """No byte can be written: the study stays as it was."""
    before = files(study)
    ran = mitigraph(
        "--study", study, "import", PDF, "--participant", "P90", prefix=("prlimit", "--fsize=100")
    )
    assert ran.code == 1
    assert ran.error
    assert files(study) == before


def test_a_full_disk_while_loading(study: Path, tmp_path: Path) -> None:
    """A file system of two megabytes: a message that says so, and the next load, with room, is right."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("only root can mount a small file system")
    try:
        shutil.copytree(study, disk / "s")
        ran = mitigraph("--study", disk / "s", "load")
        assert ran.code == 3
        assert "space" in " ".join(ran.error)
        subprocess.run(["mount", "-o", "remount,size=500m", disk], check=True, capture_output=True)
        assert mitigraph("--study", disk / "s", "load").code == 0
        assert (
            "every link is what its evidence says" in mitigraph("--study", disk / "s", "check", "--graph").out
        )
    finally:
        subprocess.run(["umount", disk], check=True, capture_output=True)


def test_debug_shows_the_traceback(tmp_path: Path) -> None:
    """--debug, before or after the command, shows where an error came from."""
    for arguments in (
        ("--debug", "--study", str(tmp_path), "check"),
        ("--study", str(tmp_path), "check", "--debug"),
    ):
        ran = mitigraph(*arguments)
        assert "Traceback" in ran.err
        assert "UnreadableFile" in ran.err


def test_a_reader_that_closes_the_pipe(study: Path) -> None:
    """`mitigraph ... | head -1` ends without a traceback."""
    command = f"{sys.executable} -m mitigraph.cli.main schema | head -1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert done.stdout == "# The graph's schema\n"
    assert done.stderr == ""


def test_a_folder_that_is_no_study_gets_no_database(tmp_path: Path) -> None:
    """Status, queries and serving say that there is no study, and make nothing."""
    for command in (("status",), ("query", "run", "issues/by-phase"), ("db", "serve"), ("check", "--graph")):
        ran = mitigraph("--study", tmp_path, *command)
        assert ran.code == 1
        assert ran.error[0] == f"{tmp_path / 'study.yaml'}: there is no study here"
    assert list(tmp_path.iterdir()) == []


def test_one_name_for_files_of_several(study: Path, tmp_path: Path) -> None:
    """A coder or participant for files that tell of several interviews or coders is a slip."""
    text = (EXAMPLES / "Interview-90-Kim.plain.txt").read_text(encoding="utf-8")
    for name in ("Interview-91-Lee.txt", "Interview-92-Lee.txt", "Interview-91-Kim.txt"):
        title = name.removesuffix(".txt").replace("-", " ", 1).replace("-", " - ")
        (tmp_path / name).write_text(text.replace("Interview 90 - Kim", title), encoding="utf-8")
    two = (tmp_path / "Interview-91-Lee.txt", tmp_path / "Interview-92-Lee.txt")
    assert mitigraph("--study", study, "import", *two, "--participant", "P1").error[0] == (
        "--participant P1 for files of 91, 92"
    )
    coders = (tmp_path / "Interview-91-Lee.txt", tmp_path / "Interview-91-Kim.txt")
    assert mitigraph("--study", study, "import", *coders, "--coder", "Zed", "--participant", "P1").error[
        0
    ] == ("--coder Zed for files of Kim, Lee")


def test_a_password_file_comes_before_the_variable(study: Path, tmp_path: Path) -> None:
    """What was said for this call wins over what stands in the environment."""
    missing = tmp_path / "secret"
    ran = mitigraph(
        "--study",
        study,
        "--uri",
        "bolt://127.0.0.1:9",
        "--password-file",
        missing,
        "status",
        environment=SECRET,
    )
    assert ran.error[0] == f"{missing}: the password file cannot be read"


def test_a_bare_group_shows_its_help() -> None:
    """`mitigraph` alone shows the commands, without an error before them."""
    for arguments in ((), ("db",), ("query",)):
        ran = mitigraph(*arguments)
        assert ran.code == 2
        assert ran.out.startswith("Usage: mitigraph")
        assert ran.err == ""
