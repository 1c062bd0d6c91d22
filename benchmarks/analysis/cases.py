"""What is computed: made from fixed seeds, so that every run and every system has the same."""

from dataclasses import dataclass
from fractions import Fraction
from math import prod
from random import Random

from samenhang.analysis.grouping import Note
from samenhang.analysis.network import Tie
from samenhang.analysis.packages import Row
from samenhang.analysis.voting import AllOf, AnyOf, Rule, Weighted


@dataclass(frozen=True)
class Table:
    """A negotiation: points of each party for each option of each issue, and a minimum that about half reaches."""

    points: list[list[list[int]]]
    minimum: list[int]

    @property
    def packages(self) -> int:
        return prod(len(options) for options in self.points[0])

    def rows(self) -> list[Row]:
        return [
            Row(f"party {party}", f"issue {issue}", f"option {option}", Fraction(worth), Fraction(self.minimum[party]))
            for party, issues in enumerate(self.points)
            for issue, options in enumerate(issues)
            for option, worth in enumerate(options)
        ]


TABLES = {
    "2 million packages, 2 parties": (2, (5, 5, 5, 4, 4, 4, 4, 4, 4, 4)),
    "1 million packages, 9 parties": (9, (4,) * 10),
    "2 million packages, 9 parties": (9, (5, 5, 5, 4, 4, 4, 4, 4, 4, 4)),
    "20 thousand packages, 9 parties": (9, (4, 4, 4, 4, 4, 5, 4)),
    "2 packages, 2 parties": (2, (2,)),
}


def table(name: str) -> Table:
    parties, sizes = TABLES[name]
    chance = Random(name)
    points = [[[chance.randint(0, 40) for _option in range(size)] for size in sizes] for _party in range(parties)]
    return Table(points, [sum(sum(options) // len(options) for options in issues) for issues in points])


@dataclass(frozen=True)
class Game:
    """Weighted games with their quota; `parts` are joined by and, and these by or."""

    parts: tuple[tuple[tuple[int, tuple[int, ...]], ...], ...]

    @property
    def members(self) -> list[str]:
        return [f"member {at:03d}" for at in range(len(self.parts[0][0][1]))]

    def rule(self) -> Rule:
        def one(quota: int, weights: tuple[int, ...]) -> Weighted:
            return Weighted(
                Fraction(quota),
                {name: Fraction(weight) for name, weight in zip(self.members, weights, strict=True)},
            )

        ways = [AllOf([one(*game) for game in part]) if len(part) > 1 else one(*part[0]) for part in self.parts]
        return AnyOf(ways) if len(ways) > 1 else ways[0]


# Electors of the states of America in 1996.
ELECTORS = """
54 33 32 25 23 22 21 18 15 14 13 13 12 12 11 11 11 11 10 10 9 9 8 8 8 8
8 8 7 7 7 6 6 5 5 5 5 4 4 4 4 4 4 3 3 3 3 3 3 3 3
"""
# Thousands of inhabitants of 28 European states on 1 January 2013 (Eurostat).
EUROPE = """
80524 65633 63730 59685 46704 38533 20058 16780 11162 11063 10516 10487 9909 9556
8452 7285 5603 5427 5411 4591 4262 2972 2059 2024 1325 866 537 421
"""


def weighted(quota: int, weights: tuple[int, ...]) -> Game:
    return Game((((quota, weights),),))


def hundred() -> Game:
    chance = Random("a hundred parties")
    weights = tuple(chance.randint(1, 100) for _party in range(100))
    return weighted(sum(weights) // 2 + 1, weights)


def council() -> Game:
    """16 states with 65 % of people, or 25 states."""
    people = tuple(map(int, EUROPE.split()))
    states = (1,) * len(people)
    return Game((((16, states), (-(-65 * sum(people) // 100), people)), ((25, states),)))


GAMES = {
    "European Community of 1958": weighted(12, (4, 4, 4, 2, 2, 1)),
    "Security Council": weighted(39, (7,) * 5 + (1,) * 10),
    "electoral college of 1996": weighted(270, tuple(map(int, ELECTORS.split()))),
    "100 parties": hundred(),
    "Council of 28 states": council(),
}

PEOPLE, TIES = 300, 1500


def ties() -> list[Tie]:
    chance = Random("ties")
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < TIES:
        one, other = sorted(chance.sample(range(PEOPLE), 2))
        pairs.add((one, other))
    return [Tie(f"person {one:03d}", f"person {other:03d}", chance.randint(1, 3)) for one, other in sorted(pairs)]


KIND = (
    "speel moes kook leer fiets buurt lees sport koffie ruil muziek dans zwem knutsel wandel taal film tuin spel zang"
)
FORM = "plek tuin cursus uur route feest club les ochtend markt avond groep dag hoek tafel punt school week tocht kring"
PLACE = "park buurthuis plein bibliotheek sporthal winkelcentrum plantsoen dorpshuis zwembad kerk museum haven station"
WHOM = "ouderen jongeren kinderen nieuwkomers bewoners ouders vrijwilligers mantelzorgers"
HOW = (
    "gratis wekelijks samen dichtbij veilig toegankelijk buiten gezellig niet zonder rustig groen nieuw eigen zelf open"
)


def notes(count: int) -> list[Note]:
    chance = Random("notes")

    def one_of(words: str) -> str:
        return chance.choice(words.split())

    return [
        Note(
            str(at),
            f"{one_of(HOW)} een {one_of(KIND)}{one_of(FORM)} en {one_of(KIND)}{one_of(FORM)} bij het {one_of(PLACE)} "
            f"voor {one_of(WHOM)} met {one_of(HOW)} begeleiding",
        )
        for at in range(count)
    ]
