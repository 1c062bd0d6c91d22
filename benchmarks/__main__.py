"""Measure, print the table, and write build/bench.json."""

import argparse
import json
import os
import tempfile
from pathlib import Path

from benchmarks import measures
from benchmarks.analysis import measure_analysis
from benchmarks.server import Browser, server, start_django

RESULT = Path("build/bench.json")


def main() -> None:
    options = read_options()
    found = list(measure_analysis(options.analysis))
    if options.only is None:
        with tempfile.TemporaryDirectory(prefix="samenhang-bench-") as name:
            found = [*measure_all(Path(name), options), *found]
    options.result.parent.mkdir(parents=True, exist_ok=True)
    options.result.write_text(json.dumps([measure.as_json() for measure in found], indent=2, ensure_ascii=False))
    if options.only is None:
        print(f"\n{options.stakeholders} stakeholders with {options.assessments} assessments each, on SQLite")
    print(f"\n{measures.table(found)}")
    if os.getloadavg()[0] > (os.cpu_count() or 1):
        print("\nThis machine was busy with other work: times are too high.")
    print(f"\nThe peer of each server time is an empty page of the same server. Written to {options.result}.")


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--stakeholders", type=int, default=500)
    parser.add_argument("--assessments", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=21)
    parser.add_argument("--import-rows", type=int, default=10_000)
    parser.add_argument(
        "--live", choices=["full", "quick", "smoke"], default="full", help="how much of live/ is measured"
    )
    parser.add_argument("--only", choices=["analysis"], help="measure only this; needs no server")
    parser.add_argument(
        "--analysis", choices=["full", "quick", "smoke"], default="full", help="how much of analysis/ is measured"
    )
    parser.add_argument("--result", type=Path, default=RESULT)
    parser.add_argument("--quick", action="store_true", help="a first look: few rounds of everything")
    options = parser.parse_args()
    if options.quick:
        options.rounds, options.import_rows, options.live, options.analysis = 5, 1_000, "quick", "quick"
    return options


def measure_all(folder: Path, options: argparse.Namespace) -> list[measures.Measure]:
    start_django(folder)
    # These know the models, which exist once Django has started.
    from django.test import Client

    from benchmarks.deeds import add_deeds
    from benchmarks.imports import measure_import
    from benchmarks.live.measuring import measure_live
    from benchmarks.pages import measure_pages
    from benchmarks.rows import make_initiative
    from samenhang.accounts.models import Person
    from samenhang.initiatives.models import Initiative

    leader = Person.objects.create_user("leider@voorbeeld.example", name="Leider")
    initiative = make_initiative(leader, options.stakeholders, options.assessments)
    add_deeds(initiative, leader)
    client = Client()
    client.force_login(leader, backend="allauth.account.auth_backends.AuthenticationBackend")
    with server() as port:
        browser = Browser(port, client.cookies.output(header="", attrs=[], sep=";"))
        found = list(measure_pages(browser, initiative, options.rounds))
    found += measure_live(folder, leader, options.live)
    empty = Initiative.begin(leader, name="Leeg", goal="Nog niemand.")
    return [*found, measure_import(folder, empty, options.import_rows)]


if __name__ == "__main__":
    main()
