"""`samenhang analyse network`: who is central in a network of relations."""

from fractions import Fraction
from itertools import combinations
from typing import Any

import click

from samenhang.analysis.network import Centrality, Tie, centrality
from samenhang.site.analyse.asking import options
from samenhang.site.analyse.reading import Grid, number_in, read_grid
from samenhang.site.analyse.telling import gettext as _
from samenhang.site.analyse.telling import heading, show_json, show_table, shown


@click.command("network")
@options
@click.option("--low-is-strong", is_flag=True, help="A low number is a strong tie, as in a ranking.")
def command(file: str, as_json: bool, language: str | None, low_is_strong: bool) -> None:
    """Two columns of names, and perhaps a third with a strength; or a square matrix with names."""
    grid = read_grid(file)
    nodes, found = in_matrix(grid) if is_matrix(grid) else in_list(grid)
    ties = [Tie(one, other, float(1 / strength if low_is_strong else strength)) for one, other, strength in found]
    answer = centrality(ties, nodes)
    if as_json:
        show_json(as_answer(answer, low_is_strong))
    else:
        tell(answer)


type Found = tuple[str, str, Fraction]


def is_matrix(grid: Grid) -> bool:
    """Whether the names above are those at the side."""
    above = [cell.strip() for cell in grid.rows[0][1:]]
    return len(above) > 1 and above == [row[0].strip() for row in grid.rows[1:]]


def in_matrix(grid: Grid) -> tuple[list[str], list[Found]]:
    names = [row[0].strip() for row in grid.rows[1:]]
    values = [
        [grid.number(at, name, cell or "0") for name, cell in zip(names, row[1:], strict=True)]
        for at, row in enumerate(grid.rows[1:], start=2)
    ]
    found = []
    for one, other in combinations(range(len(names)), 2):
        strength = values[one][other]
        if strength != values[other][one]:
            raise grid.told(one + 2, names[other], _("heen en terug is niet gelijk."))
        if strength:
            found.append((names[one], names[other], positive(grid, one + 2, names[other], strength)))
    return names, found


def in_list(grid: Grid) -> tuple[list[str], list[Found]]:
    stripped = ((at, [cell.strip() for cell in row]) for at, row in enumerate(grid.rows, start=1))
    rows = [(at, row) for at, row in stripped if any(row)]
    if len(rows[0][1]) < 2:
        raise grid.told(rows[0][0], "2", _("er zijn twee kolommen met namen nodig."))
    return [], [tie_in(grid, number, cells) for number, cells in (rows[1:] if has_head(rows) else rows)]


def has_head(rows: list[tuple[int, list[str]]]) -> bool:
    """A first row whose names stand nowhere else is the names of the columns."""
    first, below = rows[0][1], {cell for _number, cells in rows[1:] for cell in cells[:2]}
    has_word = len(first) > 2 and bool(first[2]) and number_in(first[2]) is None
    return has_word or (bool(below) and not set(first[:2]) & below)


def tie_in(grid: Grid, number: int, cells: list[str]) -> Found:
    for at in range(2):
        if not cells[at]:
            raise grid.told(number, str(at + 1), _("hier staat niets."))
    if cells[0] == cells[1]:
        raise grid.told(number, "2", _("een relatie is tussen twee."))
    strength = grid.number(number, "3", cells[2]) if len(cells) > 2 and cells[2] else Fraction(1)
    return cells[0], cells[1], positive(grid, number, "3", strength)


def positive(grid: Grid, row: int, column: str, strength: Fraction) -> Fraction:
    if strength <= 0:
        raise grid.told(row, column, _("een sterkte is groter dan nul."))
    return strength


def as_answer(answer: Centrality, low_is_strong: bool) -> dict[str, Any]:
    return {
        "degree": answer.degree,
        "betweenness": answer.betweenness,
        "closeness": answer.closeness,
        "eigenvector": answer.eigenvector,
        "scale": "low is strong" if low_is_strong else "high is strong",
    }


def tell(answer: Centrality) -> None:
    heading(_("Wie staat centraal?"))
    measures = (answer.betweenness, answer.closeness, answer.eigenvector)
    rows = [[name, str(count), *(shown(one[name]) for one in measures)] for name, count in answer.degree.items()]
    show_table([_("Naam"), _("Relaties"), _("Ertussen"), _("Dichtbij"), _("Naast sterken")], rows)
