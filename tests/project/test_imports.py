"""Which part may import which: graph <- loaders, queries, viz <- cli, and loaders <- agreement <- cli."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "mitigraph"

# Everything may stand on the floor, and every part on itself.
FLOOR = {"mitigraph", "errors", "settings"}
ALLOWED = {
    "mitigraph": {"api"},
    "errors": set[str](),
    "settings": set[str](),
    "graph": set[str](),
    "loaders": {"graph"},
    "queries": {"graph"},
    "viz": {"graph"},
    "agreement": {"graph", "loaders"},
    "api": {"agreement", "graph", "loaders", "queries", "viz"},
    "cli": {"agreement", "api", "graph", "loaders", "queries", "viz"},
}
# What only the command line may know.
TERMINAL = {"click", "rich_click"}


def sources() -> list[Path]:
    """Every module of the package, through the links."""
    folders = [PACKAGE, *(folder for folder in PACKAGE.iterdir() if folder.is_dir())]
    found = {path for folder in folders for path in folder.rglob("*.py")}
    return sorted(found)


def part_of(path: Path) -> str:
    """The part a module belongs to: its folder, or its own name where it stands alone."""
    first = path.relative_to(PACKAGE).parts[0]
    return "mitigraph" if first == "__init__.py" else first.removesuffix(".py")


def imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """(line, dotted name) of each import, wherever in the module it stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            dots = "." * node.level
            yield from ((node.lineno, f"{dots}{node.module or ''}.{alias.name}") for alias in node.names)


def wrong_imports(part: str, source: str) -> list[str]:
    """`line: name` of the imports that a module of this part may not have."""
    allowed = FLOOR | {part} | ALLOWED[part]
    wrong = []
    for line, name in imported(ast.parse(source)):
        first, _, rest = name.partition(".")
        if first == "mitigraph":
            second = rest.partition(".")[0]
            # `from mitigraph import __version__` takes a name of the package, not a part.
            bad = second in ALLOWED and second not in allowed
        else:
            bad = first == "" or first in ALLOWED or (first in TERMINAL and part != "cli")
        if bad:
            wrong.append(f"{line}: {name}")
    return wrong


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_one_way(path: Path) -> None:
    """A module imports the parts below its own, by their full names, and only the cli knows the terminal."""
    part = part_of(path)
    assert part in ALLOWED, f"say in this test which parts {part} may import"
    assert wrong_imports(part, path.read_text(encoding="utf-8")) == []


def test_every_part_is_read() -> None:
    """The test above reads all four folders, through the links, and the parts that lie in src/ itself."""
    assert {part_of(path) for path in sources()} == set(ALLOWED)


@pytest.mark.parametrize(
    ("part", "source"),
    [
        ("graph", "import mitigraph.loaders.records"),
        ("graph", "from mitigraph import loaders"),
        ("graph", "import click"),
        ("loaders", "from mitigraph.queries import catalog"),
        ("queries", "def late():\n    import mitigraph.viz"),
        ("viz", "from mitigraph.cli.main import main"),
        ("errors", "import mitigraph.graph"),
        ("agreement", "from mitigraph.queries import render"),
        ("loaders", "import mitigraph.agreement"),
        ("loaders", "from graph import model"),
        ("loaders", "from .records import Turn"),
    ],
)
def test_a_wrong_import_is_found(part: str, source: str) -> None:
    """Sideways, upward, bare and relative imports, and click below the cli, are seen."""
    assert len(wrong_imports(part, source)) == 1


@pytest.mark.parametrize(
    ("part", "source"),
    [
        ("viz", "from mitigraph.graph.model import NODES\nfrom mitigraph.errors import InputError"),
        ("cli", "import click\nfrom mitigraph import __version__, api"),
        ("graph", "from mitigraph.graph import model\nimport networkx, graphlib"),
    ],
)
def test_a_right_import_passes(part: str, source: str) -> None:
    """Downward imports, one's own part, and names that only look alike are fine."""
    assert wrong_imports(part, source) == []
