"""The list of workshops, a new one, its page, changing and deleting it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import uuid_utils.compat as uuids
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from samenhang.accounts.models import Person
from samenhang.initiatives.models import Initiative
from samenhang.workshops import acts, door, preparing, steering
from samenhang.workshops.columns import Column, Naming, Phase
from samenhang.workshops.models import Board, Card, Participant, PartnerGroup, Workshop
from samenhang.workshops.reading import reading_of
from samenhang.workshops.tests.conftest import write
from samenhang.workshops.tests.preparing import filled, seen, url

type ClientOf = Callable[[Person | None], Client]


def test_an_empty_list_says_what_comes_there_and_how_to_begin(
    client_of: ClientOf, initiative: Initiative, leader: Person
) -> None:
    page = client_of(leader).get(url("list", initiative)).text
    assert "Hier komen uw workshops." in page
    assert "Bijvoorbeeld:" in page
    assert page.count(f'href="{url("new", initiative)}"') == 1


def test_the_list_shows_what_comes_first_and_what_was(
    client_of: ClientOf, initiative: Initiative, leader: Person, finished: Board
) -> None:
    today = timezone.localdate()
    Workshop.objects.filter(pk=finished.workshop_id).update(day=today - timedelta(days=3))
    for title, days in (("Later", 9), ("Eerder", 2)):
        Workshop.objects.create(initiative=initiative, title=title, goal="x", day=today + timedelta(days=days))
    page = client_of(leader).get(url("list", initiative)).text
    assert page.index("Eerder") < page.index("Later") < page.index("Geweest") < page.index("Samen de wijk in")
    assert "Afgesloten" in page
    assert reverse("workshops:result", args=[initiative.pk, finished.pk]) in page


@pytest.mark.parametrize("role", ["leader", "partner"])
def test_what_is_closed_was_also_when_its_day_is_still_to_come(
    client_of: ClientOf, request: pytest.FixtureRequest, initiative: Initiative, finished: Board, role: str
) -> None:
    Workshop.objects.update(day=timezone.localdate() + timedelta(days=3))
    client = client_of(request.getfixturevalue(role))
    page = client.get(url("list", initiative)).text
    assert "Binnenkort" not in page
    assert page.index("Geweest") < page.index("Samen de wijk in")
    Board.objects.update(closed_at=None)
    assert "Geweest" not in client.get(url("list", initiative)).text


def test_maps_of_groups_that_are_still_open_are_named_where_the_last_session_is_closed(
    client_of: ClientOf, leader: Person, board: Board, residents: PartnerGroup, professionals: PartnerGroup
) -> None:
    maps = {
        group: Board.objects.create(
            initiative_id=board.initiative_id, workshop=board.workshop, group=group, facilitator=leader
        )
        for group in (residents, professionals)
    }
    steering.close(maps[professionals], leader)
    client = client_of(leader)
    still = "De kaart van Bewoners is nog open. Sluit die ook."
    closing = client.get(url("close", board)).text
    assert closing.count("is nog open. Sluit die ook.") == 1
    assert still in closing
    assert f'href="{url("desk", maps[residents])}"' in closing
    assert "is nog open" not in client.get(url("close", maps[residents])).text
    assert still not in client.get(url("workshop", board.workshop)).text
    steering.close(board, leader)
    page = client.get(url("workshop", board.workshop)).text
    assert still in page
    steering.close(maps[residents], leader)
    assert still not in client.get(url("workshop", board.workshop)).text


def test_a_title_is_enough_for_a_workshop_with_its_map(
    client_of: ClientOf, initiative: Initiative, leader: Person
) -> None:
    client = client_of(leader)
    form = client.get(url("new", initiative)).context["form"]
    as_it_came = {bound.html_name: str(bound.value()) for bound in form if bound.value() not in {None, False}}
    answer = client.post(url("new", initiative), as_it_came | {"title": "Samen de wijk in"})
    made = Workshop.objects.get()
    assert answer["Location"] == url("workshop", made)
    assert made.goal == initiative.goal
    assert (made.kind, made.tempo, made.naming_of(Column.VALUES)) == ("single", "each", Naming.NAMED)
    board = made.boards.get()
    assert (board.group, board.facilitator, board.door_is_open) == (None, leader, False)


def test_a_series_has_a_map_of_each_group_and_one_of_all(
    client_of: ClientOf, initiative: Initiative, leader: Person
) -> None:
    data = filled(kind="series", key=str(uuids.uuid7()), group_names="Bewoners\n\n Professionals \nbewoners")
    client_of(leader).post(url("new", initiative), data)
    made = Workshop.objects.get()
    assert [(group.name, group.mark) for group in made.groups.all()] == [("bewoners", 0), ("Professionals", 1)]
    assert {board.group and board.group.name for board in made.boards.all()} == {None, "bewoners", "Professionals"}


def test_sending_a_new_workshop_twice_makes_one(client_of: ClientOf, initiative: Initiative, leader: Person) -> None:
    data, client = filled(key=str(uuids.uuid7()), group_names="Bewoners"), client_of(leader)
    first, again = (client.post(url("new", initiative), data) for _ in range(2))
    assert first["Location"] == again["Location"]
    assert Workshop.objects.get().boards.count() == 1


def test_a_key_of_another_initiative_makes_nothing(
    client_of: ClientOf, workshop: Workshop, other_leader: Person
) -> None:
    theirs = Initiative.objects.get(memberships__person=other_leader)
    answer = client_of(other_leader).post(url("new", theirs), filled(key=str(workshop.pk)))
    assert answer.status_code == 404
    assert Workshop.objects.get() == workshop


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"title": " "}, "Geef de workshop een titel."),
        ({"goal": ""}, "Schrijf in één zin waarover het gaat."),
        ({"day": "morgen"}, "Schrijf de datum als 14-04-2026."),
        ({"names_until": "2020-01-01"}, "Deze dag is voorbij. Kies vandaag of later."),
        ({"day": "2999-01-01"}, "Kies een dag na de workshop."),
        ({"names_until": "2999-01-01"}, "Bewaar bijdragen minstens zo lang als namen."),
        ({"group_names": "\n".join("abcdefghi")}, "Er zijn hoogstens 8 groepen mogelijk."),
        ({"group_names": "x" * 61}, "Maak de naam van elke groep hoogstens 60 tekens."),
        ({"dots_each": "9"}, "9"),
        ({"naming_1": "geheim"}, "geheim"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    client_of: ClientOf, initiative: Initiative, leader: Person, fields: dict[str, str], says: str
) -> None:
    data = filled(key=str(uuids.uuid7())) | {"title": "Een heel eigen titel"} | fields
    answer = client_of(leader).post(url("new", initiative), data)
    assert answer.status_code == 422
    assert says in answer.text
    assert ("Een heel eigen titel" in answer.text) is ("title" not in fields)
    assert not Workshop.objects.exists()


def test_the_page_says_what_is_ready_and_leads_to_each_map(
    client_of: ClientOf, board: Board, residents: PartnerGroup, leader: Person
) -> None:
    page = client_of(leader).get(url("workshop", board.workshop)).text
    assert "Bewoners, Professionals" in page
    assert "Van Bewoners is nog niemand uitgenodigd." in page
    assert "Er is nog geen draaiboek." in page
    assert board.code in page
    for name in ("desk", "papers"):
        assert reverse(f"workshops:{name}", args=[board.initiative_id, board.pk]) in page


def test_to_open_the_door_is_asked_until_it_is_open_and_never_after_closing(
    client_of: ClientOf, board: Board, leader: Person
) -> None:
    client, address = client_of(leader), url("workshop", board.workshop)
    asks = "als de mensen er zijn."
    assert asks not in client.get(address).text
    steering.open_door(board, leader, is_open=False)
    assert asks in client.get(address).text
    steering.close(board, leader)
    assert asks not in client.get(address).text


def test_changing_reaches_who_looks_at_the_map(
    client_of: ClientOf, participant: Participant, board: Board, leader: Person
) -> None:
    client, address, before = client_of(leader), url("change", board.workshop), board.state_number
    data = filled(title="Anders", naming_1="anonymous", seen=seen(client, address))
    assert client.post(address, data).status_code == 302
    board.refresh_from_db()
    assert board.state_number > before
    changed = Workshop.objects.get()
    assert (changed.title, changed.naming_of(Column.VALUES)) == ("Anders", Naming.ANONYMOUS)


def test_the_naming_of_a_step_is_fixed_once_somebody_wrote_there(
    client_of: ClientOf, participant: Participant, board: Board, leader: Person
) -> None:
    client, address = client_of(leader), url("change", board.workshop)
    before = seen(client, address)
    write(participant, "Luister naar elkaar")
    data = filled(naming_1="anonymous", naming_2="anonymous", dots_each="5", tempo="together", reads_along="on")
    # The form was drawn before the contribution came in: one is told, and nothing was changed.
    answer = client.post(address, data | {"seen": before})
    assert answer.status_code == 409
    assert "Ligt vast: bij deze stap is al geschreven." in answer.text
    assert Workshop.objects.get().naming == {}
    # And whoever sends it anyhow changes only what is not fixed.
    assert client.post(address, data | {"seen": seen(client, address)}).status_code == 302
    changed = Workshop.objects.get()
    assert (changed.naming_of(1), changed.naming_of(2)) == (Naming.NAMED, Naming.ANONYMOUS)
    assert (changed.dots_each, changed.reads_along) == (3, False)


def test_until_the_first_step_is_over_the_tempo_can_still_be_chosen(
    client_of: ClientOf, participant: Participant, board: Board, leader: Person
) -> None:
    write(participant, "Luister naar elkaar")
    steering.go_to(board, leader, 0, Phase.CHOOSE)
    client, address = client_of(leader), url("change", board.workshop)
    assert "Voor daarna kunt u nog kiezen." in client.get(address).text
    assert client.post(address, filled(tempo="together", seen=seen(client, address))).status_code == 302
    board = Board.objects.get()
    assert (board.workshop.tempo, board.columns_now, board.phase) == ("together", (Column.VALUES,), Phase.CHOOSE)
    steering.go_to(board, leader, 1, Phase.WRITE)
    client.post(address, filled(tempo="each", seen=seen(client, address)))
    assert Workshop.objects.get().tempo == "together"


def test_the_tempo_of_a_map_that_was_led_on_is_fixed_also_when_nobody_wrote(
    client_of: ClientOf, board: Board, leader: Person
) -> None:
    client, address = client_of(leader), url("change", board.workshop)
    for stage in (4, 0):
        steering.go_to(board, leader, stage, Phase.WRITE)
    client.post(address, filled(tempo="together", seen=seen(client, address)))
    assert Workshop.objects.get().tempo == "each"
    assert "Ligt vast: de kaart is al begonnen." in client.get(address).text
    # Else this would lead to a step that is not there.
    acts.undo(board, leader)
    assert client.get(reverse("workshops:desk", args=[board.initiative_id, board.pk])).status_code == 200


def test_names_are_kept_no_longer_than_who_takes_part_was_told(
    client_of: ClientOf, participant: Participant, workshop: Workshop, leader: Person
) -> None:
    client, address = client_of(leader), url("change", workshop)
    later = (workshop.names_until + timedelta(days=1)).isoformat()
    sooner = (workshop.names_until - timedelta(days=1)).isoformat()
    refused = client.post(address, filled(names_until=later, seen=seen(client, address)))
    assert refused.status_code == 422
    assert "Kies die dag of eerder." in refused.text
    assert client.post(address, filled(names_until=sooner, seen=seen(client, address))).status_code == 302


def test_a_series_cannot_become_one_gathering_while_somebody_takes_part_in_a_group(
    client_of: ClientOf, workshop: Workshop, residents: PartnerGroup, leader: Person
) -> None:
    client, address = client_of(leader), url("change", workshop)
    client.post(address, filled(kind="series", seen=seen(client, address)))
    of_group = workshop.boards.get(group=residents)
    Board.objects.filter(pk=of_group.pk).update(door_is_open=True)
    door.join(of_group, name="", group=None, is_table=False)
    answer = client.post(address, filled(kind="single", seen=seen(client, address)))
    assert answer.status_code == 422
    assert "doet al iemand mee" in answer.text
    workshop.refresh_from_db()
    assert (workshop.kind, workshop.boards.count()) == ("series", 2)
    Participant.objects.all().delete()
    assert client.post(address, filled(kind="single", seen=seen(client, address))).status_code == 302
    assert workshop.boards.get().group is None


def test_two_leaders_who_change_the_same_see_both_texts(
    client_of: ClientOf, workshop: Workshop, leader: Person, co_leader: Person
) -> None:
    address = url("change", workshop)
    mine, theirs = client_of(leader), client_of(co_leader)
    before = seen(mine, address)
    assert theirs.post(address, filled(title="Van de ander", seen=before)).status_code == 302
    answer = mine.post(address, filled(title="Van mij", seen=before))
    assert answer.status_code == 409
    assert "Van de ander" in answer.text
    assert "Van mij" in answer.text
    assert Workshop.objects.get().title == "Van de ander"
    again = answer.context["form"]["seen"].value()
    assert mine.post(address, filled(title="Van mij", seen=again)).status_code == 302
    assert Workshop.objects.get().title == "Van mij"


def test_deleting_asks_for_the_title_and_takes_everything_along(
    client_of: ClientOf, finished: Board, leader: Person
) -> None:
    client, address = client_of(leader), url("delete", finished.workshop)
    assert "met 3 bijdragen" in client.get(address).text
    assert client.post(address, {"name": "iets anders"}).status_code == 422
    assert Workshop.objects.exists()
    assert client.post(address, {"name": finished.workshop.title}).status_code == 302
    assert not any(model.objects.exists() for model in (Workshop, Board, Card, Participant, PartnerGroup))


def test_an_archived_initiative_can_be_read_and_not_changed(
    client_of: ClientOf, board: Board, initiative: Initiative, leader: Person
) -> None:
    initiative.archive(by=leader)
    client, workshop = client_of(leader), board.workshop
    for name in ("workshop", "change", "delete", "groups", "invitees", "script"):
        page = client.get(url(name, workshop))
        assert page.status_code == 200, name
        main = page.text.partition("<main")[2]
        assert '<button class="button"' not in main, name
        assert client.post(url(name, workshop), filled()).status_code in {403, 405}, name
    assert client.get(url("list", initiative)).status_code == 200
    assert client.get(url("new", initiative)).status_code == 403


def test_a_partner_finds_nothing_of_how_a_workshop_is_prepared(
    client_of: ClientOf, workshop: Workshop, partner: Person
) -> None:
    client = client_of(partner)
    for name in ("workshop", "change", "delete", "groups", "invitees", "script"):
        assert client.get(url(name, workshop)).status_code == 404, name


def test_pages_keep_within_the_budget_of_queries_however_much_there_is(
    client_of: ClientOf, board: Board, initiative: Initiative, leader: Person
) -> None:
    workshop = board.workshop
    for number in range(30):
        Workshop.objects.create(initiative=initiative, title=f"Workshop {number}", goal="x")
        workshop.invitees.create(initiative=initiative, name=f"Genodigde {number}")
        workshop.script.create(initiative=initiative, position=number, minutes=5, part=f"Deel {number}")
        Board.objects.create(initiative=initiative, workshop=workshop)
    client = client_of(leader)
    addresses = [url("list", initiative), url("new", initiative)]
    addresses += [url(name, workshop) for name in ("workshop", "change", "groups", "invitees", "script")]
    for address in addresses:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        assert len(captured) <= 12, address


def test_maps_follow_the_groups_of_a_series(workshop: Workshop, leader: Person) -> None:
    workshop.kind = Workshop.Kind.SERIES
    workshop.save()
    group = preparing.add_group(workshop, "Bewoners", 0)
    assert {board.group for board in workshop.boards.all()} == {None, group}
    preparing.remove_group(group, reading_of(group))
    assert [board.group for board in workshop.boards.all()] == [None]


def test_a_workshop_whose_map_was_erased_can_still_be_read(
    client_of: ClientOf, finished: Board, leader: Person
) -> None:
    finished.erase()
    assert "De kaart is gewist" in client_of(leader).get(url("workshop", finished.workshop)).text
    assert client_of(leader).get(url("script", finished.workshop)).status_code == 200


def test_a_mistake_does_not_hide_that_somebody_else_was_faster(
    client_of: ClientOf, workshop: Workshop, leader: Person, co_leader: Person
) -> None:
    address, mine = url("change", workshop), client_of(leader)
    before = seen(mine, address)
    client_of(co_leader).post(address, filled(title="Van de ander", seen=before))
    answer = mine.post(address, filled(title="", seen=before))
    assert answer.status_code == 422
    assert "Geef de workshop een titel." in answer.text
    assert "Van de ander" in answer.text.partition("Er staat nu")[2]


# What every member may know


def test_a_member_reads_which_workshops_there_are_and_nothing_of_how_they_are_prepared(
    client_of: ClientOf, partner: Person, board: Board, participant: Participant
) -> None:
    page = client_of(partner).get(url("list", board.initiative)).text
    assert "Samen de wijk in" in page
    assert "Nog niet begonnen" in page
    assert reverse("join:enter_code") in page
    for hidden in (board.code, board.screen_key, str(board.pk), "Hoe werken wij samen?", "Bewoners", "Buurvrouw"):
        assert hidden not in page


def test_a_member_without_workshops_reads_what_comes_there(
    client_of: ClientOf, partner: Person, initiative: Initiative
) -> None:
    assert "Hier komen de workshops van dit initiatief." in client_of(partner).get(url("list", initiative)).text


def test_a_member_reaches_the_map_and_the_result_only_of_where_this_browser_takes_part(
    client_of: ClientOf, partner: Person, board: Board, residents: PartnerGroup, leader: Person
) -> None:
    at, to_map, to_result = (
        url("list", board.initiative),
        *(reverse(f"maps:{name}", args=[board.pk]) for name in ("map", "result")),
    )
    with_phone, without = client_of(partner), client_of(partner)
    with_phone.post(reverse("join:join", args=[board.code]), {"name": "", "group": str(residents.pk)})
    write(board.participants.get(), "Elkaar kennen")
    page = with_phone.get(at).text
    assert "Bezig" in page
    assert to_map in page
    assert with_phone.get(to_map).status_code == 200
    assert to_map not in without.get(at).text
    steering.close(board, leader)
    assert to_result in with_phone.get(at).text
    assert with_phone.get(to_result).status_code == 200
    page = without.get(at).text
    assert "Afgesloten" in page
    assert "Met de code en uw vier woorden leest u het resultaat." in page
    assert f"Was u er niet bij? Vraag de begeleider, {leader}, om het resultaat." in page
    assert "Was u er niet bij?" not in with_phone.get(at).text
    assert str(board.pk) not in page
    Workshop.objects.update(cards_until=timezone.localdate() - timedelta(days=1))
    assert to_result not in with_phone.get(at).text
    assert "Was u er niet bij?" not in without.get(at).text


def test_a_member_who_was_in_a_group_of_a_series_reaches_the_map_of_that_group(
    client_of: ClientOf, partner: Person, workshop: Workshop, board: Board, residents: PartnerGroup
) -> None:
    of_group = Board.objects.create(
        initiative_id=workshop.initiative_id, workshop=workshop, group=residents, door_is_open=True
    )
    client = client_of(partner)
    client.post(reverse("join:join", args=[of_group.code]), {"name": ""})
    page = client.get(url("list", board.initiative)).text
    assert "Ga verder met Bewoners" in page
    assert str(board.pk) not in page


def test_the_list_of_a_member_asks_no_more_when_there_are_more(
    client_of: ClientOf, partner: Person, board: Board, residents: PartnerGroup
) -> None:
    client, asked = client_of(partner), []
    client.post(reverse("join:join", args=[board.code]), {"name": "", "group": str(residents.pk)})
    client.get(url("list", board.initiative))
    for number in range(3):
        with CaptureQueriesContext(connection) as queries:
            client.get(url("list", board.initiative))
        asked.append(len(queries))
        more = Workshop.objects.create(initiative=board.initiative, title=f"Nog een {number}", goal="x")
        Board.objects.create(initiative=board.initiative, workshop=more)
    assert len(set(asked)) == 1
    assert asked[0] <= 10
