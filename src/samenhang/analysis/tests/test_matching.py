"""What counts as a likely duplicate, and what never does."""

import random
import time
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenhang.analysis.matching import Candidate, likely_duplicates, normalise, similar
from samenhang.analysis.tests.name_pairs import ORGANISATIONS, PEOPLE


def person(text: str, key: str = "p") -> Candidate:
    name, _, organisation = text.partition(" | ")
    return Candidate(key, name, organisation, is_person=True)


PAIRS = [(Candidate("a", one), Candidate("b", other), reason) for one, other, reason in ORGANISATIONS] + [
    (person(one, "a"), person(other, "b"), reason) for one, other, reason in PEOPLE
]


@pytest.mark.parametrize(("one", "other", "reason"), PAIRS, ids=[f"{a.name} / {b.name}" for a, b, _ in PAIRS])
def test_two_names_are_proposed_only_for_a_reason(one: Candidate, other: Candidate, reason: str | None) -> None:
    match = similar(one, other)
    assert (match.reason if match else None) == reason
    assert similar(other, one) == match


@pytest.mark.parametrize(("one", "other", "reason"), PAIRS, ids=[f"{a.name} / {b.name}" for a, b, _ in PAIRS])
def test_a_pair_is_found_among_many_exactly_when_it_is_similar(
    one: Candidate, other: Candidate, reason: str | None
) -> None:
    found = [(d.new_key, d.other_key, d.other_is_new, d.reason) for d in likely_duplicates([one], [other])]
    assert found == ([("a", "b", False, reason)] if reason else [])
    found_new = [(d.new_key, d.other_key, d.other_is_new, d.reason) for d in likely_duplicates([one, other], [])]
    assert found_new == ([("b", "a", True, reason)] if reason else [])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Stichting Zorg-Nabij B.V.", "zorg nabij"),
        ("Coöperatie Zuiderlicht U.A.", "zuiderlicht"),
        ("Gemeente Utrecht", "gemeente utrecht"),
        ("Provincie Utrecht", "provincie utrecht"),
        ("Stad Utrecht", "stad utrecht"),
        ("Sport & Bewegen", "sport en bewegen"),
        ("Stichting", "stichting"),
        ("", ""),
        ("🌱 مجلس", "مجلس"),
    ],
)
def test_normalise_drops_only_what_says_nothing(name: str, expected: str) -> None:
    assert normalise(name) == expected


def test_the_same_name_at_another_organisation_is_less_certain() -> None:
    here, there = person("Jan Jansen | Gemeente Ede"), person("Jan Jansen | GGD Lindermeer")
    match, certain = similar(here, there), similar(here, here)
    assert match
    assert certain
    assert match.score < certain.score == 1.0


def test_names_of_ten_thousand_characters_are_alike_only_when_equal() -> None:
    long = "Bewonersplatform " * 600
    assert similar(Candidate("a", long + "1"), Candidate("b", long + "2")) is None
    assert similar(Candidate("a", long + "1"), Candidate("b", long + "1"))


def test_units_of_two_organisations_are_two_units() -> None:
    assert (
        similar(Candidate("a", "Afdeling Zorg", "Gemeente Ede"), Candidate("b", "Afdeling Zorg", "Gemeente Oss"))
        is None
    )


def test_ten_equal_rows_give_nine_proposals() -> None:
    rows = [Candidate(f"{number}", "Stad Hasselt") for number in range(10)]
    assert [(d.new_key, d.other_key) for d in likely_duplicates(rows, [])] == [(f"{n}", "0") for n in range(1, 10)]
    assert {d.other_key for d in likely_duplicates(rows, [Candidate("x", "STAD HASSELT")])} == {"x"}


def test_existing_entries_are_not_proposed_to_each_other() -> None:
    assert likely_duplicates([], [Candidate("a", "Cegeka"), Candidate("b", "Cegeka")]) == []


def test_the_best_come_first_and_no_more_than_asked() -> None:
    new = [Candidate("1", "Cegka"), Candidate("2", "VMM"), Candidate("3", "Thuis in Oost")]
    existing = [Candidate("4", "Cegeka"), Candidate("5", "Vlaamse Milieumaatschappij"), Candidate("6", "Thuis in Oost")]
    found = likely_duplicates(new, existing, limit=2)
    assert [d.new_key for d in found] == ["3", "2"] or [d.new_key for d in found] == ["3", "1"]
    assert found[0].score == 1.0
    with pytest.raises(ValueError, match="limit"):
        likely_duplicates(new, existing, limit=-1)


@given(st.lists(st.text(max_size=40), max_size=12), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_any_text_is_read_and_order_does_not_matter(names: list[str], chance: random.Random) -> None:
    rows = [Candidate(f"{number}", name, is_person=number % 3 == 0) for number, name in enumerate(names)]
    found = likely_duplicates(rows[1:], rows[:1])
    chance.shuffle(rows)
    again = likely_duplicates([row for row in rows if row.key != "0"], [row for row in rows if row.key == "0"])
    assert again == found
    assert all(0 < duplicate.score <= 1 for duplicate in found)


def invented(count: int, seed: int) -> list[Candidate]:
    """Half organisations that share their kind words, half people with common surnames."""
    chance = random.Random(seed)
    syllables = ("ba", "de", "ker", "lin", "mo", "ra", "sta", "ven", "wil", "zo", "hel", "dor", "ri", "no", "tu", "gel")
    kinds = ["Basisschool", "Gemeente", "Stichting Welzijn", "Huisartsenpraktijk", "Departement", "Sportvereniging"]
    first = ("Jan", "Piet", "Samira", "Fatima", "Els", "Joost", "Karim", "Marie", "Tom", "Anke", "Ria", "Bas", "Lotte")

    def word() -> str:
        return "".join(chance.choice(syllables) for _ in range(chance.randint(2, 4))).capitalize()

    return [
        Candidate(f"{seed}-{n}", f"{chance.choice(kinds)} {word()} {word()}")
        if n % 2
        else Candidate(f"{seed}-{n}", f"{chance.choice(first)} van {word()}", word(), is_person=True)
        for n in range(count)
    ]


def test_two_thousand_names_against_two_thousand_take_well_under_a_second() -> None:
    new, existing = invented(2000, 1), invented(2000, 2)
    start = time.process_time()
    likely_duplicates(new, existing)
    assert time.process_time() - start < 5  # ten times what it takes on a quiet machine would still be a bug


def test_memory_grows_with_the_number_of_names_not_with_its_square() -> None:
    same = [Candidate(f"{number}", "Stad Hasselt") for number in range(3000)]
    tracemalloc.start()
    found = likely_duplicates(same[:1500], same[1500:], limit=5000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(found) == 1500
    assert peak < 20_000_000
