"""What each system does: a function that makes its input from the name of a case, and returns what is timed."""

from collections.abc import Callable
from typing import Any

from benchmarks.analysis import cases

type Task = Callable[[str], Callable[[], object]]


def our_packages(name: str) -> Callable[[], object]:
    from samenhang.analysis.packages import read_case, solve

    case = read_case(cases.table(name).rows())
    return lambda: solve(case)


def negmas_packages(name: str) -> Callable[[], object]:
    """The efficient outcomes, and among them the one with the largest product of gains."""
    from negmas.outcomes import make_issue, make_os
    from negmas.preferences import LinearAdditiveUtilityFunction
    from negmas.preferences.ops import nash_points, pareto_frontier

    table = cases.table(name)
    issues = [make_issue(list(range(len(options))), f"issue {at}") for at, options in enumerate(table.points[0])]
    space = make_os(issues)
    parties = [
        LinearAdditiveUtilityFunction(
            values=[dict(enumerate(options)) for options in worth],
            weights=[1.0] * len(worth),
            outcome_space=space,
            reserved_value=float(least),
        )
        for worth, least in zip(table.points, table.minimum, strict=True)
    ]

    def question() -> object:
        frontier, _outcomes = pareto_frontier(parties, issues=issues)
        return nash_points(parties, frontier, outcome_space=space)

    return question


def our_power(name: str) -> Callable[[], object]:
    from samenhang.analysis.voting import power

    game = cases.GAMES[name]
    members, rule = game.members, game.rule()
    return lambda: power(members, rule)


def powerindex_power(name: str) -> Callable[[], object]:
    from powerindex import Game

    ((quota, weights),) = cases.GAMES[name].parts[0]

    def question() -> object:
        game = Game(quota, list(weights))
        game.calc_banzhaf()
        game.calc_shapley_shubik()
        return game

    return question


def power_bdd_power(name: str) -> Callable[[], object]:
    from power_bdd.bdd import BDD, WeightedGame

    def made(quota: int, weights: tuple[int, ...]) -> Any:
        return BDD(WeightedGame(quota, list(weights)))

    def question() -> object:
        ways = []
        for part in cases.GAMES[name].parts:
            way = made(*part[0])
            for game in part[1:]:
                way = way & made(*game)
            ways.append(way)
        whole = ways[0]
        for way in ways[1:]:
            whole = whole | way
        return whole.calc_banzhaf(), whole.calc_shapley()

    return question


def our_centrality(_name: str) -> Callable[[], object]:
    """Loading is not timed, of theirs neither."""
    import rustworkx  # noqa: F401

    from samenhang.analysis.network import centrality

    ties = cases.ties()
    return lambda: centrality(ties)


def networkx_centrality(_name: str) -> Callable[[], object]:
    import networkx as nx

    ties = cases.ties()

    def question() -> object:
        graph = nx.Graph()
        graph.add_weighted_edges_from((tie.one, tie.other, tie.strength) for tie in ties)
        return (
            dict(graph.degree),
            nx.betweenness_centrality(graph),
            nx.closeness_centrality(graph),
            nx.eigenvector_centrality(graph, max_iter=1000, weight="weight"),
        )

    return question


def our_groups(_name: str) -> Callable[[], object]:
    from samenhang.analysis.grouping import group_notes

    notes = cases.notes(2000)
    return lambda: group_notes(notes)


TASKS: dict[str, Task] = {
    "our packages": our_packages,
    "NegMAS": negmas_packages,
    "our power": our_power,
    "powerindex": powerindex_power,
    "power-bdd": power_bdd_power,
    "our centrality": our_centrality,
    "networkx": networkx_centrality,
    "our groups": our_groups,
}
