"""Who reads English meets no Dutch on any page around a workshop, but for what people wrote themselves."""

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

import pytest
from babel.messages.catalog import Message
from django.test import Client

from scripts.messages import read
from tests.addresses import addresses
from tests.world import World

OF_WORKSHOPS = ("workshops:", "maps:", "join:", "screen:")
# Streams and files; what they say is drawn from the same templates and sentences.
NO_PAGES = {"workshops:live", "maps:live", "screen:live", "workshops:paper"}
READ_ALOUD = {"aria-label", "title", "alt", "placeholder", "value"}
# What people of the world of the tests wrote, and what is called the same in both languages.
WRITTEN = {"Bewoners", "Welkom", "Nederlands", "Onze zin", "Deelnemer", "Partner", "Verborgen", "Samenhang"}
LONG = 18


def dutch(messages: Iterable[Message]) -> set[str]:
    """Sentences without anything to fill in, that are called otherwise in English."""
    plain = {(str(one.id), str(one.string)) for one in messages if isinstance(one.id, str) and "%" not in one.id}
    return {sentence for sentence, english in plain if sentence and "{" not in sentence and sentence != english}


class Words(HTMLParser):
    """All that is read on a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "style"}:
            self.inside.append(tag)
        given = dict(attributes)
        if given.get("type") not in {"hidden", "radio", "checkbox"} and tag not in {"option", "button"}:
            self.found += [given[name] or "" for name in READ_ALOUD & given.keys()]

    def handle_endtag(self, tag: str) -> None:
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if not self.inside:
            self.found.append(data)


def left_over(page: str, sentences: set[str]) -> set[str]:
    reader = Words()
    reader.feed(page)
    long = [sentence for sentence in sentences if len(sentence) >= LONG]
    found = set()
    for text in reader.found:
        words = " ".join(text.split())
        bare = re.sub(r"^[\d\W]+|[\s:·]+$", "", words)
        found |= {sentence for sentence in (words, bare) if sentence in sentences}
        found |= {sentence for sentence in long if sentence in words}
    return found - WRITTEN


def pages(world: World) -> Iterator[tuple[str, str, Client]]:
    leader, participant = world.client("leader"), world.client("participant")
    for address in addresses().values():
        if address.name.startswith(OF_WORKSHOPS) and address.name not in NO_PAGES:
            reader = leader if address.name.startswith("workshops:") else participant
            yield address.name, world.address(address.name), reader


@pytest.mark.slow
def test_no_page_of_a_workshop_says_anything_in_dutch_to_who_reads_english(world: World) -> None:
    sentences = dutch(read())
    asked, found = 0, {}
    for name, url, client in pages(world):
        answer = client.get(url, headers={"accept-language": "en"})
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            asked += 1
            if left := left_over(answer.text, sentences):
                found[name] = sorted(left)
    assert asked > 30
    assert found == {}


def test_a_sentence_that_was_left_in_dutch_is_seen() -> None:
    sentences = {"Waarden", "Bewaar de zin", "Niemand ziet de bijdrage dan nog."}
    assert left_over("<p>1 Waarden</p>", sentences) == {"Waarden"}
    assert left_over('<p aria-label="Bewaar de zin">Save</p>', sentences) == {"Bewaar de zin"}
    inside = "<p>So. Niemand ziet de bijdrage dan nog. Then.</p>"
    assert left_over(inside, sentences) == {"Niemand ziet de bijdrage dan nog."}
    assert left_over("<p>Values of Waarden BV</p><script>Waarden</script>", {"Waarden"}) == set()
