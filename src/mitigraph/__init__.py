"""mitigraph: a graph of quality issues in machine-learning systems, built from coded interviews."""

from __future__ import annotations

__version__ = "0.1.0"
