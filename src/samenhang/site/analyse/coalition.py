"""`samenhang analyse coalition`: the easiest set of partners that serves everything needed."""

from fractions import Fraction
from typing import Any

import click

from samenhang.analysis.coalition import MOST_COVERS, Coalition, Party, coalition
from samenhang.site.analyse.asking import options
from samenhang.site.analyse.power import asked
from samenhang.site.analyse.reading import Row, listed, read_rows
from samenhang.site.analyse.telling import gettext as _
from samenhang.site.analyse.telling import heading, number, show_json, shown

COLUMNS = {"party": ("partij",), "serves": ("dient", "nodig voor")}
OPTIONAL = {"cost": ("kosten", "moeite"), "influence": ("invloed",), "excludes": ("sluit uit",)}


@click.command("coalition")
@options
@click.option("--needs", help="Needs with bars between them; else all that somebody serves.")
@click.option("--influence", help="Influence that is needed together.")
@click.option(
    "--most", type=click.IntRange(1, 10_000), default=MOST_COVERS, show_default=True, help="Minimal covers to list."
)
def command(
    file: str, as_json: bool, language: str | None, needs: str | None, influence: str | None, most: int
) -> None:
    """Columns: party, serves (needs with bars between them); optional: cost, influence, excludes."""
    rows = read_rows(file, COLUMNS, OPTIONAL)
    parties = [
        Party(
            row.text("party"),
            amount(row, "cost", Fraction(1)),
            amount(row, "influence", Fraction(0)),
            frozenset(listed(row.cells["serves"])),
        )
        for row in rows
    ]
    wanted = listed(needs) if needs else sorted({need for party in parties for need in party.serves})
    apart = [(row.text("party"), other) for row in rows for other in listed(row.cells.get("excludes", ""))]
    least = asked(file, "--influence", influence) if influence else Fraction(0)
    answer = coalition(parties, wanted, exclude=apart, influence=least, most=most)
    if as_json:
        show_json(as_answer(answer))
    else:
        tell(answer)


def amount(row: Row, name: str, otherwise: Fraction) -> Fraction:
    return row.value(name) if row.cells.get(name, "").strip() else otherwise


def as_answer(answer: Coalition) -> dict[str, Any]:
    return {
        "cost": None if answer.cost is None else number(answer.cost),
        "cheapest": [list(names) for names in answer.cheapest],
        "minimal": [list(names) for names in answer.minimal],
        "all_minimal": answer.all_minimal,
        "single": answer.single,
        "gaps": list(answer.gaps),
    }


def tell(answer: Coalition) -> None:
    heading(_("Wie samen genoeg zijn"))
    if answer.cost is None:
        click.echo(_("Geen groep is samen genoeg."))
    else:
        click.echo(_("De minste moeite: %(cost)s.") % {"cost": shown(answer.cost)})
        for names in answer.cheapest:
            click.echo("  " + (", ".join(names) or _("niemand")))
    for need in answer.gaps:
        click.echo(_("Niemand is er voor: %(need)s.") % {"need": need})
    for need, name in answer.single.items():
        click.echo(_("Voor %(need)s is er alleen %(name)s.") % {"need": need, "name": name})
    found = _("Groepen waaruit niemand gemist kan worden: %(count)d.") % {"count": len(answer.minimal)}
    click.echo(found if answer.all_minimal else f"{found} {_('Er zijn er meer.')}")
