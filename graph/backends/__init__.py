"""Opening a graph, wherever it lives."""

from __future__ import annotations

from mitigraph.graph.session import GraphSession, Mode
from mitigraph.settings import ServerTarget, Target


def open_graph(target: Target, mode: Mode) -> GraphSession:
    """Connect to the database that ``target`` names.

    Args:
        target: an embedded folder or a server.
        mode: ``read`` shares an embedded folder with other readers (its engine is opened read-only);
            ``write`` has it alone, and creates it if need be.

    Raises:
        DatabaseError: the database is away, refuses, or nothing was loaded yet.
        DatabaseLocked: another process has the embedded folder.
        UsageError: the URI's scheme is unknown.
    """
    if isinstance(target, ServerTarget):
        from mitigraph.graph.backends.server import open_server  # noqa: PLC0415  (imports the driver)

        return open_server(target, mode)
    from mitigraph.graph.backends.embedded import open_embedded  # noqa: PLC0415  (imports the driver)

    return open_embedded(target.folder, mode)
