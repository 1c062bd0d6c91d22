"""What was done in a relation: flags in its course, the same in words, and on paper."""

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page
from pypdf import PdfReader

from samenhang.accounts.models import Person
from samenhang.relationships.models import Deed
from samenhang.relationships.tests.builders import assess, days_ago
from samenhang.relationships.tests.test_in_the_browser import MEASURE, overlap
from samenhang.relationships.trajectories import numbered
from samenhang.stakeholders.models import Stakeholder

type ClientOf = Callable[[Person | None], Client]


def url(stakeholder: Stakeholder, name: str = "relation") -> str:
    return reverse(f"relationships:{name}", args=[stakeholder.initiative_id, stakeholder.pk])


def do(stakeholder: Stakeholder, by: Person, days: int, what: str) -> Deed:
    made: Deed = Deed.objects.create(stakeholder=stakeholder, by=by, on=days_ago(days), what=what)
    return made


def listed(html: str) -> list[tuple[str, str]]:
    """(number, words) of what was done, as the page lists it."""
    found = re.findall(r'<b class="deeds__number">(\d+)</b>.*?<span dir="auto">(.*?)</span>', html)
    return [(number, words) for number, words in found]


def test_deeds_are_numbered_in_time_on_the_flags_and_in_words(
    stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    assess(stakeholder, leader, 2, days=100)
    do(stakeholder, leader, 2, "Later")
    do(stakeholder, leader, 80, "Eerst & <vooral>")
    answer = client_of(leader).get(url(stakeholder))
    assert listed(answer.content.decode()) == [("1", "Eerst &amp; &lt;vooral&gt;"), ("2", "Later")]
    assert [flag.words[0].words for flag in answer.context["trajectory"].flags] == ["1", "2"]
    assert "Een vlag is iets wat is gedaan." in answer.content.decode()


def test_without_deeds_the_course_is_as_it_was(stakeholder: Stakeholder, leader: Person, client_of: ClientOf) -> None:
    assess(stakeholder, leader, 2, days=100)
    html = client_of(leader).get(url(stakeholder)).content.decode()
    assert "Een vlag" not in html
    assert 'class="deeds"' not in html
    assert 'viewBox="0 0 800.0 276.0"' in html


def test_deeds_are_told_also_when_nobody_decided_anything(
    stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    do(stakeholder, leader, 2, "Meelopen")
    answer = client_of(leader).get(url(stakeholder))
    assert answer.context["trajectory"] is None
    assert listed(answer.content.decode()) == [("1", "Meelopen")]


def test_deeds_of_one_day_keep_the_order_in_which_they_were_told(stakeholder: Stakeholder, leader: Person) -> None:
    deeds = [do(stakeholder, leader, 2, f"Nummer {number}") for number in range(1, 4)]
    assert [(one.number, one.deed) for one in numbered(reversed(deeds))] == list(enumerate(deeds, start=1))


def test_the_paper_tells_what_was_done_with_the_numbers_of_the_flags(
    stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    assess(stakeholder, leader, 2, days=100)
    do(stakeholder, leader, 9, "Een ochtend meelopen")
    content = client_of(leader).get(url(stakeholder, "relation_pdf")).content
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())
    assert "Wat is gedaan" in text
    assert "Een ochtend meelopen" in text
    assert "Een vlag is iets wat is gedaan." in text


def test_more_deeds_take_no_more_queries(
    stakeholder: Stakeholder, leader: Person, client_of: ClientOf, django_assert_max_num_queries: Any
) -> None:
    assess(stakeholder, leader, 2, days=100)
    for number in range(20):
        do(stakeholder, leader, number, f"Nummer {number}")
    client = client_of(leader)
    with django_assert_max_num_queries(12):
        client.get(url(stakeholder))


@pytest.mark.browser
def test_in_a_browser_no_flag_covers_a_name_or_a_point(
    stakeholder: Stakeholder, leader: Person, co_leader: Person, page_of: Callable[..., Page]
) -> None:
    for days, dimension in ((100, 1), (60, 2), (30, 4), (2, 4)):
        assess(stakeholder, leader, dimension, days=days)
        assess(stakeholder, co_leader, 5 - dimension, days=days - 1)
    for days in (100, 99, 60, 30, 30, 29, 2, 2, 1, 0):
        do(stakeholder, leader, days, "Meelopen")
    page = page_of(leader, viewport={"width": 1280, "height": 900})
    page.goto(url(stakeholder))
    page.evaluate("document.fonts.ready")
    chart = page.locator(".chart")
    found = chart.evaluate(MEASURE)
    flags = chart.evaluate("""svg => [...svg.querySelectorAll('.flag')].map(e => {
        const r = e.getBoundingClientRect();
        return {left: r.left, top: r.top, right: r.right, bottom: r.bottom, says: 'flag'}; })""")
    points = chart.evaluate("""svg => [...svg.querySelectorAll('use')].map(e => {
        const r = e.getBoundingClientRect();
        return {left: r.left, top: r.top, right: r.right, bottom: r.bottom, says: 'point'}; })""")
    assert len(flags) >= 3
    assert len(points) == 8
    others = found["names"] + found["axes"] + points
    assert [(one["says"], flag["says"]) for flag in flags for one in others if overlap(one, flag)] == []
    assert not any(overlap(one, other) for one in flags for other in flags if one is not other)
