"""The command `samenhang analyse`: the arithmetic about interests and power, for anyone to check.

It needs no database and no settings. What each method answers, and what goes in and comes out: docs/analysis.md.
"""

from importlib import import_module
from typing import Any

import click

# A module of this folder for each, loaded when it is asked for: numpy and the solver take their time.
METHODS = {
    "packages": "Packages that leave all parties better off.",
    "power": "Voting power: Shapley-Shubik and Banzhaf.",
    "influence": "Influence and dependence between actors, after MACTOR.",
    "coalition": "The cheapest set of partners that covers all needs.",
    "network": "Degree, betweenness, closeness and eigenvector centrality.",
    "groups": "Notes that may belong together.",
}
INTERRUPTED = 130


class Methods(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(METHODS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in METHODS:
            return None
        command: click.Command = import_module(f"{__name__}.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(METHODS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)


@click.group(cls=Methods, short_help="Compute packages, power, influence and more from a file.")
def analyse() -> None:
    """Read a CSV or XLSX file ("-" is standard input) and show what follows from it, as a table or as JSON.

    Methods, formulas and sources: docs/analysis.md.
    """
