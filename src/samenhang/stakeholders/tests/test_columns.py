from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from samenhang.accounts.models import Person
from samenhang.stakeholders.columns import COLUMN_BY_KEY, COLUMNS
from samenhang.stakeholders.models import Interest, Need, Precondition, Stakeholder


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("name", "  Wijk\u00a0team \n Oost ", "Wijk team Oost"),
        ("kind", "Persoon", "person"),
        ("kind", "organization", "organisation"),
        ("essential", "x", True),
        ("essential", "Nee", False),
        ("essential", "", False),
        ("influence", "zeer groot", 4),
        ("influence", "hoog", 3),
        ("influence", "", None),
        ("attitude", "positief", 4),
        ("dimension", "3 · Respect en interesse", 3),
        ("dimension", "2", 2),
        ("ring", "Denkt mee", "thinking_along"),
        ("part", "", ""),
        ("stated_on", "12-11-2026", "2026-11-12"),
        ("stated_on", "2026-11-12 00:00:00", "2026-11-12"),
        ("notes", "een\r\ntwee", "een\ntwee"),
    ],
)
def test_a_cell_is_read_as_somebody_would_type_it(key: str, text: str, value: Any) -> None:
    assert COLUMN_BY_KEY[key].parse(text) == value


def test_a_value_that_is_not_known_is_refused_with_what_is() -> None:
    with pytest.raises(ValidationError, match="Kies uit: Tegen, Terughoudend"):
        COLUMN_BY_KEY["attitude"].parse("enthousiast")
    with pytest.raises(ValidationError, match="past niet bij Invloed"):
        COLUMN_BY_KEY["influence"].parse("3")


@pytest.mark.parametrize("text", ["31-02-2026", "gisteren", "2026-13-01"])
def test_a_day_that_is_none_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValidationError, match="14-04-2026"):
        COLUMN_BY_KEY["stated_on"].parse(text)


def test_a_name_is_asked_for_and_has_a_limit() -> None:
    with pytest.raises(ValidationError, match="Vul een naam in"):
        COLUMN_BY_KEY["name"].parse(" ")
    with pytest.raises(ValidationError, match="10000 tekens"):
        COLUMN_BY_KEY["name"].parse("x" * 10_000)


def test_every_choice_is_read_in_both_languages() -> None:
    for column in COLUMNS:
        for language in ("nl", "en"):
            with translation.override(language):
                for _value, label in column.options:
                    words = str(label)
                    assert column.spell(column.parse(words)) == words


@pytest.mark.django_db
def test_needs_are_known_kinds_and_own_words(stakeholder: Stakeholder, leader: Person) -> None:
    column = COLUMN_BY_KEY["needs"]
    column.put(stakeholder, column.merged(stakeholder, column.parse("Geld, kaarten; INSTEMMING"), leader))
    assert [(need.kind, need.words) for need in Need.objects.all()] == [
        ("money", ""),
        ("own_words", "kaarten"),
        ("consent", ""),
    ]
    assert column.text(stakeholder, leader) == "geld, kaarten, instemming"


@pytest.mark.django_db
def test_a_line_that_stays_keeps_its_row_and_one_that_changes_too(stakeholder: Stakeholder, leader: Person) -> None:
    column = COLUMN_BY_KEY["preconditions"]
    column.put(stakeholder, column.merged(stakeholder, column.parse("Eerst\nTweede"), leader))
    first, second = [row.pk for row in Precondition.objects.order_by("id")]
    column.put(stakeholder, column.merged(stakeholder, column.parse("Derde\nEerst (geregeld)\nTweede"), leader))
    rows = {row.text: row for row in Precondition.objects.all()}
    assert rows["Tweede"].pk == second
    assert first in {rows["Derde"].pk, rows["Eerst"].pk}
    assert rows["Eerst"].state == "met"
    assert len(rows) == 3


@pytest.mark.django_db
def test_what_is_hidden_from_a_co_leader_survives_that_co_leaders_edit(
    stakeholder: Stakeholder, leader: Person, co_leader: Person
) -> None:
    column = COLUMN_BY_KEY["interests"]
    column.put(stakeholder, column.merged(stakeholder, column.parse("Open\nStil (alleen ik)"), leader))
    assert column.text(stakeholder, co_leader) == "Open"
    column.put(stakeholder, column.merged(stakeholder, column.parse("Anders"), co_leader))
    assert {one.text for one in Interest.objects.all()} == {"Anders", "Stil"}
    assert column.text(stakeholder, leader) == "Anders\nStil (Alleen ik)"


@pytest.mark.django_db
def test_only_the_author_of_an_interest_may_hide_it(
    stakeholder: Stakeholder, leader: Person, co_leader: Person
) -> None:
    column = COLUMN_BY_KEY["interests"]
    column.put(stakeholder, column.merged(stakeholder, column.parse("Open"), leader))
    with pytest.raises(ValidationError, match="Alleen wie dit belang opschreef"):
        column.merged(stakeholder, column.parse("Open (alleen ik)"), co_leader)
    column.put(stakeholder, column.merged(stakeholder, column.parse("Iets van mij (alleen ik)"), co_leader))
    assert [(one.text, one.author) for one in Interest.objects.all()] == [("Iets van mij", co_leader)]


def test_a_name_of_invisible_letters_is_no_name() -> None:
    with pytest.raises(ValidationError, match="Vul een naam in"):
        COLUMN_BY_KEY["name"].parse("\u200b\ufeff")
