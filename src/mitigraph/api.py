"""The command line's verbs as a Python API.

import mitigraph

with mitigraph.open_study("transcripts") as study:
    study.load()
    study.query("issues/by-phase")          # a pandas.DataFrame
    study.graph()                           # a networkx.MultiDiGraph
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self

from mitigraph.errors import UsageError
from mitigraph.settings import DATABASE_FOLDER, EmbeddedTarget, ServerTarget, Target

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from mitigraph.graph.plan import Plan
    from mitigraph.graph.session import GraphSession
    from mitigraph.loaders.findings import Findings
    from mitigraph.loaders.load import LoadReport
    from mitigraph.loaders.study import Study


def open_study(
    folder: str | Path = ".",
    *,
    uri: str | None = None,
    user: str = "neo4j",
    password: str | None = None,
    database: str | None = None,
) -> OpenStudy:
    """Open a study: its folder, and the graph that belongs to it.

    Args:
        folder: the study.
        uri: a Neo4j server's URI; None uses the study's own embedded database.
        user: user at the server.
        password: None takes it from ``MITIGRAPH_PASSWORD``.
        database: database at the server; None uses the user's default.

    Raises:
        UsageError: a server without a password.
    """
    return OpenStudy(Path(folder), _target(Path(folder), uri, user, password, database))


def _target(folder: Path, uri: str | None, user: str, password: str | None, database: str | None) -> Target:
    if uri is None:
        return EmbeddedTarget(folder / DATABASE_FOLDER)
    secret = password if password is not None else os.environ.get("MITIGRAPH_PASSWORD")
    if secret is None:
        raise UsageError(f"{uri} needs a password", "give password=..., or set MITIGRAPH_PASSWORD")
    return ServerTarget(uri, user, secret, database)


class OpenStudy:
    """A study and its graph. The graph is opened when it is first needed: for reading until ``load``.

    A context manager; without ``with``, call ``close``.
    """

    def __init__(self, folder: Path, target: Target) -> None:
        self.folder = folder
        self.target = target
        self._session: GraphSession | None = None

    def check(self, *, transcripts: str | Path | None = None) -> Findings:
        """All findings of the study's files; ``transcripts`` is a folder to verify anchors against."""
        from mitigraph.loaders.load import checked_study  # noqa: PLC0415

        return checked_study(self.folder, _path(transcripts)).findings

    def plan(self, *, transcripts: str | Path | None = None) -> Plan:
        """What a load would create, change and remove; writes nothing.

        Raises:
            FindingsError: the study has errors.
            ForeignDatabase: the database holds another study, or something else.
        """
        from mitigraph.graph.plan import against_nothing  # noqa: PLC0415
        from mitigraph.loaders.load import Request, checked_study, demand_sound, make_study_plan  # noqa: PLC0415
        from mitigraph.loaders.rows import desired_graph  # noqa: PLC0415

        study = checked_study(self.folder, _path(transcripts))
        demand_sound(study)
        if isinstance(self.target, EmbeddedTarget) and not self.target.folder.is_dir():
            return against_nothing(desired_graph(study))
        return make_study_plan(self._open("read"), study, Request(self.folder, _path(transcripts)))[1]

    def load(
        self, *, transcripts: str | Path | None = None, drop_text: bool = False, full: bool = False
    ) -> LoadReport:
        """Bring the graph in line with the study; loading twice writes nothing the second time.

        Args:
            transcripts: folder of the interviews' files: verify anchors and attach the exact words.
            drop_text: remove exact words from the graph.
            full: compare every coding with the graph, also the unchanged ones.

        Raises:
            FindingsError: the study has errors; nothing was written.
            ForeignDatabase: the database holds another study, or something else; nothing was written.
        """
        from mitigraph.loaders.load import Request, load  # noqa: PLC0415

        request = Request(self.folder, _path(transcripts), drop_text=drop_text, full=full)
        return load(self._open("write"), request)

    def query(  # noqa: PLR0913 - keywords, as the command has options
        self,
        what: str,
        parameters: dict[str, Any] | None = None,
        *,
        packs: Iterable[str | Path] = (),
        view: Literal["table", "graph", "count"] = "table",
        evidence: bool = False,
        verbatim: bool = False,
        **more: Any,
    ) -> pd.DataFrame:
        """Run a query of a pack, or Cypher that only reads, and return its rows.

        Args:
            what: a query's id (``issues/by-phase``), or Cypher text (anything with a blank in it).
            parameters: by name; what names a node takes its id, its name or a part of it.
            packs: folders of packs of your own, beside the study's own ``queries``.
            view: rows; or the links of the map between what stands in one row; or how many of how many.
            evidence: with a column ``evidence``: for each row a list of its excerpts, as dictionaries.
            verbatim: let exact words of interviews into the answer.
            **more: further parameters by name.

        Raises:
            QueryError: the query or a parameter is wrong, or the query has no such view or evidence.
            WriteRefused: the query would write.
        """
        import pandas as pd  # noqa: PLC0415 - slow to import

        from mitigraph.queries.catalog import catalog, query_of  # noqa: PLC0415
        from mitigraph.queries.runner import ask  # noqa: PLC0415
        from mitigraph.queries.views import VIEWS  # noqa: PLC0415

        if any(character.isspace() for character in what.strip()):
            query, _ = query_of(what, Path("query"))
        else:
            query = catalog((Path(pack) for pack in packs), self.folder).get(what)
        graph = self._open("read")
        given = {**(parameters or {}), **more}
        table = VIEWS[view](ask(query, graph, given, verbatim=verbatim, evidence=evidence), graph)
        return pd.DataFrame(table.rows, columns=pd.Index(table.columns))

    def evidence(
        self, *what: str, verbatim: bool = False, narrower: bool = False, every: bool = False
    ) -> pd.DataFrame:
        """The excerpts behind an entity, participant or code, or behind a link: a row for each reading.

        Args:
            *what: an id or name; or the start, type and end of a link.
            verbatim: with the exact words, where the graph holds them.
            narrower: with the evidence on everything that is a kind of the entity.
            every: also from codings that do not count.

        Raises:
            QueryError: nothing is called so, several things are, or nothing is said about the link.
        """
        import pandas as pd  # noqa: PLC0415

        from mitigraph.viz.dossier import COLUMNS, Asked, of_link, of_node  # noqa: PLC0415

        asked = Asked(verbatim=verbatim, every=every, narrower=narrower)
        if len(what) == 1:
            found = of_node(self._open("read"), what[0], asked)
        elif len(what) == 3:
            found = of_link(self._open("read"), *what, asked)
        else:
            message = f"evidence takes an id, or the start, type and end of a link; here are {len(what)}"
            raise UsageError(message, "give one name or three")
        return pd.DataFrame(found.rows(), columns=pd.Index(COLUMNS))

    def coverage(self, *, transcripts: str | Path | None = None) -> pd.DataFrame:
        """What became of each interview's speech, a row per coding; words are exact with ``transcripts``.

        Raises:
            FindingsError: the study has errors.
        """
        import pandas as pd  # noqa: PLC0415

        from mitigraph.loaders.accounting import coverage  # noqa: PLC0415

        return pd.DataFrame([row.row() for row in coverage(self._sound(transcripts))])

    def agree(  # noqa: PLR0913 - the command's options, by keyword
        self,
        *coders: str,
        unit: Literal["character", "turn", "excerpt"] = "character",
        by: Literal["", "code", "interview", "pair"] = "",
        as_written: bool = False,
        resamples: int = 1000,
        seed: int = 1,
        transcripts: str | Path | None = None,
    ) -> pd.DataFrame:
        """How much coders agree: a row for each question, with every coefficient and its 95 % interval.

        Args:
            *coders: whom to compare; none are all but moderators.
            unit: what is compared.
            by: with rows for each code, interview or pair of coders.
            as_written: keep the spellings of a code apart.
            resamples: of the bootstrap; 0 gives no intervals.
            seed: of the bootstrap.
            transcripts: folder of the interviews' files; verifies the anchors.

        Raises:
            FindingsError: the study has errors.
            UsageError: a coder that nothing has, or nothing to compare.
        """
        import pandas as pd  # noqa: PLC0415

        from mitigraph.agreement.report import COLUMNS, Options, agreement  # noqa: PLC0415

        options = Options(coders, unit, by, as_written, resamples, seed)
        found = agreement(self._sound(transcripts), options)
        return pd.DataFrame([row.row() for row in found.rows], columns=pd.Index(COLUMNS))

    def disagreements(
        self,
        *coders: str,
        unit: Literal["character", "turn", "excerpt"] = "character",
        as_written: bool = False,
        transcripts: str | Path | None = None,
        verbatim: bool = False,
    ) -> pd.DataFrame:
        """The places where coders disagree, a row for each place and code; arguments as for ``agree``.

        With ``verbatim`` the column ``text`` holds the exact words of interviews that are in ``transcripts``.

        Raises:
            FindingsError: the study has errors.
            UsageError: a coder that nothing has, or nothing to compare.
        """
        import pandas as pd  # noqa: PLC0415

        from mitigraph.agreement.disagreements import COLUMNS, WORDS, disagreements  # noqa: PLC0415
        from mitigraph.agreement.report import Options  # noqa: PLC0415

        options = Options(coders, unit, as_written=as_written)
        _, found = disagreements(self._sound(transcripts), options, verbatim=verbatim)
        columns = (*COLUMNS, WORDS) if verbatim else COLUMNS
        return pd.DataFrame([each.row(verbatim=verbatim) for each in found], columns=pd.Index(columns))

    def _sound(self, transcripts: str | Path | None) -> Study:
        """The study's files, read and checked.

        Raises:
            FindingsError: the study has errors.
        """
        from mitigraph.loaders.load import checked_study, demand_sound  # noqa: PLC0415

        study = checked_study(self.folder, _path(transcripts))
        demand_sound(study)
        return study

    def graph(self, *, co_coded: bool = False, verbatim: bool = False) -> nx.MultiDiGraph[str]:
        """The map with its evidence: nodes are entities and participants, edge keys are link types.

        See ``mitigraph.viz.projection.project`` for the attributes of nodes and edges.
        """
        from mitigraph.viz.projection import project  # noqa: PLC0415

        return project(self._open("read"), co_coded=co_coded, verbatim=verbatim)

    def close(self) -> None:
        """Close the graph; the study can be used again, which opens it anew."""
        if self._session is not None:
            self._session.close()
            self._session = None

    def _open(self, mode: Literal["read", "write"]) -> GraphSession:
        """The open session, reopened for writing where it was opened for reading only."""
        from mitigraph.graph.backends import open_graph  # noqa: PLC0415

        if self._session is not None and mode == "write" and self._session.mode == "read":
            self.close()
        if self._session is None:
            self._session = open_graph(self.target, mode)
        return self._session

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _path(path: str | Path | None) -> Path | None:
    return None if path is None else Path(path)
