"""The script of a workshop: presets, times, changing parts and their order."""

import re
from collections.abc import Callable
from datetime import date, time
from functools import partial

import pytest
from django.test import Client
from django.utils import translation

from samenhang.accounts.models import Person
from samenhang.accounts.tests.at_once import all_at_once
from samenhang.workshops import scripts
from samenhang.workshops.columns import PHASES, Column
from samenhang.workshops.models import Board, ScriptRow, Workshop
from samenhang.workshops.presets import PRESET_BY_KEY, PRESETS, Preset
from samenhang.workshops.tests.preparing import seen, take_out, url

type ClientOf = Callable[[Person | None], Client]


@pytest.fixture
def client(client_of: ClientOf, leader: Person) -> Client:
    return client_of(leader)


@pytest.fixture
def rows(workshop: Workshop) -> list[ScriptRow]:
    """Welcome (10 minutes), writing (5) and showing (15)."""
    return [
        ScriptRow.objects.create(
            initiative_id=workshop.initiative_id, workshop=workshop, position=position, minutes=minutes, part=part
        )
        for position, (part, minutes) in enumerate([("Welkom", 10), ("Schrijven", 5), ("Tonen", 15)], start=1)
    ]


def parts(workshop: Workshop) -> list[str]:
    return [row.part for row in workshop.script.all()]


def times(workshop: Workshop) -> list[tuple[str, str]]:
    lines = [line for gathering in scripts.gatherings_of(workshop) for line in gathering.lines]
    return [(f"{line.begins:%H:%M}", f"{line.ends:%H:%M}") for line in lines]


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.key)
def test_a_preset_takes_exactly_as_long_as_it_says(workshop: Workshop, preset: Preset) -> None:
    scripts.take_preset(workshop, preset)
    gatherings = scripts.gatherings_of(workshop)
    assert [gathering.minutes for gathering in gatherings] == list(preset.minutes)
    assert all(gathering.beside_preset.startswith("Precies de opzet van") for gathering in gatherings)


def test_a_workshop_on_the_last_day_there_is_has_times_too(workshop: Workshop, rows: list[ScriptRow]) -> None:
    workshop.day, workshop.script_starts = date.max, time(23, 50)
    assert times(workshop) == [("23:50", "00:00"), ("00:00", "00:05"), ("00:05", "00:20")]


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.key)
def test_every_part_of_a_preset_fits_and_says_what_to_do(workshop: Workshop, preset: Preset) -> None:
    scripts.take_preset(workshop, preset)
    for row in workshop.script.all():
        row.full_clean()
        assert not row.minutes or (row.form and row.who and row.watch_out), row.part


@pytest.mark.parametrize("key", ["150", "240"])
def test_each_step_goes_through_its_phases_in_order(workshop: Workshop, key: str) -> None:
    scripts.take_preset(workshop, PRESET_BY_KEY[key])
    steps = [part for part in parts(workshop) if part.startswith("Stap ")]
    expected = [f"Stap {column} {column.label}: {str(phase.label).lower()}" for column in Column for phase in PHASES]
    assert steps == expected


def test_a_preset_brings_its_tempo_along_and_says_so(client: Client, workshop: Workshop) -> None:
    assert "Tempo: Eerst stap 1, daarna 2 tot en met 5 samen." in client.get(url("script", workshop)).text
    answer = client.post(f"{url('script', workshop)}preset/60/", follow=True)
    assert "Het tempo past nu bij dit draaiboek: Eerst stap 1, daarna 2 tot en met 5 samen." in answer.text
    assert Workshop.objects.get().tempo == "together"


def test_a_script_in_another_tempo_than_the_maps_is_warned_of(client: Client, board: Board) -> None:
    workshop = board.workshop
    client.post(f"{url('script', workshop)}preset/60/")
    Workshop.objects.update(tempo="each")
    page = client.get(url("script", workshop)).text
    assert "Draaiboek en tempo passen niet bij elkaar." in page
    assert f'href="{url("change", workshop)}#id_tempo"' in page
    assert "Het tempo is anders dan in het draaiboek" in client.get(url("workshop", workshop)).text
    Board.objects.update(stage=1)
    assert "Het tempo ligt vast" in client.get(url("script", workshop)).text
    client.post(f"{url('script', workshop)}preset/60/", {"replace": "yes"})
    assert Workshop.objects.get().tempo == "each"


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.key)
def test_a_preset_begins_with_the_rules_and_ends_with_looking_back(workshop: Workshop, preset: Preset) -> None:
    scripts.take_preset(workshop, preset)
    for gathering in scripts.gatherings_of(workshop):
        assert gathering.lines[0].row.part == "Welkom en de vijf regels"
    assert parts(workshop)[-2:] == ["Terugblik", "Afsluiten"]


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.key)
def test_nobody_sits_longer_than_two_hours_without_a_break(workshop: Workshop, preset: Preset) -> None:
    scripts.take_preset(workshop, preset)
    for gathering in scripts.gatherings_of(workshop):
        sitting = 0
        for line in gathering.lines:
            sitting = 0 if line.row.part == "Pauze" else sitting + line.row.minutes
            assert sitting <= 120


def test_a_script_is_made_in_the_language_of_who_asks(workshop: Workshop) -> None:
    with translation.override("nl"):
        scripts.take_preset(workshop, PRESET_BY_KEY["60"])
    assert parts(workshop)[0] == "Welkom en de vijf regels"


def test_without_a_script_the_page_offers_presets(client: Client, workshop: Workshop) -> None:
    page = client.get(url("script", workshop)).text
    assert "Hier komt uw draaiboek." in page
    for preset in PRESETS:
        assert f"{url('script', workshop)}preset/{preset.key}/" in page
    assert client.post(f"{url('script', workshop)}preset/150/").status_code == 302
    page = client.get(url("script", workshop)).text
    assert "Stap 5 Acties: afspreken" in page
    assert "Precies de opzet van 2 uur en 30 min." in page


def test_a_script_that_is_there_is_replaced_only_when_confirmed(
    client: Client, workshop: Workshop, rows: list[ScriptRow]
) -> None:
    address = f"{url('script', workshop)}preset/60/"
    assert "Er staan al 3 onderdelen. Die verdwijnen." in client.get(address).text
    # Somebody whose page was drawn before the others made it does not wipe it out.
    assert client.post(address).status_code == 409
    assert parts(workshop) == ["Welkom", "Schrijven", "Tonen"]
    assert client.post(address, {"replace": "yes"}).status_code == 302
    assert len(parts(workshop)) == len(PRESET_BY_KEY["60"].rows)
    assert client.get(f"{url('script', workshop)}preset/90/").status_code == 404


def test_times_follow_from_the_hour_it_begins_and_the_parts_before(
    client: Client, workshop: Workshop, rows: list[ScriptRow]
) -> None:
    assert times(workshop) == [("13:30", "13:40"), ("13:40", "13:45"), ("13:45", "14:00")]
    assert client.post(url("script", workshop), {"script_starts": "09:15"}).status_code == 302
    workshop.refresh_from_db()
    assert times(workshop) == [("09:15", "09:25"), ("09:25", "09:30"), ("09:30", "09:45")]
    page = client.get(url("script", workshop)).text
    assert "09:15 – 09:45" in page
    assert "30 min minder dan de opzet van 1 uur." in page


def test_times_go_on_after_midnight(workshop: Workshop, rows: list[ScriptRow]) -> None:
    workshop.script_starts = time(23, 45)
    assert times(workshop)[-1] == ("00:00", "00:15")


def test_a_time_that_cannot_be_read_is_refused(client: Client, workshop: Workshop, rows: list[ScriptRow]) -> None:
    answer = client.post(url("script", workshop), {"script_starts": "half twee"})
    assert answer.status_code == 422
    assert "Schrijf de tijd als 13:30." in answer.text
    assert "half twee" in answer.text
    assert "13:30 – 14:00" in answer.text


def test_a_part_of_no_minutes_begins_another_gathering(workshop: Workshop, rows: list[ScriptRow]) -> None:
    ScriptRow.objects.filter(pk=rows[1].pk).update(minutes=0)
    first, second = scripts.gatherings_of(workshop)
    assert (first.heading, second.heading and second.heading.part) == (None, "Schrijven")
    assert times(workshop) == [("13:30", "13:40"), ("13:30", "13:45")]


def test_a_part_is_added_at_the_end_or_behind_another(
    client: Client, workshop: Workshop, rows: list[ScriptRow]
) -> None:
    address = url("add_row", workshop)
    assert client.post(address, {"part": "Afsluiten", "minutes": "5"}).status_code == 302
    answer = client.post(address, {"part": "Pauze", "minutes": "15", "after": str(rows[0].pk)})
    assert answer["Location"].startswith(f"{url('script', workshop)}#row-")
    assert parts(workshop) == ["Welkom", "Pauze", "Schrijven", "Tonen", "Afsluiten"]


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"part": ""}, "Geef het onderdeel een naam."),
        ({"minutes": ""}, "Vul in hoeveel minuten dit duurt."),
        ({"minutes": "een kwartier"}, "Vul een heel getal in, zoals 10."),
        ({"minutes": "-5"}, "Vul een getal van 0 tot en met 480 in."),
        ({"minutes": "481"}, "Vul een getal van 0 tot en met 480 in."),
        ({"aim": "x" * 301}, "300"),
    ],
)
def test_what_is_wrong_with_a_part_is_said(
    client: Client, workshop: Workshop, rows: list[ScriptRow], fields: dict[str, str], says: str
) -> None:
    data = {"part": "Een eigen onderdeel", "minutes": "10"} | fields
    for address in (url("add_row", workshop), url("row", workshop, rows[0])):
        answer = client.post(address, data)
        assert answer.status_code == 422
        assert says in answer.text
        assert all(text in answer.text for text in data.values())
    assert parts(workshop) == ["Welkom", "Schrijven", "Tonen"]


def test_a_script_has_an_end(client: Client, workshop: Workshop, rows: list[ScriptRow]) -> None:
    more = range(len(rows), scripts.MOST_ROWS)
    ScriptRow.objects.bulk_create(
        ScriptRow(initiative_id=workshop.initiative_id, workshop=workshop, position=at, minutes=1, part="x")
        for at in more
    )
    answer = client.post(url("add_row", workshop), {"part": "Nog een", "minutes": "10"})
    assert answer.status_code == 422
    assert "hoogstens 150 onderdelen" in answer.text


def test_a_part_is_changed_where_it_stands(client: Client, workshop: Workshop, rows: list[ScriptRow]) -> None:
    address = url("row", workshop, rows[1])
    data = {"part": "Stil schrijven", "minutes": "8", "who": "Iedereen", "seen": seen(client, address)}
    assert client.post(address, data).status_code == 302
    assert parts(workshop) == ["Welkom", "Stil schrijven", "Tonen"]
    assert times(workshop)[2] == ("13:48", "14:03")


def test_two_leaders_who_change_one_part_see_both_texts(
    client: Client, client_of: ClientOf, co_leader: Person, workshop: Workshop, rows: list[ScriptRow]
) -> None:
    address, other = url("row", workshop, rows[0]), client_of(co_leader)
    before = seen(client, address)
    assert other.post(address, {"part": "Inloop", "minutes": "20", "seen": before}).status_code == 302
    answer = client.post(address, {"part": "Ontvangst", "minutes": "15", "seen": before})
    assert answer.status_code == 409
    told = answer.text.partition("Er staat nu")[2]
    assert "Inloop" in told
    assert "20" in told
    assert 'value="Ontvangst"' in answer.text
    again = answer.context["form"]["seen"].value()
    assert client.post(address, {"part": "Ontvangst", "minutes": "15", "seen": again}).status_code == 302
    assert parts(workshop)[0] == "Ontvangst"


def test_changing_a_part_leaves_where_somebody_else_moved_it(
    client: Client, workshop: Workshop, rows: list[ScriptRow]
) -> None:
    address = url("row", workshop, rows[0])
    before = seen(client, address)
    scripts.move(rows[0], up=False)
    assert client.post(address, {"part": "Inloop", "minutes": "10", "seen": before}).status_code == 302
    assert parts(workshop) == ["Schrijven", "Inloop", "Tonen"]


def test_a_part_moves_up_and_down_and_no_further_than_the_ends(
    client: Client, workshop: Workshop, rows: list[ScriptRow]
) -> None:
    address, welcome = url("move_row", workshop), str(rows[0].pk)
    for expected in (["Schrijven", "Welkom", "Tonen"], *[["Schrijven", "Tonen", "Welkom"]] * 2):
        assert client.post(address, {"down": welcome}).status_code == 302
        assert parts(workshop) == expected
    client.post(address, {"up": welcome})
    assert parts(workshop) == ["Schrijven", "Welkom", "Tonen"]
    rows[0].delete()
    assert client.post(address, {"up": welcome}).status_code == 302


def test_a_part_is_taken_out_and_put_back_where_it_stood(
    client: Client, workshop: Workshop, rows: list[ScriptRow]
) -> None:
    ScriptRow.objects.filter(pk=rows[1].pk).update(aim="Stilte", watch_out="Niet praten")
    before = client.get(url("row", workshop, rows[1])).text
    page = take_out(client, "remove_row", rows[1], before, follow=True)
    assert "“Schrijven” is weggehaald." in page.text
    assert parts(workshop) == ["Welkom", "Tonen"]
    client.post(url("put_row_back", workshop))
    assert parts(workshop) == ["Welkom", "Schrijven", "Tonen"]
    back = workshop.script.get(part="Schrijven")
    assert (back.minutes, back.aim, back.watch_out) == (5, "Stilte", "Niet praten")
    assert "Er is niets om terug te zetten." in client.post(url("put_row_back", workshop), follow=True).text


def test_a_part_that_was_changed_meanwhile_is_shown_before_it_goes(
    client: Client, workshop: Workshop, rows: list[ScriptRow]
) -> None:
    before = client.get(url("row", workshop, rows[1])).text
    scripts.move(rows[1], up=True)
    ScriptRow.objects.filter(pk=rows[1].pk).update(watch_out="Niet praten")
    answer = take_out(client, "remove_row", rows[1], before)
    assert answer.status_code == 409
    assert answer.text.count("Er staat nu") == 1, "another place in the order is no other part"
    assert "Niet praten" in answer.text
    # What was typed in the form beside it is not what stood there.
    stale = client.post(url("row", workshop, rows[1]), {"part": "Anders", "minutes": "5", "seen": "?"})
    assert stale.status_code == 409
    assert take_out(client, "remove_row", rows[1], stale.text).status_code == 302
    assert parts(workshop) == ["Welkom", "Tonen"]


def test_something_that_was_never_read_is_not_taken_out(
    client: Client, workshop: Workshop, rows: list[ScriptRow]
) -> None:
    for reading in ("", "[]", "{}", "{"):
        answer = client.post(url("remove_row", workshop, rows[0]), {"reading": reading})
        assert answer.status_code == 409
    assert len(parts(workshop)) == 3


def test_the_reminders_of_each_phase_stand_beside_the_script(client: Client, workshop: Workshop) -> None:
    page = client.get(url("script", workshop)).text.partition("Uw houding, per fase")[2]
    assert page.index("Schrijven") < page.index("Tonen") < page.index("Samen leggen") < page.index("Kiezen")
    assert "Keur niets goed of af. Vat samen wat u hoort." in page


@pytest.mark.django_db(transaction=True)
def test_two_leaders_who_move_and_add_at_once_keep_every_part_once(workshop: Workshop, rows: list[ScriptRow]) -> None:
    new = ScriptRow(initiative_id=workshop.initiative_id, workshop=workshop, minutes=5, part="Pauze")
    all_at_once(
        [
            partial(scripts.move, rows[0], up=False),
            partial(scripts.move, rows[2], up=True),
            partial(scripts.add, new, rows[0]),
        ]
    )
    assert sorted(parts(workshop)) == ["Pauze", "Schrijven", "Tonen", "Welkom"]
    positions = [row.position for row in workshop.script.all()]
    assert len(set(positions)) == 4


@pytest.mark.django_db(transaction=True)
def test_pressing_a_preset_twice_at_once_makes_one_script(workshop: Workshop) -> None:
    preset = PRESET_BY_KEY["60"]
    all_at_once([partial(scripts.take_preset, workshop, preset)] * 2)
    assert len(parts(workshop)) == len(preset.rows)


def test_the_script_is_kept_as_a_file(client: Client, board: Board) -> None:
    scripts.take_preset(board.workshop, PRESET_BY_KEY["150"])
    page = client.get(url("script", board.workshop)).text
    addresses = re.findall(r'href="([^"]*/papers/script\.[a-z]+)"', page)
    assert addresses
    assert {client.get(address).status_code for address in addresses} == {200}
