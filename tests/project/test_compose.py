"""docker-compose.yml: a Neo4j for this machine only."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from tests.project.checkout import ROOT


@pytest.fixture
def compose() -> dict[str, Any]:
    """The file's content."""
    content: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    return content


def test_ports_are_on_loopback(compose: dict[str, Any]) -> None:
    """Bolt and the browser answer on this machine and to nobody else."""
    ports = compose["services"]["neo4j"]["ports"]
    assert "127.0.0.1:7687:7687" in ports
    assert [port for port in ports if not port.startswith("127.0.0.1:")] == []


def test_the_password_comes_from_the_environment(compose: dict[str, Any]) -> None:
    """There is no default password: without the variable, compose refuses and says its name."""
    password = compose["services"]["neo4j"]["environment"]["NEO4J_AUTH"].removeprefix("neo4j/")
    assert re.fullmatch(r"\$\{MITIGRAPH_PASSWORD:\?[^}]*MITIGRAPH_PASSWORD[^}]*\}", password)


def test_the_data_is_in_a_named_volume(compose: dict[str, Any]) -> None:
    """What was loaded outlives the container."""
    volumes = dict(volume.split(":") for volume in compose["services"]["neo4j"]["volumes"])
    named = next(name for name, place in volumes.items() if place == "/data")
    assert named in compose["volumes"]


def test_health_is_asked_over_bolt(compose: dict[str, Any]) -> None:
    """`up --wait` waits until a query is answered, and no process list shows the password."""
    health = compose["services"]["neo4j"]["healthcheck"]
    assert "cypher-shell" in health["test"]
    assert not re.search(r"cypher-shell.* (-p|--password)", health["test"])
    assert health["retries"] > 0


def test_the_image_is_pinned(compose: dict[str, Any]) -> None:
    """A named version of the community edition, not whatever is newest."""
    assert re.fullmatch(r"neo4j:\d+\.\d+\.\d+-community", compose["services"]["neo4j"]["image"])
