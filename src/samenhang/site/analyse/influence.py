"""`samenhang analyse influence`: direct and indirect influence between actors, after Godet."""

from typing import Any

import click
import numpy as np

from samenhang.analysis.errors import BadInput
from samenhang.analysis.influence import Diagonal, Influence, Matrix, Positions, influence, positions
from samenhang.site.analyse.asking import in_words, options
from samenhang.site.analyse.reading import Grid, read_matrix
from samenhang.site.analyse.telling import Told, heading, number, show_json, show_table, shown
from samenhang.site.analyse.telling import gettext as _


@click.command("influence")
@options
@click.option("--positions", "positions_file", help="A file with a row per actor and a column per objective, -4 to 4.")
@click.option(
    "--diagonal",
    type=click.Choice(["exclude", "include"]),
    default="exclude",
    show_default=True,
    help="Whether an actor's influence on itself through others counts.",
)
def command(file: str, as_json: bool, language: str | None, positions_file: str | None, diagonal: Diagonal) -> None:
    """A square matrix: influence of the actor of a row on that of a column, 0 to 4."""
    names, columns, values, grid = read_matrix(file)
    if len(names) != len(columns):
        said = {"file": grid.file, "rows": len(names), "columns": len(columns)}
        raise Told(_("%(file)s: %(rows)d rijen en %(columns)d kolommen. Het moeten er evenveel zijn.") % said)
    across = places(grid, columns, names)
    answer = influence(np.array(values, dtype=float)[:, across], diagonal)
    wishes = read_positions(positions_file, names, answer.competitiveness) if positions_file else None
    if as_json:
        show_json(as_answer(names, answer, wishes))
    else:
        tell(names, answer, wishes)


def places(grid: Grid, given: list[str], names: list[str]) -> list[int]:
    """Where each of the names is among those given, in whatever order. Raises Told unless each is there just once."""
    if sorted(given) != sorted(names) or len(set(names)) != len(names):
        odd = next((name for name in given + names if given.count(name) != 1 or names.count(name) != 1), "")
        said = {"file": grid.file, "name": odd}
        raise Told(_("%(file)s: “%(name)s” moet precies één keer als rij en één keer als kolom staan.") % said)
    return [given.index(name) for name in names]


def read_positions(file: str, names: list[str], strength: Matrix) -> Positions:
    actors, _objectives, wanted, grid = read_matrix(file)
    if sorted(actors) != sorted(names):
        raise Told(_("%(file)s: de rijen zijn niet dezelfde actoren.") % {"file": grid.file})
    try:
        return positions(np.array(wanted, dtype=float)[[actors.index(name) for name in names]], strength)
    except BadInput as error:
        raise Told(f"{file}: {in_words(error)}") from error


def as_answer(names: list[str], answer: Influence, wishes: Positions | None) -> dict[str, Any]:
    return {
        "midi": table(names, answer.midi),
        "influence": line(names, answer.influence),
        "dependence": line(names, answer.dependence),
        "competitiveness": line(names, answer.competitiveness),
        "convergence": [table(names, one) for one in wishes.convergence] if wishes else None,
        "divergence": [table(names, one) for one in wishes.divergence] if wishes else None,
        "ambivalence": [line(names, one) for one in wishes.ambivalence] if wishes else None,
        "variant": {"diagonal": answer.diagonal},
    }


def line(names: list[str], values: Matrix) -> dict[str, float | None]:
    return {name: None if np.isnan(value) else number(float(value)) for name, value in zip(names, values, strict=True)}


def table(names: list[str], matrix: Matrix) -> dict[str, dict[str, float | None]]:
    return {name: line(names, row) for name, row in zip(names, matrix, strict=True)}


def tell(names: list[str], answer: Influence, wishes: Positions | None) -> None:
    heading(_("Invloed en afhankelijkheid"))
    show_table(
        [_("Actor"), _("Invloed"), _("Afhankelijkheid"), _("Kracht van de positie")],
        [
            [name, shown(answer.influence[at]), shown(answer.dependence[at]), shown(answer.competitiveness[at])]
            for at, name in enumerate(names)
        ],
    )
    without = _("Zonder de diagonaal; --diagonal include telt die mee.")
    click.echo(without if answer.diagonal == "exclude" else _("Met de diagonaal; --diagonal exclude laat die weg."))
    if wishes:
        click.echo()
        show_table(
            [_("Actor"), _("Zelfde wens"), _("Tegengestelde wens"), _("Gemengd")],
            [
                [name, shown(wishes.convergence[1][at].sum()), shown(wishes.divergence[1][at].sum()), mixed(wishes, at)]
                for at, name in enumerate(names)
            ],
        )
    click.echo(_("Na Godet (1991). Een hulp bij het gesprek voor vier tot twaalf actoren, geen oordeel over mensen."))


def mixed(wishes: Positions, at: int) -> str:
    value = float(wishes.ambivalence[1][at])
    return shown(None if np.isnan(value) else value)
