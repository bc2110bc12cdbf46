"""The graph of actors as GraphML (graphml.graphdrawing.org), which Gephi, yEd, igraph and others open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import IO
from xml.etree import ElementTree

from onrecord.overviews.graph import Act, Graph, Node, Tie

_SPACE = "http://graphml.graphdrawing.org/xmlns"
_NODE = {"name": "string", "also_called": "string", "kind": "string", "country": "string", "sector": "string"}
_EDGE = {
    "edge": "string", "kind": "string", "in_words": "string", "basis": "string", "status": "string",
    "factuality": "string", "source": "string", "publisher": "string", "published": "string", "article_id": "string",
    "sentence": "string", "since": "string", "until": "string", "mutual": "boolean", "incidents": "int",
    "standings": "string", "first": "string", "last": "string",
}  # fmt: skip
Values = Mapping[str, object]


def write_graphml(graph: Graph, stream: IO[bytes]) -> None:
    """Write the graph: a directed edge for each tie ("tie") and each kind of act ("act"), with all that is known.

    An undirected edge is an act that both sides did. What is unknown is left out.
    """
    root = ElementTree.Element("graphml", {"xmlns": _SPACE})
    for owner, names in (("node", _NODE), ("edge", _EDGE)):
        for name, kind in names.items():
            key = {"id": f"{owner}_{name}", "for": owner, "attr.name": name, "attr.type": kind}
            ElementTree.SubElement(root, "key", key)
    body = ElementTree.SubElement(root, "graph", {"id": "onrecord", "edgedefault": "directed"})
    for node in graph.nodes:
        _put(ElementTree.SubElement(body, "node", {"id": node.actor_id}), "node", _of_node(node))
    for number, (ends, values) in enumerate(_edges(graph)):
        _put(ElementTree.SubElement(body, "edge", {"id": f"e{number}", **ends}), "edge", values)
    ElementTree.indent(root)
    ElementTree.ElementTree(root).write(stream, encoding="utf-8", xml_declaration=True)


def _edges(graph: Graph) -> Iterator[tuple[dict[str, str], Values]]:
    for tie in graph.ties:
        yield {"source": tie.actor, "target": tie.to}, _of_tie(tie)
    for act in graph.acts:
        ends = {"source": act.actor, "target": act.recipient}
        yield ends | ({"directed": "false"} if act.mutual else {}), _of_act(act)


def _of_node(node: Node) -> Values:
    values = {name: getattr(node, name) for name in ("name", "kind", "country", "sector")}
    return values | {"also_called": "; ".join(node.names) or None}


def _of_tie(tie: Tie) -> Values:
    return {"edge": "tie"} | {name: getattr(tie, name) for name in _EDGE if hasattr(tie, name)}


def _of_act(act: Act) -> Values:
    standings = "; ".join(f"{one.standing} {one.incidents}" for one in act.standings)
    values = {name: getattr(act, name) for name in ("mutual", "incidents", "first", "last")}
    return {"edge": "act", "kind": act.event_type or "other", "standings": standings} | values


def _put(element: ElementTree.Element, owner: str, values: Values) -> None:
    for name, value in values.items():
        if value is not None:
            data = ElementTree.SubElement(element, "data", {"key": f"{owner}_{name}"})
            data.text = _clean(str(value).lower() if isinstance(value, bool) else str(value))


def _clean(text: str) -> str:
    """XML has no room for most control characters, which a report may have."""
    return "".join(sign for sign in text if sign >= " " or sign in "\t\n\r")
