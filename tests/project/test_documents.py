"""What the documents show is what the commands print."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import console
from tests.project.checkout import ROOT

DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
# A README that shows less has lost its examples.
LEAST_IN_README = 3


def with_examples() -> list[Path]:
    """The documents that show commands and their output."""
    return [path for path in DOCUMENTS if console.examples(path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("path", with_examples(), ids=lambda path: path.name)
def test_shown_output_is_true(path: Path, tmp_path: Path) -> None:
    """Each command of a document, run in its order, prints what stands below it."""
    reports = console.untrue(path.read_text(encoding="utf-8"), console.workplace(tmp_path))
    assert not reports, "\n\n".join(reports)


def test_the_readme_shows_commands() -> None:
    """The README shows real commands, so the test above has something to hold it to."""
    assert len(console.examples((ROOT / "README.md").read_text(encoding="utf-8"))) >= LEAST_IN_README


DOCUMENT = """\
# Title

```console
$ echo one; echo two
one
t...
$ printf '%s\\n' a \\
> b
a
b
```

```sh
$ exit 9
```

```console
$ echo 'error: no' >&2; exit 2
error: no
$ true
```
"""


def test_a_true_document_passes(tmp_path: Path) -> None:
    """Several lines, an ellipsis, a command over two lines, a shown error and silence are understood."""
    assert [example.line for example in console.examples(DOCUMENT)] == [4, 7, 18, 20]
    assert console.untrue(DOCUMENT, tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("one\nt...", "one\nthree", "line 4: $ echo one; echo two"),
        ("one\nt...", "one", "+two"),
        ("$ true", "$ false", "exit code 1"),
        ("exit 2", "exit 0", "exit code 0"),
        ("$ true", "$ echo more", "+more"),
    ],
)
def test_an_untrue_document_fails(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    """Other output, missing output and another exit code are reported with the command's line."""
    (report,) = console.untrue(DOCUMENT.replace(old, new, 1), tmp_path)
    assert sentence in report


def test_a_document_is_written_anew(tmp_path: Path) -> None:
    """Only what is no longer true is replaced, and the ellipsis of what is stays."""
    stale = DOCUMENT.replace("> b\na\nb\n", "> c\na\nb\n").replace("$ true\n", "$ true\nold\n")
    assert console.rewritten(stale, tmp_path) == DOCUMENT.replace("> b\na\nb\n", "> c\na\nc\n")
