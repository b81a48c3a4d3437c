"""Neo4j's jars and a Java that runs them, for the tests on a real server.

Neo4j Community is under the GPL: a tool of the tests, kept in a cache outside the checkout, never shipped
and never a dependency. ``scripts/neo4j-jars`` fetches it through Maven.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CACHE_VARIABLE = "MITIGRAPH_TEST_CACHE"
POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>org.mitigraph</groupId><artifactId>neo4j-for-tests</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>{version}</version></dependency>
  </dependencies>
</project>
"""
JAVA_HOMES = (
    "/usr/lib/jvm/*",
    "/usr/java/*",
    "/opt/java/*",
    "/opt/jdk*",
    "/Library/Java/JavaVirtualMachines/*/Contents/Home",
    "~/.sdkman/candidates/java/*",
    "~/.jdks/*",
    "~/.asdf/installs/java/*",
)


@dataclass(frozen=True)
class Release:
    """A release of Neo4j: its version, the class that starts it, and the Java that it runs on."""

    name: str
    version: str
    main_class: str
    oldest_java: int
    newest_java: int | None = None


RELEASES = (
    Release("neo4j-5.26", "5.26.30", "org.neo4j.server.CommunityEntryPoint", 17, 21),
    Release("neo4j-newest", "2026.09.0", "org.neo4j.server.Neo4jCommunity", 21),
)


def cache_folder() -> Path:
    """Where the jars are kept."""
    return Path(os.environ.get(CACHE_VARIABLE) or "~/.cache/mitigraph-test").expanduser()


def jars_folder(release: Release) -> Path:
    """Where a release's jars lie when they were fetched."""
    return cache_folder() / f"neo4j-{release.version}"


def fetch(release: Release) -> Path:
    """Fetch a release's jars unless they are there; the folder that holds them."""
    folder = jars_folder(release)
    if folder.is_dir():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        (Path(scratch) / "pom.xml").write_text(POM.format(version=release.version), encoding="utf-8")
        command = [maven(), "-q", "-B", "dependency:copy-dependencies", "-DoutputDirectory=jars"]
        subprocess.run([*command, "-DincludeScope=runtime"], cwd=scratch, check=True)
        # Named only when complete: a fetch that was cut off leaves nothing that looks like one.
        (Path(scratch) / "jars").rename(folder)
    return folder


def maven() -> str:
    """The program that fetches."""
    found = shutil.which("mvn")
    if not found:
        sys.exit("Maven is needed to fetch Neo4j's jars: install it (Debian: apt-get install maven)")
    return found


def find_java(release: Release) -> Path | None:
    """A Java that runs this release, the newest that fits; None if the machine has none."""
    fitting = [
        (version, java)
        for java in java_programs()
        if (version := java_version(java)) >= release.oldest_java
        and (release.newest_java is None or version <= release.newest_java)
    ]
    return max(fitting)[1] if fitting else None


def java_programs() -> Iterator[Path]:
    """Every Java that this machine seems to have."""
    homes = [Path(value) for name, value in os.environ.items() if name.startswith("JAVA_HOME") and value]
    for pattern in JAVA_HOMES:
        whole = Path(pattern).expanduser()
        homes += sorted(Path(whole.anchor).glob(str(whole.relative_to(whole.anchor))))
    programs = [home / "bin" / "java" for home in homes]
    on_path = shutil.which("java")
    for program in [*programs, *([Path(on_path)] if on_path else [])]:
        if program.is_file():
            yield program


def java_version(java: Path) -> int:
    """The feature release (17, 21, 25) of a Java; 0 if it does not say."""
    done = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)
    found = re.search(r'version "(\d+)', done.stderr)
    return int(found[1]) if found else 0


def missing(release: Release) -> str | None:
    """What this machine lacks to run a release, and how to get it; None if nothing."""
    if find_java(release) is None:
        upper = f" to {release.newest_java}" if release.newest_java else " or later"
        return (
            f"Neo4j {release.version} needs a JDK {release.oldest_java}{upper}: install one or set JAVA_HOME"
        )
    if not jars_folder(release).is_dir():
        return f"Neo4j {release.version} is not here: scripts/neo4j-jars fetches it (needs Maven)"
    return None


def main() -> None:
    """Fetch every release, and say where it is."""
    for release in RELEASES:
        sys.stdout.write(f"Neo4j {release.version}: {fetch(release)}\n")


if __name__ == "__main__":
    main()
