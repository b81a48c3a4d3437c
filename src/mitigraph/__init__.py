"""mitigraph: a graph of quality issues in machine-learning systems, built from coded interviews."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mitigraph.api import OpenStudy, open_study

__version__ = "0.1.0"
__all__ = ["OpenStudy", "__version__", "open_study"]


def __getattr__(name: str) -> Any:
    """Import the API when it is first used, so that the command line stays quick to start."""
    if name in ("OpenStudy", "open_study"):
        from mitigraph import api  # noqa: PLC0415

        return getattr(api, name)
    raise AttributeError(f"module 'mitigraph' has no attribute '{name}'")
