"""Which tasks are set beside each other, and how it is told."""

from collections.abc import Iterator, Sequence
from statistics import median

from benchmarks.analysis.cases import GAMES
from benchmarks.analysis.runs import Took, run
from benchmarks.measures import Measure

OF_OURSELVES = "of ourselves: nothing to compare with"
NO_RULES = "knows one weighted game, no rules with and and or"
ROUNDS = 3
# Megabytes.
MOST_MEMORY = 500
SECONDS_TO_GROUP = 1
SECONDS_OF_POWER = 1
# Who was not ready on one of these is asked about a smaller one.
PACKAGES = {
    "full": (
        "2 million packages, 2 parties",
        "1 million packages, 9 parties",
        "2 million packages, 9 parties",
        "20 thousand packages, 9 parties",
    ),
    "quick": ("2 million packages, 2 parties", "20 thousand packages, 9 parties"),
    "smoke": ("2 packages, 2 parties",),
}
LARGEST = "2 million packages, 9 parties"

# What a run took, or why there is nothing.
type Found = Took | str


def measure_analysis(size: str = "full") -> Iterator[Measure]:
    rounds = 1 if size == "smoke" else ROUNDS
    for case in PACKAGES[size]:
        yield from measure_packages(case, rounds)
    for case in ["European Community of 1958"] if size == "smoke" else list(GAMES):
        yield from measure_power(case, rounds)
    yield from beside("centrality, 300 people, 1,500 relations", "our centrality", "networkx", "", rounds)
    yield from alone("grouping of 2,000 notes", "our groups", rounds, SECONDS_TO_GROUP)


def measure_packages(case: str, rounds: int) -> Iterator[Measure]:
    """The largest is for our memory alone."""
    if case == LARGEST:
        found = [run("our packages", case)]
        yield told(f"packages, {case}", "s", found, "seconds", None, OF_OURSELVES)
        yield told(f"memory, {case}", "MB", found, "megabytes", MOST_MEMORY, OF_OURSELVES)
        return
    ours, theirs = in_turns("our packages", "NegMAS", case, rounds)
    yield compared(f"packages, {case}", "s", "NegMAS", ours, theirs, "seconds")
    yield compared(f"memory, {case}", "MB", "NegMAS", ours, theirs, "megabytes", MOST_MEMORY)


def measure_power(case: str, rounds: int) -> Iterator[Measure]:
    name = f"voting power, {case}"
    if len(GAMES[case].parts) == 1:
        yield from beside(name, "our power", "powerindex", case, rounds, SECONDS_OF_POWER)
    else:
        yield Measure(name, "s", None, "powerindex", None, 0, reason=NO_RULES)
    yield from beside(name, "our power", "power-bdd", case, rounds, SECONDS_OF_POWER)


def beside(name: str, task: str, peer: str, case: str, rounds: int, budget: float | None = None) -> Iterator[Measure]:
    ours, theirs = in_turns(task, peer, case, rounds)
    yield compared(f"{name}, beside {peer}", "s", peer, ours, theirs, "seconds", budget)


def alone(name: str, task: str, rounds: int, budget: float) -> Iterator[Measure]:
    yield told(name, "s", [run(task, "") for _round in range(rounds)], "seconds", budget, OF_OURSELVES)


def in_turns(task: str, peer: str, case: str, rounds: int) -> tuple[list[Found], list[Found]]:
    """A peer that was not ready once is not asked again."""
    ours, theirs = list[Found](), list[Found]()
    for _round in range(rounds):
        ours.append(run(task, case))
        theirs.append(theirs[-1] if theirs and isinstance(theirs[-1], str) else run(peer, case))
    return ours, theirs


def compared(
    name: str,
    unit: str,
    peer: str,
    ours: Sequence[Found],
    theirs: Sequence[Found],
    field: str,
    budget: float | None = None,
) -> Measure:
    pairs = [(value_of(one, field), value_of(other, field)) for one, other in zip(ours, theirs, strict=True)]
    ratios = tuple(one / other for one, other in pairs if one is not None and other)
    return Measure(
        name,
        unit,
        median_of(ours, field),
        peer,
        median_of(theirs, field),
        len(ours),
        budget=budget,
        reason=reason_of(ours) or reason_of(theirs),
        ratios=ratios,
    )


def told(name: str, unit: str, found: Sequence[Found], field: str, budget: float | None, reason: str) -> Measure:
    ours = median_of(found, field)
    return Measure(name, unit, ours, None, None, len(found), budget=budget, reason=reason_of(found) or reason)


def value_of(found: Found, field: str) -> float | None:
    return None if isinstance(found, str) else getattr(found, field)


def median_of(found: Sequence[Found], field: str) -> float | None:
    known = [value for one in found if (value := value_of(one, field)) is not None]
    return median(known) if known else None


def reason_of(found: Sequence[Found]) -> str:
    return next((one for one in found if isinstance(one, str)), "")
