"""The built package, with the sources out of the way."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from mitigraph import __version__
from tests.project.checkout import ROOT, tracked

PARTS = ("graph", "loaders", "queries", "viz")
IMPORT_ALL = """
import importlib, importlib.util, json, pkgutil, mitigraph
names = [module.name for module in pkgutil.walk_packages(mitigraph.__path__, "mitigraph.")]
files = [importlib.import_module(name).__file__ for name in names]
bare = [name for name in ("graph", "loaders", "queries", "viz") if importlib.util.find_spec(name)]
print(json.dumps({"names": names, "files": files, "bare": bare}))
"""


@dataclass(frozen=True)
class Built:
    """The source distribution, the wheel that was made from it, and a Python that has just that wheel."""

    sdist: Path
    wheel: Path
    python: Path

    def run(self, *command: str | Path) -> str:
        """Run a command of the new environment, far from the sources; returns what it prints."""
        return subprocess.run(
            command, cwd=self.python.parents[1], capture_output=True, text=True, check=True, env={}
        ).stdout


def environment(folder: Path, wheel: Path) -> Path:
    """A new environment with the wheel in it; the packages it needs are those of the tests' environment.

    They come by a path, not by processing that environment's .pth files: so the checkout, which is installed
    there as such a file, is not found.
    """
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "--python",
            python,
            "install",
            "--quiet",
            "--no-deps",
            "--no-index",
            wheel,
        ],
        check=True,
    )
    site = sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)})
    (Path(site) / "needs.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build both, the wheel from the source distribution, and install the wheel."""
    folder = tmp_path_factory.mktemp("built")
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", folder / "dist", ROOT],
        check=True,
        capture_output=True,
    )
    (sdist,) = (folder / "dist").glob("*.tar.gz")
    (wheel,) = (folder / "dist").glob("*.whl")
    return Built(sdist, wheel, environment(folder / "environment", wheel))


def files_of(folder: Path) -> set[str]:
    """The files that a part of the package consists of, relative to the folder's parent."""
    return {
        path.relative_to(folder.parent).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_wheel_holds_the_package(built: Built) -> None:
    """Every file of the four folders is in it, queries and pages too, and nothing outside mitigraph/."""
    with zipfile.ZipFile(built.wheel) as wheel:
        names = set(wheel.namelist())
    expected = {f"mitigraph/{name}" for part in PARTS for name in files_of(ROOT / part)}
    assert expected - names == set()
    assert any(name.endswith(".cypher") for name in names)
    assert {"mitigraph/py.typed", "mitigraph/cli/main.py"} <= names
    info = f"mitigraph-{__version__}.dist-info"
    assert {name.split("/")[0] for name in names} == {"mitigraph", info}
    assert f"{info}/licenses/LICENSE" in names


def test_the_source_distribution_holds_everything(built: Built) -> None:
    """Every file of the checkout is in it, and nothing that git ignores."""
    with tarfile.open(built.sdist) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    files = {name for name in tracked() if not (ROOT / name).is_symlink()}
    assert files - names == set()
    through_links = tuple(f"src/mitigraph/{part}/" for part in PARTS)
    more = {name for name in names - files if not name.startswith(through_links)}
    assert more <= {"PKG-INFO", *through_links, *(link.rstrip("/") for link in through_links)}


def test_the_program_starts(built: Built) -> None:
    """The installed command prints its version and its help."""
    program = built.python.with_name("mitigraph")
    assert __version__ in built.run(program, "--version")
    assert "Usage: mitigraph" in built.run(program, "--help")


def test_every_module_imports(built: Built) -> None:
    """Each module imports, from the installed package, and none of the folders has its bare name."""
    seen = json.loads(built.run(built.python, "-c", IMPORT_ALL))
    assert {f"mitigraph.{part}" for part in PARTS} < set(seen["names"])
    root = str(built.python.parents[1].resolve())
    assert [file for file in seen["files"] if not str(Path(file).resolve()).startswith(root)] == []
    assert seen["bare"] == []
