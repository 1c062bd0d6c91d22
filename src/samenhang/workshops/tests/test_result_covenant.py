"""What a map already says for a covenant, and what it does not."""

from collections.abc import Sequence
from datetime import date

import pytest

from samenhang.workshops.columns import GUIDES, Column
from samenhang.workshops.covenant import Ingredient, ingredients_of
from samenhang.workshops.result import Group, GroupCount, Outcome, Part, Present, Result, Statement

ALL_AGREED = Outcome(2, 0, 0, of=2)


def statement(text: str, column: Column, outcome: Outcome | None) -> Statement:
    return Statement(column, text, True, "", "", None, None, outcome, [], 0, 0, [])


def ingredients(*said: tuple[Column, str], outcome: Outcome | None = ALL_AGREED) -> dict[str, Ingredient]:
    def of(column: Column) -> Sequence[Statement]:
        return [statement(text, one, outcome) for one, text in said if one == column]

    result = Result(
        title="Samen",
        goal="Hoe werken wij samen?",
        day=date(2026, 4, 14),
        group=None,
        is_closed=True,
        kept_until=date(2027, 4, 14),
        present=Present(2, [GroupCount(Group("Bewoners", 0), 1), GroupCount(None, 1)], []),
        parts=[Part(column, GUIDES[column], of(column), [], [], []) for column in Column],
        marks=[],
        shares=[],
    )
    return {one.key: one for one in ingredients_of(result)}


def texts(ingredient: Ingredient) -> list[str]:
    return [one.text for one in ingredient.statements]


def test_an_empty_map_gives_nothing_but_questions() -> None:
    found = ingredients()
    assert [key for key, one in found.items() if one.statements] == []
    assert [key for key, one in found.items() if not one.questions] == []
    assert found["term"].questions == ["Wanneer gaat de afspraak in, en tot wanneer geldt zij?"]


def test_the_headings_stand_in_the_order_of_a_covenant() -> None:
    assert list(ingredients((Column.RELATIONS, "We zijn aardig."))) == [
        "parties", "considerations", "purpose", "knowledge", "decisions", "strength", "ownership", "relations", "roles",
        "conditions", "actions", "finance", "term", "evaluation", "change", "exit", "disputes", "representation",
        "signatures",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("column", "key"),
    [
        (Column.VALUES, "purpose"),
        (Column.ACTING, "roles"),
        (Column.CONDITIONS, "conditions"),
        (Column.ACTIONS, "actions"),
    ],
)
def test_a_statement_stands_where_its_column_belongs(column: Column, key: str) -> None:
    found = ingredients((column, "Een zin."))
    assert texts(found[key]) == ["Een zin."]
    assert found[key].questions == []


@pytest.mark.parametrize(
    ("outcome", "state"),
    [(None, "Nog geen antwoorden"), (Outcome(3, 0, 1, of=4), "Nog niet afgesproken: 3 van 4 akkoord · 1 nog niet")],
)
def test_what_nobody_agreed_to_stands_apart_and_its_question_stays(outcome: Outcome | None, state: str) -> None:
    found = ingredients((Column.VALUES, "De gemeente betaalt."), outcome=outcome)
    for key in ("purpose", "finance"):
        assert found[key].statements == []
        assert found[key].open_lines == [f"De gemeente betaalt. ({state})"]
        assert len(found[key].questions) == 1


def test_statements_on_relations_are_divided_by_their_words_and_none_is_lost() -> None:
    found = ingredients(
        (Column.RELATIONS, "We delen wat we weten."),
        (Column.RELATIONS, "Besluiten nemen we aan tafel."),
        (Column.RELATIONS, "Geen verrassingen."),
    )
    assert texts(found["knowledge"]) == ["We delen wat we weten."]
    assert texts(found["decisions"]) == ["Besluiten nemen we aan tafel."]
    assert texts(found["relations"]) == ["Geen verrassingen."]
    assert found["ownership"].questions == ["Van wie is wat we samen maken?"]


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("finance", "De gemeente betaalt de zaal."),
        ("evaluation", "Na een half jaar evalueren we."),
        ("disputes", "Bij een conflict bellen we elkaar."),
        ("exit", "Wie stopt, zegt dat drie maanden eerder."),
        ("representation", "De voorzitter spreekt namens de bewoners."),
        ("change", "We wijzigen samen."),
        ("term", "De looptijd is twee jaar."),
        ("finance", "The council will fund the hall."),
    ],
)
def test_what_was_found_by_its_words_is_asked_to_be_checked(key: str, text: str) -> None:
    found = ingredients((Column.CONDITIONS, text))
    assert texts(found[key]) == [text]
    assert found[key].questions == ["Dit vonden we aan de woorden. Is het genoeg?"]
    assert texts(found["conditions"]) == [text]


def test_a_word_inside_another_word_says_nothing() -> None:
    assert texts(ingredients((Column.CONDITIONS, "Een vergelding."))["finance"]) == []


def test_parties_are_the_groups_that_took_part() -> None:
    found = ingredients()
    assert found["parties"].lines == ["Bewoners"]
    assert found["considerations"].lines == ["Hoe werken wij samen?"]
