"""A pytest plugin for .ci/run: what did not run where it could have is a failure.

Loaded with `-p tests.strict`. A test on the confidential interviews skips where they are missing; where they
are beside the checkout, each such test has to run. And a suite that collects few cases has lost some.
"""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"
# About nine tenths of the cases that there are; raise it when they grow.
LEAST_CASES = 3900


class Strict:
    """Counts the cases, and notes which of those on the interviews did not run."""

    def __init__(self, config: pytest.Config) -> None:
        self.least = int(config.getoption("--least-cases"))
        self.collected = 0
        self.ran: set[str] = set()
        self.skipped: set[str] = set()

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Count what was collected, and remember what needs the interviews."""
        self.collected = len(items)
        for item in items:
            item.user_properties.append(("needs", "corpus" in getattr(item, "fixturenames", ())))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Sort a case on the interviews into those that ran and those that did not."""
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
        if not (dict(report.user_properties).get("needs") or "../shared" in reason):
            return
        if report.skipped:
            self.skipped.add(report.nodeid)
        elif report.when == "call":
            self.ran.add(report.nodeid)

    def complaints(self) -> list[str]:
        """What is wrong with the run, a line each."""
        found = []
        if self.collected < self.least:
            found.append(f"{self.collected} cases were collected, at least {self.least} are expected")
        if SHARED.is_dir() and not self.ran:
            found.append("no test on the interviews ran, and they are here")
        if SHARED.is_dir():
            found += [f"skipped, and the interviews are here: {name}" for name in sorted(self.skipped)]
        return found

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Fail the run where there is something to complain about."""
        if self.complaints() and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say it above pytest's own last line."""
        for complaint in self.complaints():
            terminalreporter.write_line(f"STRICT {complaint}", red=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--least-cases`: the floor under the number of cases."""
    parser.addoption("--least-cases", default=LEAST_CASES, help="fail if fewer cases are collected")


def pytest_configure(config: pytest.Config) -> None:
    """Start counting."""
    config.pluginmanager.register(Strict(config), "mitigraph-strict")
