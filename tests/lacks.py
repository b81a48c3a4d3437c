"""What a test does where the machine lacks something."""

from __future__ import annotations

import pytest


def skip_or_fail(config: pytest.Config, lack: str | None) -> None:
    """Skip the test for what the machine lacks, or fail it where ``--all`` was given."""
    if lack is None:
        return
    if config.getoption("--all"):
        pytest.fail(lack, pytrace=False)
    pytest.skip(lack)
