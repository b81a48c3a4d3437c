"""The model, and what is generated from it: text, so that it is tested as text."""

from __future__ import annotations

import re

import pytest

from mitigraph.errors import InputError
from mitigraph.graph import statements
from mitigraph.graph.constraints import schema_statements
from mitigraph.graph.elements import make_node, make_relationship
from mitigraph.graph.links import DERIVATION
from mitigraph.graph.model import COUNTS, LINK_TYPES, LINKS, NODES, RELATIONSHIPS
from mitigraph.graph.model_types import Layer


def test_no_type_is_spelled_like_a_label() -> None:
    """The embedded engine takes a label and a type of one spelling for the same thing."""
    labels, types = {node.label for node in NODES}, {rel.type for rel in RELATIONSHIPS}
    assert not {label.lower() for label in labels} & {type_.lower() for type_ in types}


def test_every_end_is_a_label_and_everything_is_described() -> None:
    """The model has no loose end and no property without a meaning."""
    labels = {node.label for node in NODES}
    for relationship in RELATIONSHIPS:
        assert relationship.ends, relationship.type
        assert {label for ends in relationship.ends for label in ends} <= labels
    for each in (*NODES, *RELATIONSHIPS):
        assert each.description.endswith(".")
        assert all(prop.description for prop in each.properties)


def test_every_node_is_found_by_its_id_and_every_link_by_its_pair() -> None:
    """Each label has a constraint on its id, each link type one on its pair."""
    text = "\n".join(schema_statements())
    for node in NODES:
        assert f"FOR (n:{node.label}) REQUIRE n.id IS UNIQUE" in text
    for link in LINKS:
        assert f"FOR ()-[r:{link.type}]-() REQUIRE r.pair IS UNIQUE" in text


def test_every_link_has_a_derivation_that_gives_its_counts() -> None:
    """The declared counts of a link are those that its query returns."""
    assert DERIVATION.keys() == set(LINK_TYPES)
    for link in LINKS:
        returned = DERIVATION[link.type].everything.rsplit("RETURN", 1)[1]
        names = set(re.findall(r"\w+", returned.split("AS end,")[1].split("ORDER BY")[0]))
        assert names == link.names - {"pair"}, link.type


def test_the_links_that_people_query_share_their_counts() -> None:
    """Every link between entities, and REPORTS, counts participants and evidence in the same words."""
    shared = {prop.name for prop in COUNTS}
    for link in LINKS:
        if link.type not in ("MENTIONS", "CO_CODED_WITH"):
            assert link.names >= shared, link.type


def test_new_things_are_created_never_merged() -> None:
    """MERGE is quadratic in a hub's degree on the embedded engine, and makes half of a failed statement."""
    written = [
        statements.create_nodes("Issue"),
        statements.change_nodes("Issue"),
        statements.delete_nodes("Issue"),
        statements.create_relationships("CAUSES", "Cause", "Issue"),
        statements.change_relationships("CAUSES", "Cause", "Issue"),
        statements.delete_relationships("CAUSES", "Cause", "Issue"),
    ]
    assert not any("MERGE" in text for text in written)
    assert written[3] == (
        "UNWIND $rows AS row MATCH (a:Cause {id: row.start}) MATCH (b:Issue {id: row.end}) "
        "CREATE (a)-[r:CAUSES]->(b) SET r += row.properties"
    )


def test_a_created_node_has_one_label() -> None:
    """A second label under a unique constraint fails on the embedded engine."""
    assert statements.create_nodes("Issue").count(":Issue") == 1
    assert not re.search(r"\(n:\w+:\w+", statements.create_nodes("Issue"))


def test_no_text_of_a_user_becomes_part_of_a_statement() -> None:
    """A label or type that the model does not have is refused, whatever it holds."""
    with pytest.raises(KeyError):
        statements.create_nodes("Issue) DETACH DELETE (n")
    with pytest.raises(KeyError):
        statements.create_relationships("CAUSES]->() DELETE (n)//", "Cause", "Issue")


def test_a_node_without_an_id_is_refused() -> None:
    """The embedded engine would accept a null key; Neo4j would not."""
    with pytest.raises(InputError, match="without an id"):
        make_node("Issue", "")


def test_unknown_properties_and_ends_are_refused() -> None:
    """A slip in the loader shows at once, not as a property that nobody reads."""
    with pytest.raises(ValueError, match="has no property"):
        make_node("Issue", "x", nmae="y")
    with pytest.raises(ValueError, match="does not join Issue to Cause"):
        make_relationship("CAUSES", ("Issue", "a"), ("Cause", "b"))
    with pytest.raises(ValueError, match="has no property"):
        make_relationship("CAUSES", ("Cause", "a"), ("Issue", "b"), weight=3)


def test_nothing_empty_is_stored() -> None:
    """Nulls, empty texts and empty lists are left out; lists are what the driver takes."""
    node = make_node("Issue", "x", name="y", description="", aliases=(), published=("I1",), note=None)
    assert node.properties == {"name": "y", "published": ["I1"]}


def test_evidence_is_of_one_layer_with_its_relationships() -> None:
    """Links join what the registry declares, participants and excerpts; evidence never joins links."""
    assert {rel.layer for rel in RELATIONSHIPS} == set(Layer)
