"""Suggested groups: never a note with its denial, never two that serve others without asking, always the same."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenhang.analysis.grouping import Note, group_notes, suggest_for


def notes(*texts: str) -> list[Note]:
    return [Note(str(at), text) for at, text in enumerate(texts)]


def groups(*texts: str) -> list[set[str]]:
    found = group_notes(notes(*texts)).groups
    return [{texts[int(key)] for key in group.keys} for group in found]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Iedereen krijgt de stukken in gewone taal.", "Stukken graag in gewone taal"),
        ("We delen kennis over de wijk", "Kennis van de wijk delen we"),
        ("Elke week een spreekuur in het buurthuis", "Een wekelijks spreekuur, elke week, in ons buurthuis"),
        ("Niet alleen praten maar ook doen", "Praten en doen"),
        ("Share knowledge of the neighbourhood", "Knowledge about the neighbourhood should be shared"),
        ("Rust", "Rust!"),
    ],
)
def test_notes_that_say_the_same_in_other_words_are_suggested_together(one: str, other: str) -> None:
    assert groups(one, other) == [{one, other}]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Auto's in de straat", "Geen auto's in de straat"),
        ("Besluiten nemen we samen per mail", "Besluiten nemen we samen niet per mail"),
        ("Overleg met de gemeente over geld", "Overleg zonder de gemeente over geld"),
        ("Altijd overleg vooraf over geld", "Nooit overleg vooraf over geld"),
        ("More green in the park", "No more green in the park"),
        ("We share our plans early", "We don't share our plans early"),
        ("Wel bellen, niet mailen", "Wel mailen, niet bellen"),
        ("Wij willen bellen en niet mailen", "Wij willen mailen en niet bellen"),
        ("Bellen en mailen", "Niet bellen en niet mailen"),
        ("Bellen en mailen willen wij", "Bellen en mailen, dat willen wij niet"),
        ("We call but we don't write", "We write but we don't call"),
        ("Niet bellen en niet mailen", "Wel bellen en niet mailen"),
        ("Bellen in het weekend", "Bellen in het weekend, liever niet"),
        ("We share our plans early", "We don’t share our plans early"),
    ],
)
def test_a_note_and_its_denial_are_kept_apart_and_that_is_said(one: str, other: str) -> None:
    found = group_notes(notes(one, other))
    assert found.groups == ()
    assert [set(pair.keys) for pair in found.apart] == [{"0", "1"}]


def test_only_what_is_alike_is_kept_apart_or_asked_about() -> None:
    found = group_notes(
        notes(
            "Auto's in de straat",
            "Geen auto's in de straat",
            "Niemand betaalt voor sport",
            "Kookcursus voor ouderen in het buurthuis",
            "Kookcursus voor jongeren in het buurthuis",
        )
    )
    assert [set(pair.keys) for pair in found.apart] == [{"0", "1"}]
    assert [set(pair.keys) for pair in found.to_ask] == [{"3", "4"}]


def test_who_denies_the_same_or_something_else_besides_may_lie_together() -> None:
    for pair in (
        ("Geen auto's in de straat", "In de straat geen auto's meer"),
        ("Samen eten in het buurthuis op vrijdag, niet duur", "Samen eten in het buurthuis op vrijdag, niet laat"),
    ):
        found = group_notes(notes(*pair))
        assert [set(group.keys) for group in found.groups] == [{"0", "1"}]
        assert found.apart == ()


def test_the_strongest_suggestion_comes_first() -> None:
    texts = (
        "Elke week bellen met de huisarts over wonen",
        "Bellen met de huisarts",
        "Groen in de straat",
        "Groen in de straat",
    )
    strengths = [group.strength for group in group_notes(notes(*texts)).groups]
    assert len(strengths) == 2
    assert strengths == sorted(strengths, reverse=True)
    assert [one.strength for one in suggest_for(notes(*texts))] == strengths


def test_what_denies_twice_does_not_deny() -> None:
    found = group_notes(notes("Altijd overleg vooraf over geld", "Nooit zonder overleg vooraf over geld"))
    assert [set(group.keys) for group in found.groups] == [{"0", "1"}]
    assert found.apart == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kookcursus voor ouderen in het buurthuis", "Kookcursus voor jongeren in het buurthuis"),
        ("Sporten in het park voor 65+", "Sporten in het park voor kinderen"),
        ("Language course for newcomers", "Language course for parents"),
        ("Speelplek voor 4-8", "Speelplek voor 12-16"),
    ],
)
def test_two_that_differ_only_in_whom_they_serve_are_asked_about_first(one: str, other: str) -> None:
    found = group_notes(notes(one, other))
    assert found.groups == ()
    assert [set(pair.keys) for pair in found.to_ask] == [{"0", "1"}]
    (asked,) = suggest_for(notes(one, other))
    assert asked.asks


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We bellen elkaar", "We eten samen"),
        ("Een vaste plek voor overleg", "Een vaste dag om te sporten"),
        ("Geld voor de zaal", "Geld van de wethouder voor volgend jaar"),
        ("Niet te laat beginnen", "Niet te veel papier"),
        ("", "Iets"),
        ("de het een", "een het de"),
    ],
)
def test_notes_about_something_else_are_left_alone(one: str, other: str) -> None:
    assert group_notes(notes(one, other)).groups == ()


def test_no_chain_leads_from_one_thought_to_another() -> None:
    texts = ("rust water licht", "water licht groen", "licht groen speelplek")
    assert all(len(group) == 2 for group in groups(*texts))


def test_each_suggestion_says_which_words_it_rests_on() -> None:
    (group,) = group_notes(notes("We delen kennis over de wijk", "Kennis van de wijk delen we")).groups
    assert set(group.words) == {"delen", "kennis", "wijk"}
    assert group.strength == 1


def test_pairs_that_people_parted_are_not_suggested_again() -> None:
    two = notes("We delen kennis van de wijk", "Kennis van de wijk delen we")
    assert suggest_for(two, kept_apart=[("1", "0")]) == []
    assert suggest_for(two, kept_apart=[("1", "gone")]) != []


def test_a_loose_note_is_suggested_for_the_pile_it_is_like() -> None:
    three = notes("Kennis van de wijk delen", "We delen kennis van de wijk", "Samen eten op straat")
    (suggested,) = suggest_for(three, clusters={"0": "pile", "2": "other"})
    assert (suggested.keys, suggested.cluster) == (("1",), "pile")


def test_a_note_that_denies_one_of_a_pile_is_not_suggested_for_it() -> None:
    three = notes("Kennis van de wijk delen", "Kennis van de wijk niet delen")
    assert suggest_for(three, clusters={"0": "pile"}) == []


WORDS = ["wijk", "kennis", "geld", "samen", "niet", "geen", "ouderen", "jongeren", "delen", "overleg", "school", "park"]
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join), max_size=14)


@given(texts=TEXTS, seed=st.integers(0, 1000))
@settings(max_examples=200, deadline=None)
def test_order_and_keys_change_nothing(texts: list[str], seed: int) -> None:
    """Apart from which of two equal texts is which."""
    turned = list(enumerate(texts))
    random.Random(seed).shuffle(turned)
    straight = group_notes(notes(*texts))
    other = group_notes([Note(f"key {at * 7 % 101}-{at}", text) for at, text in turned])
    assert said(straight.groups, dict(enumerate(texts))) == said(other.groups, dict(enumerate(texts)))


def said(found: object, texts: dict[int, str]) -> list[tuple[list[str], float]]:
    return [
        (sorted(texts[int(key.rsplit("-", 1)[-1])] for key in group.keys), group.strength)
        for group in found  # type: ignore[attr-defined]
    ]


@given(texts=TEXTS)
@settings(max_examples=200, deadline=None)
def test_no_group_ever_holds_a_note_and_its_denial(texts: list[str]) -> None:
    found = group_notes(notes(*texts))
    for group in found.groups:
        odd = {sum(word in {"niet", "geen"} for word in texts[int(key)].split()) % 2 for key in group.keys}
        served = {frozenset(set(texts[int(key)].split()) & {"ouderen", "jongeren"}) for key in group.keys}
        assert len(odd) == len(served) == 1


@given(texts=st.lists(st.text(max_size=40), max_size=8))
@settings(max_examples=300, deadline=None)
def test_any_text_is_taken(texts: list[str]) -> None:
    found = group_notes(notes(*texts))
    keys = [key for group in found.groups for key in group.keys]
    assert len(keys) == len(set(keys))
