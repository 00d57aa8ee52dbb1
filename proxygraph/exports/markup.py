"""GraphML and GEXF, written piece by piece: a graph of any size takes no memory of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from io import TextIOBase
from pathlib import Path
from types import MappingProxyType
from typing import cast
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from graphdb.outfile import whole_file
from proxygraph.exports.contents import Contents, Edge, Plain, Thing, writable

_TYPES = MappingProxyType({str: "string", int: "long", float: "double", bool: "boolean"})
_KIND = "label or type"
"""Stands for the label of a node and the type of an edge among properties."""


class _Generator(XMLGenerator):
    """Writes carriage returns as references: readers of XML take plain ones for line feeds."""

    def characters(self, content: str) -> None:
        for number, part in enumerate(content.split("\r")):
            if number:
                self.ignorableWhitespace("&#13;")
            super().characters(part)


class _Writer:
    """Elements of XML, one inside the other."""

    def __init__(self, generator: XMLGenerator) -> None:
        self._generator = generator

    @contextmanager
    def within(self, name: str, **attributes: str) -> Iterator[None]:
        self._generator.startElement(name, _named(attributes))
        yield
        self._generator.endElement(name)
        self._generator.ignorableWhitespace("\n")

    def put(self, name: str, text: str = "", **attributes: str) -> None:
        self._generator.startElement(name, _named(attributes))
        self._generator.characters(text)
        self._generator.endElement(name)


def _named(attributes: Mapping[str, str]) -> AttributesImpl[str]:
    """Give attributes their names: ``_`` at the end goes, ``__`` stands for a dot."""
    return AttributesImpl(
        {name.removesuffix("_").replace("__", "."): text for name, text in attributes.items()}
    )


@contextmanager
def _document(target: Path) -> Iterator[_Writer]:
    with whole_file(target) as stream:
        generator = _Generator(cast(TextIOBase, stream), "utf-8", short_empty_elements=True)
        generator.startDocument()
        yield _Writer(generator)
        generator.endDocument()


def write_graphml(contents: Contents, target: Path) -> None:
    """Write GraphML: a directed graph, an edge a claim, every property a key with its type.

    Nodes have ``label`` (of the data model) and ``name``, edges have ``claim_id`` and ``type``.
    """
    with (
        _document(target) as xml,
        xml.within("graphml", xmlns="http://graphml.graphdrawing.org/xmlns"),
    ):
        keys = {
            domain: _keys(xml, contents, domain, of, own)
            for domain, of, own in (
                ("node", contents.things, ("label",)),
                ("edge", contents.edges, ("claim_id", "type")),
            )
        }
        with xml.within("graph", id="proxygraph", edgedefault="directed"):
            for thing in contents.things:
                with xml.within("node", id=thing.id):
                    _data(xml, keys["node"], {"label": thing.label, **thing.properties})
            for edge in contents.edges:
                with xml.within("edge", id=edge.id, source=edge.start, target=edge.end):
                    own = {"claim_id": edge.id, "type": edge.type}
                    _data(xml, keys["edge"], {**own, **edge.properties})


def _keys(
    xml: _Writer, contents: Contents, domain: str, of: Iterable[Thing | Edge], own: tuple[str, ...]
) -> dict[str, str]:
    columns = {**contents.columns(of), **dict.fromkeys(own, str)}
    keys = {name: f"{domain[0]}{number}" for number, name in enumerate(columns)}
    for name, kind in columns.items():
        xml.put("key", id=keys[name], for_=domain, attr__name=name, attr__type=_TYPES[kind])
    return keys


def _data(xml: _Writer, keys: Mapping[str, str], values: Mapping[str, Plain]) -> None:
    for name, value in values.items():
        xml.put("data", _text(value), key=keys[name])


def write_gexf(contents: Contents, target: Path) -> None:
    """Write GEXF 1.2: labels are names, properties stand under their names after ``pg_``.

    ``pg_label`` is a node's label in the data model, ``pg_type`` an edge's type of claim. The
    letters before keep properties such as ``id`` from what programs keep under that name.
    """
    with (
        _document(target) as xml,
        xml.within("gexf", xmlns="http://www.gexf.net/1.2draft", version="1.2"),
        xml.within("graph", defaultedgetype="directed", mode="static"),
    ):
        nodes = _attributes(xml, contents, "node", contents.things)
        edges = _attributes(xml, contents, "edge", contents.edges)
        with xml.within("nodes"):
            for thing in contents.things:
                label = writable(str(thing.properties.get("name", thing.id)))
                with xml.within("node", id=thing.id, label=label):
                    _values(xml, nodes, {_KIND: thing.label, **thing.properties})
        with xml.within("edges"):
            for edge in contents.edges:
                with xml.within(
                    "edge", id=edge.id, source=edge.start, target=edge.end, label=edge.type
                ):
                    _values(xml, edges, {_KIND: edge.type, **edge.properties})


def _attributes(
    xml: _Writer, contents: Contents, domain: str, of: Iterable[Thing | Edge]
) -> dict[str, str]:
    columns = {**contents.columns(of), _KIND: str}
    numbers = {name: str(number) for number, name in enumerate(columns)}
    with xml.within("attributes", class_=domain, mode="static"):
        for name, kind in columns.items():
            title = ("label" if domain == "node" else "type") if name == _KIND else name
            xml.put("attribute", id=numbers[name], title=f"pg_{title}", type=_TYPES[kind])
    return numbers


def _values(xml: _Writer, numbers: Mapping[str, str], values: Mapping[str, Plain]) -> None:
    with xml.within("attvalues"):
        for name, value in values.items():
            xml.put("attvalue", for_=numbers[name], value=_text(value))


def _text(value: Plain) -> str:
    return str(value).lower() if isinstance(value, bool) else writable(str(value))
