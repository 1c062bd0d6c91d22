"""Grouping against its own definition: likeness one pair at a time, and groups laid together by hand."""

import math
from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenhang.analysis.grouping import Note, group_notes, suggest_for
from samenhang.analysis.note_words import take_apart


def notes(*texts: str) -> list[Note]:
    return [Note(f"{at:02d}", text) for at, text in enumerate(texts)]


# What a note says


@pytest.mark.parametrize(
    ("text", "stems", "denies", "served"),
    [
        ("Kennis delen met ouderen", {"kennis": "kennis", "del": "delen"}, False, {"oudere"}),
        ("Geen auto's in de straat", {"auto'": "auto's", "strat": "straat"}, True, set()),
        ("Geen straat zonder groen", {"strat": "straat", "groen": "groen"}, False, set()),
        ("Niet alleen praten", {"prat": "praten"}, False, set()),
        ("We don’t share the plans", {"share": "share", "plan": "plans"}, True, set()),
        ("Sharing the plans with youth", {"share": "sharing", "plan": "plans"}, False, {"jongere"}),
        ("Fietsen voor 65+ en 4-8", {"fiets": "fietsen"}, False, {"oudere", "4-8"}),
        ("Z y tv", {"tv": "tv"}, False, set()),
        ("PLEIN plein", {"plein": "plein"}, False, set()),
        ("de het een", {}, False, set()),
        ("", {}, False, set()),
    ],
)
def test_a_note_is_taken_apart(text: str, stems: dict[str, str], denies: bool, served: set[str]) -> None:
    said = take_apart(text)
    assert said.stems == stems
    assert list(said.stems) == list(stems), "in the order of the text"
    assert said.denies == denies
    assert said.served == served


# Likeness, and what follows from it


def test_what_is_rare_says_more_than_what_is_in_every_note() -> None:
    """Two share two stems of three each, rare ones; two others the same number of common ones."""
    texts = (
        "tram vlinder bank",
        "tram vlinder fontein",
        "wijk plein lamp",
        "wijk plein goot",
        "wijk plein",
        "wijk plein",
    )
    found = group_notes(notes(*texts))
    strengths = {frozenset(one.keys): one.strength for one in found.groups}
    assert frozenset({"00", "01"}) in strengths
    assert frozenset({"02", "03"}) not in strengths


def test_words_come_with_the_rarest_first_and_as_the_first_note_writes_them() -> None:
    texts = ("Wijken vlinder tram", "Wijk vlinder tram", "wijk goot", "wijk lamp", "tram lamp")
    assert group_notes(notes(*texts)).groups[0].words == ("vlinder", "tram", "wijk")


def test_groups_and_suggestions_stand_with_the_strongest_first() -> None:
    texts = ("tram vlinder bank", "tram vlinder bank goot", "zwaan vijver", "vijver zwaan")
    found = [one.strength for one in group_notes(notes(*texts)).groups]
    assert found == sorted(found, reverse=True)
    assert len(found) == 2
    assert [one.strength for one in suggest_for(notes(*texts))] == found


def test_a_note_goes_to_the_pile_it_is_most_like() -> None:
    texts = ("tram vlinder bank fontein", "tram vlinder bank goot", "tram vlinder zwaan vijver", "tram vlinder bank")
    piles = {"00": "half", "02": "less"}
    (best,) = suggest_for([notes(*texts)[at] for at in (0, 2, 3)], clusters=piles)
    assert (best.keys, best.cluster, best.asks) == (("03",), "half", False)
    assert best.words == ("bank", "tram", "vlinder")


def test_what_may_go_on_a_pile_is_not_suggested_a_second_time() -> None:
    texts = ("tram vlinder bank", "tram vlinder bank", "tram vlinder bank")
    found = suggest_for(notes(*texts), clusters={"00": "pile"})
    assert [(one.keys, one.cluster) for one in found] == [(("01",), "pile"), (("02",), "pile")]


def test_a_pair_to_ask_about_says_what_it_shares() -> None:
    (asked,) = suggest_for(notes("kookcursus in park voor ouderen", "kookcursus in park voor jongeren"))
    assert asked.asks
    assert set(asked.words) == {"kookcursus", "park"}
    (pair,) = group_notes(notes("kookcursus in park", "geen kookcursus in park")).apart
    assert set(pair.words) == {"kookcursus", "park"}
    assert pair.strength == 1


WORDS = ["tram", "vlinder", "bank", "goot", "niet", "ouderen", "jongeren", "de", "lamp"]
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join), max_size=9)


@given(texts=TEXTS)
@settings(max_examples=200, deadline=None)
def test_groups_are_what_the_definition_says(texts: list[str]) -> None:
    """The cosine of stems weighed by rarity; then the strongest pairs first, as long as each two are alike."""
    given_notes = sorted(notes(*texts), key=lambda note: (note.text, note.key))
    said = [take_apart(note.text) for note in given_notes]
    counts = Counter(stem for one in said for stem in one.stems)
    weights = {stem: math.log(1 + len(said) / count) for stem, count in counts.items()}

    def cosine(one: int, other: int) -> float:
        shared = said[one].stems.keys() & said[other].stems.keys()
        lengths = [math.sqrt(sum(weights[stem] ** 2 for stem in said[at].stems)) for at in (one, other)]
        return round(sum(weights[stem] ** 2 for stem in shared) / math.prod(lengths), 4) if shared else 0

    def alike(one: int, other: int) -> bool:
        mine, theirs = said[one].stems.keys(), said[other].stems.keys()
        enough = len(mine & theirs) >= 2 or (mine == theirs and bool(mine))
        return enough and cosine(one, other) >= 0.5

    pairs = [pair for pair in combinations(range(len(said)), 2) if alike(*pair)]
    apart = {pair for pair in pairs if said[pair[0]].denies != said[pair[1]].denies}
    to_ask = {pair for pair in pairs if pair not in apart and said[pair[0]].served != said[pair[1]].served}
    together = [pair for pair in pairs if pair not in apart | to_ask]
    groups = [{at} for at in range(len(said))]
    for one, other in sorted(together, key=lambda pair: (-cosine(*pair), pair)):
        here, there = (next(group for group in groups if at in group) for at in (one, other))
        if here is not there and all(tuple(sorted((a, b))) in together for a in here for b in there):
            groups = [group for group in groups if group not in (here, there)] + [here | there]

    def keys(places: set[int] | tuple[int, int]) -> tuple[str, ...]:
        return tuple(given_notes[at].key for at in sorted(places))

    found = group_notes(notes(*texts))
    assert {one.keys for one in found.groups} == {keys(group) for group in groups if len(group) > 1}
    assert {pair.keys for pair in found.apart} == {keys(pair) for pair in apart}
    assert {pair.keys for pair in found.to_ask} == {keys(pair) for pair in to_ask}
    place = {note.key: at for at, note in enumerate(given_notes)}
    for suggested in found.groups:
        least = min(cosine(place[one], place[other]) for one, other in combinations(suggested.keys, 2))
        assert suggested.strength == pytest.approx(least, abs=2e-4)
