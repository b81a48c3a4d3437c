"""Commands and their output in documents: run, compared, and written anew.

A document shows them in blocks like this one, each command after `$ `, long ones going on after `> `:

    ```console
    $ mitigraph --study transcripts status
    embedded ... in transcripts/.mitigraph
    ```

The commands of a document run one after the other in a folder that holds a copy of the study in
`transcripts/`. What they print, errors included, must be what the document shows; `...` there stands for
anything, as in doctest. A command has to succeed unless what the document shows begins with `error:`. Blocks
of another kind are not run.

`python -m tests.console FILE...` writes the output of the commands into the documents where it is not what
they show.
"""

from __future__ import annotations

import difflib
import doctest
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SECONDS = 300
BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
EXAMPLE = re.compile(r"^\$ (?P<command>.*\n(?:> .*\n)*)(?P<shown>(?:(?!\$ ).*\n)*)", re.MULTILINE)


@dataclass(frozen=True)
class Example:
    """A command of a document, and what the document says that it prints."""

    line: int
    command: str
    shown: str


def examples(document: str) -> list[Example]:
    """The commands of a document, in its order."""
    found = []
    for block in BLOCK.finditer(document):
        for match in EXAMPLE.finditer(block.group()):
            line = document.count("\n", 0, block.start() + match.start()) + 1
            found.append(Example(line, typed(match), match["shown"]))
    return found


def typed(example: re.Match[str]) -> str:
    """The command of an example as a person types it."""
    return example["command"].replace("\n> ", "\n").strip()


def workplace(folder: Path) -> Path:
    """Lay a copy of the study into a folder, without a graph that may be in it; returns the folder."""
    if (ROOT / "transcripts").is_dir():
        ignored = shutil.ignore_patterns(".mitigraph")
        shutil.copytree(ROOT / "transcripts", folder / "transcripts", ignore=ignored)
    return folder


def run(command: str, folder: Path) -> tuple[int, str]:
    """(exit code, everything that is printed) of a command typed in a folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MITIGRAPH_")}
    program = Path(sys.executable).parent
    environment = kept | {
        "PATH": f"{program}{os.pathsep}{kept.get('PATH', '')}",
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "TERM": "dumb",
    }
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=SECONDS,
        check=False,
    )
    return done.returncode, done.stdout.decode()


def same(shown: str, printed: str) -> bool:
    """Whether a document may show this for what was printed."""
    # Spaces at a line's end are not seen on a page, and editors take them away.
    bare = re.sub(r"[ \t]+$", "", printed, flags=re.MULTILINE)
    return doctest.OutputChecker().check_output(shown, bare, doctest.ELLIPSIS)


def untrue(document: str, folder: Path) -> list[str]:
    """Run all commands of a document; returns a report for each that fails or prints something else."""
    reports = []
    for example in examples(document):
        code, printed = run(example.command, folder)
        if not same(example.shown, printed):
            shown, came = example.shown.splitlines(), printed.splitlines()
            difference = difflib.unified_diff(shown, came, "shown", "printed", lineterm="")
            reports.append("\n".join([f"line {example.line}: $ {example.command}", *difference]))
        elif (code == 0) == example.shown.startswith("error:"):
            reports.append(f"line {example.line}: $ {example.command}\nended with exit code {code}")
    return reports


def rewritten(document: str, folder: Path) -> str:
    """The document with the output that its commands have now; what is true already stays as it is."""

    def example(match: re.Match[str]) -> str:
        _, printed = run(typed(match), folder)
        if same(match["shown"], printed):
            return match.group()
        lines = [line.rstrip() for line in printed.splitlines()]
        return f"$ {match['command']}" + "".join(f"{line}\n" for line in lines)

    def block(match: re.Match[str]) -> str:
        return EXAMPLE.sub(example, match.group())

    return BLOCK.sub(block, document)


def main() -> None:
    """Write the named documents anew."""
    for name in sys.argv[1:]:
        path = Path(name)
        with tempfile.TemporaryDirectory() as folder:
            text = rewritten(path.read_text(encoding="utf-8"), workplace(Path(folder)))
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
