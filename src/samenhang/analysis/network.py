"""Who is central in a network of relations: four measures, each with what it is divided by.

Freeman (1978) for degree, betweenness and closeness; Bonacich (1972) for eigenvector centrality. By rustworkx.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from samenhang.analysis.errors import BadInput


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation; `strength` is higher for a stronger one. Ties go both ways."""

    one: str
    other: str
    strength: float = 1.0


@dataclass(frozen=True, slots=True)
class Centrality:
    """Per node, in the order of names.

    `degree`: ties, as they are. `betweenness`: the part of shortest paths between two others that go through a node,
    divided by (n−1)(n−2)/2. `closeness`: (r−1)/Σ distances × (r−1)/(n−1) for the r nodes it can reach, itself counted
    (Wasserman & Faust 1994); 0 for an isolate. `eigenvector`: by strength, of length 1; 0 outside the largest part.
    Paths count ties, whatever their strength.
    """

    degree: dict[str, int]
    betweenness: dict[str, float]
    closeness: dict[str, float]
    eigenvector: dict[str, float]


def centrality(ties: Sequence[Tie], nodes: Sequence[str] = ()) -> Centrality:
    """Of all nodes that have ties, and of `nodes` besides. Raises ValueError naming a tie that cannot be."""
    import rustworkx as rx

    names = sorted({name for tie in ties for name in (tie.one, tie.other)} | set(nodes))
    place = {name: at for at, name in enumerate(names)}
    graph = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(names)
    seen: set[frozenset[str]] = set()
    for tie in ties:
        pair = frozenset((tie.one, tie.other))
        if len(pair) == 1:
            raise BadInput("tie_of_one", one=tie.one, other=tie.other)
        if pair in seen:
            raise BadInput("tie_twice", one=tie.one, other=tie.other)
        if not tie.strength > 0 or tie.strength == float("inf"):
            raise BadInput("no_strength", one=tie.one, other=tie.other)
        seen.add(pair)
        graph.add_edge(place[tie.one], place[tie.other], float(tie.strength))
    between = rx.graph_betweenness_centrality(graph, normalized=True)
    close = rx.closeness_centrality(graph, wf_improved=True)
    return Centrality(
        degree={name: graph.degree(at) for name, at in place.items()},
        betweenness={name: between[at] for name, at in place.items()},
        closeness={name: close[at] for name, at in place.items()},
        eigenvector=eigenvector(names, ties),
    )


def eigenvector(names: Sequence[str], ties: Sequence[Tie]) -> dict[str, float]:
    """The eigenvector of the largest eigenvalue; a symmetric matrix has it exactly, without steps that may not end."""
    if not ties:
        return dict.fromkeys(names, 0.0)
    place = {name: at for at, name in enumerate(names)}
    matrix = np.zeros((len(names), len(names)))
    for tie in ties:
        matrix[place[tie.one], place[tie.other]] = matrix[place[tie.other], place[tie.one]] = tie.strength
    values, vectors = np.linalg.eigh(matrix)
    # Parts of the network that are equally strong share the largest value: then they all count.
    largest = vectors[:, np.isclose(values, values.max())]
    vector = np.abs(largest @ (largest.T @ np.ones(len(names))))
    length = np.linalg.norm(vector)
    return {name: float(round(vector[at] / length, 12)) if length else 0.0 for name, at in place.items()}
