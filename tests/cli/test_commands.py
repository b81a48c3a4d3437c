"""The commands that bring a study into a graph: init, import, check, plan, load, status, schema, db."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mitigraph.cli.main import COMMANDS
from mitigraph.queries.given import write_study
from tests.cli.running import mitigraph
from tests.conftest import ROOT
from tests.studies import given

EXAMPLES = ROOT / "transcripts" / "examples"
STATEMENT = {"interview": 1, "subject": "unset-seed", "relation": "causes", "object": "drift"}


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A tiny study, not loaded yet."""
    folder = tmp_path / "s"
    folder.mkdir()
    write_study(given(statements=[STATEMENT], excerpts=[{"interview": 2, "codes": "Drift"}]), folder)
    return folder


def test_every_command_explains_itself() -> None:
    """Each command, and each of its options, has a line of help."""
    for name in COMMANDS:
        shown = mitigraph(name, "--help")
        assert shown.code == 0, name
        assert len(shown.out.splitlines()) > 4, name


def test_a_new_study_is_valid_and_commented(tmp_path: Path) -> None:
    """Init makes files that check accepts and a load takes, with comments that say what belongs where."""
    folder = tmp_path / "Our Study 2026"
    made = mitigraph("init", folder)
    assert made.code == 0
    text = (folder / "study.yaml").read_text(encoding="utf-8")
    assert "id: our-study-2026" in text
    assert text.count("# ") >= 5
    checked = mitigraph("--study", folder, "check")
    assert (checked.code, checked.out) == (0, "our-study-2026: 0 errors, 0 warnings, 0 remarks\n")
    assert mitigraph("--study", folder, "load").code == 0


def test_init_never_writes_over_anything(study: Path) -> None:
    """A folder that holds something is refused."""
    message, hint = mitigraph("init", study).error
    assert message == f"{study}: already holds something"
    assert hint == "name a folder that is empty or does not exist"


def test_from_nothing_to_an_answer(tmp_path: Path) -> None:
    """init, import, load, query: an interview's file becomes rows of an answer."""
    folder = tmp_path / "s"
    mitigraph("init", folder)
    pdf = EXAMPLES / "Interview-90-Kim.pdf"
    imported = mitigraph("--study", folder, "import", pdf, "--participant", "P90")
    assert imported.code == 0
    assert "Interview-90-Kim.pdf (delve-pdf): " in imported.out
    assert "its words are the interview's transcript from now on" in imported.out
    loaded = mitigraph("--study", folder, "load", "--transcripts", EXAMPLES)
    assert loaded.code == 0
    assert "codings/90-Kim.csv (coder, counts): " in loaded.out
    assert "Interview-90-Kim.pdf (delve-pdf): " in loaded.out
    query = "MATCH (x:Excerpt)-[:CODED_AS]->(c:Code) RETURN c.id AS code, count(x) AS n ORDER BY n DESC, code"
    answer = mitigraph("--study", folder, "query", "run", "-", "--format", "json", stdin=query)
    assert {row["code"] for row in json.loads(answer.out)} >= {"Q5.2", "MD-issues-with-dependencies"}


def test_an_import_in_a_pipe_names_the_missing_option(tmp_path: Path) -> None:
    """Where nobody can be asked, the option is named: participant, interview, coder."""
    folder = tmp_path / "s"
    mitigraph("init", folder)
    pdf = EXAMPLES / "Interview-90-Kim.pdf"
    assert mitigraph("--study", folder, "import", pdf).error[1] == "give --participant"
    unnamed = tmp_path / "talk.pdf"
    unnamed.write_bytes((EXAMPLES / "interview-90.txt").read_bytes())
    message, hint = mitigraph("--study", folder, "import", unnamed).error
    assert message.startswith("talk.pdf: neither its name nor its content tells which interview it is")
    assert hint == "give --interview"
    assert not (folder / "codings").exists()


def test_an_import_on_a_terminal_asks(tmp_path: Path) -> None:
    """On a terminal the missing participant is asked for, and the answer is used."""
    folder = tmp_path / "s"
    mitigraph("init", folder)
    pdf = EXAMPLES / "Interview-90-Kim.pdf"
    screen = in_terminal(["--study", str(folder), "import", str(pdf)], "P90\n", until="--participant")
    assert "who gave interview 90? (--participant)" in screen
    assert "\n90,P90," in (folder / "interviews.csv").read_text(encoding="utf-8")


def in_terminal(arguments: list[str], answer: str, *, until: str) -> str:
    """Run `mitigraph` in a pseudo-terminal, type ``answer`` once ``until`` is shown, return the screen."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "mitigraph.cli.main", *arguments], stdin=slave, stdout=slave, stderr=slave
    )
    os.close(slave)
    screen, deadline, typed = "", time.monotonic() + 60, False
    while time.monotonic() < deadline:
        if select.select([master], [], [], 0.1)[0]:
            try:
                screen += os.read(master, 4096).decode()
            except OSError:  # the process has closed its side
                break
        elif process.poll() is not None:
            break
        if until in screen and not typed:
            os.write(master, answer.encode())
            typed = True
    process.wait(timeout=30)
    os.close(master)
    return screen


def test_progress_is_shown_on_terminals_and_never_in_pipes(study: Path) -> None:
    """A bar while loading on a terminal; not a byte of it in a pipe."""
    piped = mitigraph("--study", study, "load", "--full")
    screen = in_terminal(["--study", str(study), "load", "--full"], "", until="never shown")
    assert "loading" not in piped.err
    assert "loading" in screen


def test_check_ends_with_4_and_load_with_1_on_errors(study: Path) -> None:
    """All findings with file:line first, then what it means; nothing is written."""
    path = study / "codebook.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("retraining", "retrainin"), encoding="utf-8")
    checked = mitigraph("--study", study, "check")
    assert checked.code == 4
    told = "denotes: entity 'retrainin' is not in the registry (did you mean 'retraining'?)"
    assert f"codebook.csv:3: error: {told}" in checked.err
    loaded = mitigraph("--study", study, "load")
    assert loaded.code == 1
    assert "error: codebook.csv:3: denotes: entity 'retrainin' is not in the registry" in loaded.err
    assert not (study / ".mitigraph").exists()


def test_plan_shows_what_load_then_does(study: Path) -> None:
    """Before the first load everything is to be created; after it nothing; after a change just that."""
    first = mitigraph("--study", study, "plan")
    assert re.search(r"^Statement +2 +0 +0$", first.out, re.MULTILINE)
    assert not (study / ".mitigraph").exists()
    mitigraph("--study", study, "load")
    assert mitigraph("--study", study, "plan").out == "nothing to do: the graph says what the study says\n"
    registry = study / "registry" / "causes.csv"
    registry.write_text(
        registry.read_text(encoding="utf-8").replace("No owner", "Nobody owns it"), encoding="utf-8"
    )
    changed = mitigraph("--study", study, "plan", "--each")
    assert changed.out.splitlines()[0] == "~ Cause no-owner: name"
    assert "nodes: 0 created, 1 changed, 0 removed" in mitigraph("--study", study, "load").out
    assert mitigraph("--study", study, "load", "-q").out.startswith("nothing to do: ")


def test_status_says_what_is_there(study: Path) -> None:
    """Backend, versions, counts by label and type, the last loads."""
    mitigraph("--study", study, "load")
    shown = mitigraph("--study", study, "status").out
    assert re.search(r"^backend: +embedded$", shown, re.MULTILINE)
    assert re.search(r"^  Excerpt +2$", shown, re.MULTILINE)
    assert re.search(r"^  CAUSES +1$", shown, re.MULTILINE)
    assert re.search(
        r"^  \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC by .*: \d+ created, 0 changed, 0 removed$",
        shown,
        re.MULTILINE,
    )


def test_check_of_the_graph(study: Path) -> None:
    """Check --graph recomputes every link."""
    mitigraph("--study", study, "load")
    assert (
        "graph: every link is what its evidence says" in mitigraph("--study", study, "check", "--graph").out
    )


@pytest.mark.parametrize(
    ("format_", "start"), [("json", "{"), ("markdown", "# The graph"), ("mermaid", "classDiagram")]
)
def test_schema_in_each_format(format_: str, start: str) -> None:
    """Every label and every relationship type stands in each format."""
    shown = mitigraph("schema", "--format", format_).out
    assert shown.startswith(start)
    for word in ("QualityAttribute", "CO_CODED_WITH", "OCCURS_IN"):
        assert word in shown


def test_serve_lets_others_in_and_stops(study: Path) -> None:
    """While db serve runs, a load and a query go through it; after Ctrl-C the folder is free again."""
    mitigraph("--study", study, "load")
    serving = subprocess.Popen(
        [sys.executable, "-m", "mitigraph.cli.main", "--study", str(study), "db", "serve"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert serving.stdout
    shown = [serving.stdout.readline() for _ in range(4)]
    assert [line.split(":")[0] for line in shown] == ["uri", "user", "password", "database"]
    assert shown[0].split()[1].startswith("bolt://127.0.0.1:")
    status = mitigraph("--study", study, "status")
    assert "through 'mitigraph db serve'" in status.out
    assert mitigraph("--study", study, "load", "--full").code == 0
    serving.send_signal(signal.SIGINT)
    assert serving.wait(timeout=30) == 0
    serving.communicate()
    assert "through" not in mitigraph("--study", study, "status").out


def test_check_says_how_much_it_held_against_the_words(tmp_path: Path) -> None:
    """A wrong folder verifies nothing, and does not look like a success."""
    told = mitigraph("--study", EXAMPLES / "study", "check", "-q", "--transcripts", EXAMPLES).out
    assert told.startswith("held 20 anchors against the words of 1 of 1 interview\n")
    empty = mitigraph("--study", EXAMPLES / "study", "check", "-q", "--transcripts", tmp_path).out
    assert empty.startswith("held 0 anchors against the words of 0 of 1 interview\n")
