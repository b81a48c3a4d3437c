"""Opening a graph, wherever it lives."""

from __future__ import annotations

from mitigraph.graph.session import GraphSession, Mode
from mitigraph.settings import ServerTarget, Target


def open_graph(target: Target, mode: Mode, *, endable: bool = False) -> GraphSession:
    """Connect to the database that ``target`` names.

    Args:
        target: an embedded folder or a server.
        mode: ``read`` shares an embedded folder with other readers (its engine is opened read-only);
            ``write`` has it alone, and creates it if need be.
        endable: reads with a time limit end whatever happens in them. An embedded folder is then read by a
            process of its own, which is ended if its engine does not end the query. It has no meaning for a
            server, for mode ``write``, and for a folder that ``mitigraph db serve`` has.

    Raises:
        DatabaseError: the database is away, refuses, or nothing was loaded yet.
        DatabaseLocked: another process has the embedded folder.
        UsageError: the URI's scheme is unknown.
    """
    if isinstance(target, ServerTarget):
        from mitigraph.graph.backends.server import open_server  # noqa: PLC0415  (imports the driver)

        return open_server(target, mode)
    from mitigraph.graph.backends.embedded import open_embedded  # noqa: PLC0415  (imports the driver)

    return open_embedded(target.folder, mode, endable=endable)
