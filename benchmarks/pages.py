"""Server time, queries and bytes of each page."""

import gzip
import re
import time
from collections.abc import Iterator
from email.message import Message
from statistics import median
from urllib.parse import urljoin

from django.urls import reverse

from benchmarks.measures import Measure
from benchmarks.queries import HEADER
from benchmarks.server import Browser
from samenhang.initiatives.models import Initiative
from samenhang.interventions.models import Brainstorm, Intervention

MILLISECONDS_A_PAGE = 60
QUERIES_A_PAGE = 12
KILOBYTES_OF_FIRST_LOAD = 60
PEER = "an empty page of the same server"

# What a page, a style sheet or a module makes the browser fetch next; fonts are not counted.
FETCHED_BY_PAGE = re.compile(r"""<link rel="stylesheet" href="([^"]+)"|<script[^>]* src="([^"]+)\"""")
FETCHED_BY_STYLE = re.compile(r"""@import url\("([^"]+)"\)""")
FETCHED_BY_MODULE = re.compile(r"""(?:import|from)\s*\(?["'](\.[^"']+)["']""")


def addresses(initiative: Initiative) -> dict[str, str]:
    """The pages a leader has open all day."""
    of_initiative, of_one = [initiative.pk], [initiative.pk, initiative.stakeholders.all()[0].pk]
    brainstorm = [initiative.pk, Brainstorm.objects.earliest("id").pk]
    intervention = [initiative.pk, Intervention.objects.earliest("id").pk]
    return {
        "home": reverse("home"),
        "overview": reverse("overview", args=of_initiative),
        "stakeholder table": reverse("stakeholders:table", args=of_initiative),
        "one stakeholder": reverse("stakeholders:detail", args=of_one),
        "all relations": reverse("relationships:overview", args=of_initiative),
        "one relation": reverse("relationships:relation", args=of_one),
        "chart": reverse("relationships:chart", args=of_initiative),
        "where to begin": reverse("relationships:where_to_begin", args=of_initiative),
        "all interventions": reverse("interventions:overview", args=of_initiative),
        "one brainstorm": reverse("interventions:brainstorm", args=brainstorm),
        "choosing": reverse("interventions:compare", args=brainstorm),
        "one intervention": reverse("interventions:intervention", args=intervention),
        "what works": reverse("interventions:what_works", args=of_initiative),
        "actions": reverse("actions:list", args=of_initiative),
        "board of actions": reverse("actions:board", args=of_initiative),
        "own actions": reverse("own_actions:mine"),
    }


def measure_pages(browser: Browser, initiative: Initiative, rounds: int) -> Iterator[Measure]:
    pages = addresses(initiative)
    empty = reverse("empty")
    queries = {name: int(browser.get(address)[0].headers[HEADER]) for name, address in pages.items()}
    times = time_in_turns(browser, [empty, *pages.values()], rounds)
    floor = median(times[empty])
    for name, address in pages.items():
        yield Measure(
            f"server time, {name}", "ms", median(times[address]), PEER, floor, rounds, budget=MILLISECONDS_A_PAGE
        )
    for name, count in queries.items():
        yield Measure(
            f"queries, {name}", "queries", count, None, None, 1, budget=QUERIES_A_PAGE, reason="a count has no peer"
        )
    for name in ["home", "stakeholder table"]:
        size = first_load(browser, pages[name]) / 1000
        yield Measure(
            f"first load, {name}",
            "kB",
            size,
            None,
            None,
            1,
            budget=KILOBYTES_OF_FIRST_LOAD,
            reason="a size has no peer",
        )


def time_in_turns(browser: Browser, paths: list[str], rounds: int) -> dict[str, list[float]]:
    """Milliseconds of each page in each round; in turns, so that what else the machine does falls on all alike."""
    times: dict[str, list[float]] = {path: [] for path in paths}
    for _round in range(rounds):
        for path in paths:
            begun = time.perf_counter()
            browser.get(path)
            times[path].append((time.perf_counter() - begun) * 1000)
    return times


def first_load(browser: Browser, page: str) -> int:
    """Bytes over the line for the page, its style sheets and its scripts, compressed, each once."""
    waiting, sizes = [page], dict[str, int]()
    while waiting:
        path = waiting.pop()
        if path not in sizes:
            response, body = browser.get(path)
            sizes[path] = len(body)
            waiting += [urljoin(path, found) for found in fetched_next(response.headers, body)]
    return sum(sizes.values())


def fetched_next(headers: Message, body: bytes) -> Iterator[str]:
    text = (gzip.decompress(body) if headers["Content-Encoding"] == "gzip" else body).decode()
    kind = headers.get_content_type()
    pattern = {"text/html": FETCHED_BY_PAGE, "text/css": FETCHED_BY_STYLE}.get(kind, FETCHED_BY_MODULE)
    for groups in pattern.finditer(text):
        yield next(found for found in groups.groups() if found)
