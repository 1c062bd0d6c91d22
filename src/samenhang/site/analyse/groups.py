"""`samenhang analyse groups`: which short notes may belong together."""

from typing import Any

import click

from samenhang.analysis.grouping import Grouping, Note, Pair, Suggested, group_notes
from samenhang.site.analyse.asking import options
from samenhang.site.analyse.reading import read_grid
from samenhang.site.analyse.telling import Told, heading, number, show_json
from samenhang.site.analyse.telling import gettext as _

TEXT = ("text", "tekst", "note", "name", "naam", "idee", "idea", "bijdrage")
KEY = ("key", "id", "sleutel")


@click.command("groups")
@options
@click.option("--column", help="The column with the notes.")
def command(file: str, as_json: bool, language: str | None, column: str | None) -> None:
    """A column with short notes (text), and perhaps one with a key (key or id)."""
    notes = read_notes(file, column)
    answer = group_notes(notes)
    if as_json:
        show_json(as_answer(answer))
    else:
        tell(answer, {note.key: note.text for note in notes})


def read_notes(file: str, column: str | None) -> list[Note]:
    """One note for each row; its number in the file is its key where there is none."""
    grid = read_grid(file)
    head = next(at for at, row in enumerate(grid.rows) if any(cell.strip() for cell in row))
    names = [cell.strip().casefold() for cell in grid.rows[head]]
    wanted = (column.casefold(),) if column else TEXT
    place = next((names.index(name) for name in wanted if name in names), None)
    if column and place is None:
        raise grid.told(head + 1, column, _("deze kolom is er niet."))
    key = next((names.index(name) for name in KEY if name in names), None)
    has_head = place is not None or key is not None
    if place is None:
        place = next((at for at in range(len(names)) if at != key), None)
    if place is None:
        raise grid.told(head + 1, TEXT[0], _("deze kolom is er niet."))
    notes: dict[str, Note] = {}
    for at, row in enumerate(grid.rows[head + has_head :], start=head + has_head + 1):
        if row[place].strip():
            name = row[key].strip() if key is not None and row[key].strip() else str(at)
            if name in notes:
                raise grid.told(at, KEY[0], _("“%(name)s” staat er twee keer.") % {"name": name[:40]})
            notes[name] = Note(name, row[place])
    if not notes:
        raise Told(_("%(file)s: onder de namen van de kolommen staat niets.") % {"file": file})
    return list(notes.values())


def as_answer(answer: Grouping) -> dict[str, Any]:
    return {
        "groups": [pair_answer(one) for one in answer.groups],
        "to_ask": [pair_answer(pair) for pair in answer.to_ask],
        "apart": [pair_answer(pair) for pair in answer.apart],
    }


def pair_answer(pair: Pair | Suggested) -> dict[str, Any]:
    return {"keys": list(pair.keys), "words": list(pair.words), "strength": number(pair.strength)}


def tell(answer: Grouping, texts: dict[str, str]) -> None:
    heading(_("Wat misschien bij elkaar hoort"))
    for one in answer.groups:
        tell_one(one, texts)
    if not answer.groups:
        click.echo(_("Niets lijkt sterk op elkaar."))
    for pair in answer.to_ask:
        click.echo("\n" + _("Vraag eerst of dit over hetzelfde gaat:"))
        tell_one(pair, texts)
    for pair in answer.apart:
        click.echo("\n" + _("Het ene ontkent het andere:"))
        tell_one(pair, texts)


def tell_one(one: Suggested | Pair, texts: dict[str, str]) -> None:
    click.echo("\n" + _("Zij delen: %(words)s.") % {"words": ", ".join(one.words)})
    for key in one.keys:
        click.echo(f"  - {' '.join(texts[key].split())}")
