"""The link layer as a networkx graph: entities and participants, the links between them, the evidence.

Node keys are the entities' ids; a participant's key is ``participant:`` and the id, because an entity
may have the same id (entities' ids never hold a colon). Edge keys are relationship types.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from mitigraph.graph.derive import is_pending
from mitigraph.graph.model import ENTITY_LABELS
from mitigraph.graph.subgraph import CO_CODED, MAP_TYPES
from mitigraph.viz.evidence import Evidence, read_evidence

if TYPE_CHECKING:
    import networkx as nx

    from mitigraph.graph.session import GraphSession

    MultiDiGraph = nx.MultiDiGraph[str]

_TYPES = {"causes": "CAUSES", "leads_to": "LEADS_TO", "mitigates": "MITIGATES"}
MAP_LABELS = (*ENTITY_LABELS, "Participant")


def participant_key(participant: str) -> str:
    """The node key of a participant."""
    return f"participant:{participant}"


def node_key(label: str, id_: str) -> str:
    """The node key of a node of the database."""
    return participant_key(id_) if label == "Participant" else id_


def read_map(graph: GraphSession, *, co_coded: bool = False) -> MultiDiGraph:
    """The whole map, without evidence: every entity and participant, every link.

    Node attributes: ``kind`` (label), ``id``, ``name``, and the other properties of the node that are
    set. Edge attributes: ``type`` and the link's properties (its counts, or where it is declared).
    Graph attributes: ``study``, ``title``, ``pending`` (True while links are still to be derived), and
    ``names``, the name of every key, which a part of the map keeps for those it does not draw.

    Args:
        graph: the open graph.
        co_coded: also the CO_CODED_WITH links, which are hints and no readings.
    """
    import networkx as nx  # noqa: PLC0415 - slow to import

    drawn: MultiDiGraph = nx.MultiDiGraph(**_study(graph))
    for label in MAP_LABELS:
        for (properties,) in graph.read(f"MATCH (n:{label}) RETURN properties(n) AS p ORDER BY n.id").rows:
            _add_node(drawn, label, properties)
    drawn.graph["names"] = {key: node["name"] for key, node in drawn.nodes(data=True)}
    for type_ in (*MAP_TYPES, *((CO_CODED,) if co_coded else ())):
        for start, end, properties in _links(graph, type_):
            drawn.add_edge(start, end, key=type_, type=type_, **properties)
    return drawn


def project(
    graph: GraphSession,
    keys: Iterable[str] | None = None,
    *,
    links: Collection[tuple[str, str, str]] | None = None,
    co_coded: bool = False,
    verbatim: bool = False,
) -> MultiDiGraph:
    """The map, or the part of it that ``keys`` induce, with the evidence behind each node and edge.

    Beside the attributes of ``read_map`` every node and edge has ``evidence``, a tuple of Evidence in
    the order of interview and turn; entities also have the counts ``participants``, ``excerpts``,
    ``denied``, ``others`` and ``codebook``, counted as those of links are.

    Args:
        graph: the open graph.
        keys: node keys to keep; None keeps all.
        links: the links (start, end, type) to keep between them; None keeps all.
        co_coded: also the CO_CODED_WITH links.
        verbatim: with the exact words of the excerpts, where the graph has them.
    """
    whole = read_map(graph, co_coded=co_coded)
    drawn = whole if keys is None else whole.subgraph(keys).copy()
    if links is not None:
        drawn.remove_edges_from([edge for edge in drawn.edges(keys=True) if edge not in links])
    entities = [key for key, node in drawn.nodes(data=True) if node["kind"] != "Participant"]
    attach_evidence(drawn, read_evidence(graph, entities, verbatim=verbatim))
    return drawn


def attach_evidence(drawn: MultiDiGraph, found: Iterable[Evidence]) -> None:
    """Give every node and edge its ``evidence``, and entities their counts."""
    of_node: dict[str, list[Evidence]] = defaultdict(list)
    of_edge: dict[tuple[str, str, str], list[Evidence]] = defaultdict(list)
    kinds = {key: node["kind"] for key, node in drawn.nodes(data=True)}
    for evidence in found:
        for end in evidence.ends:
            of_node[end].append(evidence)
        for link in supported_links(evidence, kinds):
            of_edge[link].append(evidence)
    for key, node in drawn.nodes(data=True):
        node["evidence"] = tuple(of_node[key])
        if node["kind"] != "Participant":
            node.update(node_counts([key], node["kind"], node["evidence"]))
    for start, end, type_, edge in drawn.edges(keys=True, data=True):
        both = _together(of_node[start], of_node[end]) if type_ == CO_CODED else of_edge[start, end, type_]
        edge["evidence"] = tuple(both)


def holds_words(drawn: MultiDiGraph) -> bool:
    """Whether any evidence in the projected graph has the exact words of an interview."""
    nodes = (node["evidence"] for _, node in drawn.nodes(data=True))
    edges = (edge["evidence"] for _, _, edge in drawn.edges(data=True))
    return any(item.text for found in (*nodes, *edges) for item in found)


def supported_links(evidence: Evidence, kinds: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """The links (start, end, type) that one reading is evidence on, as ``graph/links.py`` derives them.

    Evidence on a link may also deny it, or be about others.
    """
    if evidence.relation in _TYPES:
        yield evidence.subject, evidence.object, _TYPES[evidence.relation]
    if evidence.occurs:
        entity, _, phase = evidence.occurs.partition("|")
        yield entity, phase, "OCCURS_IN"
    if _tells_of_issues(evidence):
        for issue in {evidence.subject, evidence.object}:
            if kinds.get(issue) == "Issue":
                yield participant_key(evidence.participant), issue, "REPORTS"


def _tells_of_issues(evidence: Evidence) -> bool:
    """Whether the reading says that the participant has an issue, or had none.

    That something mitigates an issue does not say so, and to deny what led to an issue does not deny it.
    """
    if evidence.relation == "mitigates" or evidence.basis == "codebook":
        return False
    return evidence.polarity == "affirmed" or evidence.basis == "coded" or evidence.relation == "reports"


def node_counts(keys: Collection[str], kind: str, found: Iterable[Evidence]) -> dict[str, int]:
    """The counts of an entity, or of several of one kind taken together.

    Of issues those readings count that report one, of anything else those that mention one.
    """
    if kind == "Issue":
        found = (item for item in found if _reports(item, keys))
    return counts(item for item in found if item.polarity != "denied" or _denies(item))


def _reports(evidence: Evidence, issues: Collection[str]) -> bool:
    links = supported_links(evidence, dict.fromkeys(issues, "Issue"))
    return any(end in issues and type_ == "REPORTS" for _, end, type_ in links)


def _denies(evidence: Evidence) -> bool:
    """Whether a denial is of the entity itself, and not of a link that it has."""
    return evidence.basis == "coded" or evidence.relation == "reports"


def counts(found: Iterable[Evidence]) -> dict[str, int]:
    """Distinct participants and spans of what affirms; spans that deny, are others' or the codebook's alone.

    As ``graph/links.py`` counts those of links.
    """
    found = list(found)
    affirming = [item for item in found if item.affirms]
    told = [item for item in found if item.basis != "codebook"]
    by_codebook = [item for item in found if item.basis == "codebook" and item.about == "own"]
    return {
        "participants": len({item.participant for item in affirming}),
        "excerpts": len(_spans(affirming)),
        "denied": len(_spans(item for item in told if item.about == "own" and item.polarity == "denied")),
        "others": len(_spans(item for item in told if item.about != "own")),
        "codebook": len(
            _spans(item for item in by_codebook if item.polarity == "affirmed") - _spans(affirming)
        ),
    }


def _spans(found: Iterable[Evidence]) -> set[str]:
    return {evidence.span or evidence.excerpt for evidence in found}


def _together(one: Iterable[Evidence], other: Iterable[Evidence]) -> list[Evidence]:
    coded = [{item.excerpt: item for item in side if item.basis == "coded"} for side in (one, other)]
    return [item for excerpt, item in coded[0].items() if excerpt in coded[1]]


def _study(graph: GraphSession) -> dict[str, Any]:
    rows = graph.read("MATCH (s:Study) RETURN s.id AS study, s.title AS title").records()
    study = rows[0] if rows else {"study": "", "title": ""}
    return {"study": study["study"], "title": study["title"] or "", "pending": is_pending(graph.read)}


def _links(graph: GraphSession, type_: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    query = (
        f"MATCH (a)-[r:{type_}]->(b) RETURN labels(a)[0] AS start_label, a.id AS start, b.id AS finish, "
        "properties(r) AS p ORDER BY start, finish"
    )
    for label, start, end, properties in graph.read(query).rows:
        yield node_key(label, start), end, dict(properties or {})


def _add_node(drawn: MultiDiGraph, label: str, properties: Mapping[str, Any]) -> None:
    id_ = properties["id"]
    drawn.add_node(node_key(label, id_), **{"kind": label, "name": id_, **properties})
