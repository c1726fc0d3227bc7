"""Reads what Dictum gives out by libraries of others, and prints what they found as JSON: read_back.py FORM < FILE"""

import io
import json
import sys


def ris(text):
    import rispy

    return rispy.loads(text)


def graphml(text):
    """The nodes by their ids, and the edges with their labels, as networkx has them."""
    import networkx

    graph = networkx.parse_graphml(text)
    edges = [[start, end, data["label"]] for start, end, data in graph.edges(data=True)]
    return {"directed": graph.is_directed(), "nodes": dict(graph.nodes(data=True)), "edges": edges}


def turtle(text):
    return triples(text, "turtle")


def rdf(text):
    return triples(text, "json-ld")


def triples(text, form):
    import rdflib

    graph = rdflib.Graph().parse(data=text, format=form)
    return sorted([str(s), str(p), str(o), str(getattr(o, "datatype", None) or "")] for s, p, o in graph)


def prov(text):
    """The relations of PROV that the document states, each as its name and its parts in order."""
    import prov.model as model

    document = model.ProvDocument.deserialize(source=io.StringIO(text), format="rdf", rdf_format="json-ld")
    return sorted(
        [record.get_type().localpart, *[str(value) for _, value in record.formal_attributes if value is not None]]
        for record in document.get_records()
    )


print(json.dumps({"ris": ris, "rdf": rdf, "turtle": turtle, "graphml": graphml, "prov": prov}[sys.argv[1]](sys.stdin.read())))
