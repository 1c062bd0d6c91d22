from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from samenhang.accounts.models import Person
from samenhang.actions.models import Action
from samenhang.initiatives.models import Initiative
from samenhang.interventions import ideas
from samenhang.interventions.models import Brainstorm, Door, Idea, Intervention, Thinker
from samenhang.interventions.tests.weighed import brainstorm_with, interest_of, url, weighing_of, words_of
from samenhang.stakeholders.models import Interest, Stakeholder

type ClientOf = Callable[[Person | None], Client]


@pytest.fixture
def brainstorm(stakeholder: Stakeholder, leader: Person) -> Brainstorm:
    return brainstorm_with(stakeholder, leader)[0]


def row_of(answer: Any, idea: Idea) -> str:
    """The row of one idea, as a part of the page."""
    page: str = answer.content.decode()
    return page.split(f'id="idea-{idea.pk}"')[1].split("</tr>")[0]


def ideas_on(answer: Any) -> int:
    return int(answer.content.decode().count('<tr id="idea-'))


def test_matches_are_named_and_no_number_ranks_the_ideas(
    brainstorm: Brainstorm,
    idea: Idea,
    interest: Interest,
    stakeholder: Stakeholder,
    leader: Person,
    client_of: ClientOf,
) -> None:
    other = interest_of(stakeholder, "Geen formulier")
    weighing_of(idea, leader, {interest: 3, other: 1}, own_values=2, own_manner=0, effort=3, stretch=1)
    row = row_of(client_of(leader).get(url(brainstorm, "compare")), idea)
    assert "Minder volle spreekuren" in row
    assert "· sterk" in row
    assert "· een beetje" in row
    for label, words in (("Wat telt", "Duidelijk"), ("Manier van doen", "Niet"), ("Werk", "Veel")):
        assert f"<dt>{label}</dt><dd>{words}</dd>" in row


def test_flags_stand_with_the_idea_with_their_reasons(
    brainstorm: Brainstorm, idea: Idea, interest: Interest, leader: Person, client_of: ClientOf
) -> None:
    weighing_of(idea, leader, {interest: 0}, would_tell=False)
    row = row_of(client_of(leader).get(url(brainstorm, "compare")), idea)
    assert "Past bij geen van hun belangen" in row
    assert "U kent 1 belang van hen. Dit idee past daar niet bij, zei u." in row
    assert "Zou u dit doel open vertellen? U zei: nee" in row


def test_what_was_not_weighed_says_so_and_leads_on(
    brainstorm: Brainstorm, idea: Idea, interest: Interest, leader: Person, client_of: ClientOf
) -> None:
    answer = client_of(leader).get(url(brainstorm, "compare"))
    assert "Niemand woog dit idee nog." in row_of(answer, idea)
    assert url(brainstorm, "weigh", idea) in row_of(answer, idea)
    assert "5 ideeën, u woog er 0." in words_of(answer)
    assert "Weeg het eerste idee" in words_of(answer)


def test_interests_an_idea_was_not_held_against_are_counted_as_open(
    brainstorm: Brainstorm, idea: Idea, interest: Interest, leader: Person, client_of: ClientOf
) -> None:
    weighing_of(idea, leader, effort=1)
    row = row_of(client_of(leader).get(url(brainstorm, "compare")), idea)
    assert "1 belang nog niet bekeken" in row
    assert "Past bij geen van hun belangen" not in row


def test_what_a_co_leader_weighed_stands_beside_it_by_name(
    brainstorm: Brainstorm, idea: Idea, interest: Interest, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    weighing_of(idea, leader, {interest: 1}, purpose="Ik wil uw dag zien.")
    weighing_of(idea, co_leader, {interest: 3}, purpose="Samen kijken.", would_tell=False, explains_us=True)
    row = row_of(client_of(leader).get(url(brainstorm, "compare")), idea)
    assert row.count("<b>Medeleider</b>") == 3
    assert "· een beetje" in row
    assert "· sterk" in row
    assert "Samen kijken." in row
    assert "Vertelt dit doel niet open" in row
    assert "Medeleider zei: dit legt vooral uit wat wij belangrijk vinden." in row
    assert "U zei: nee" not in row


def test_an_interest_of_another_leader_alone_never_shows_nor_what_was_weighed_against_it(
    brainstorm: Brainstorm, idea: Idea, stakeholder: Stakeholder, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    secret = interest_of(stakeholder, "Wil verhuizen", only=co_leader)
    weighing_of(idea, co_leader, {secret: 3})
    weighing_of(idea, leader, effort=1)
    client = client_of(leader)
    answer = client.get(url(brainstorm, "compare"))
    page = answer.content.decode()
    assert "Wil verhuizen" not in page
    assert str(secret.pk) not in page
    # Whoever guesses its key learns nothing by asking for it.
    assert ideas_on(client.get(url(brainstorm, "compare"), {"interest": str(secret.pk)})) == 5
    assert "sterk" not in row_of(answer, idea)
    # The leader knows no interests: nothing tells a secret one from none at all.
    assert "Geen belang" not in row_of(answer, idea).replace("Geen belangen bekend", "")
    assert "nog niet bekeken" not in row_of(answer, idea)
    assert "Wil verhuizen" in client_of(co_leader).get(url(brainstorm, "compare")).content.decode()


def test_a_weighing_against_a_secret_interest_reads_as_one_against_none_that_is_known(
    brainstorm: Brainstorm,
    idea: Idea,
    interest: Interest,
    stakeholder: Stakeholder,
    leader: Person,
    co_leader: Person,
    client_of: ClientOf,
) -> None:
    secret = interest_of(stakeholder, "Wil verhuizen", only=co_leader)
    other: Idea = brainstorm.ideas.order_by("id")[1]
    weighing_of(idea, co_leader, {interest: 0, secret: 3})
    weighing_of(other, co_leader, {interest: 0})
    answer = client_of(leader).get(url(brainstorm, "compare"))
    same = row_of(answer, idea).split("<td")[1:], row_of(answer, other).split("<td")[1:]
    assert same[0] == same[1]
    assert "Geen belang dat u kent" in same[0][0]


def test_ideas_can_be_narrowed_to_those_that_serve_an_interest(
    brainstorm: Brainstorm, idea: Idea, interest: Interest, leader: Person, client_of: ClientOf
) -> None:
    weighing_of(idea, leader, {interest: 2})
    client = client_of(leader)
    assert ideas_on(client.get(url(brainstorm, "compare"))) == 5
    narrowed = client.get(url(brainstorm, "compare"), {"interest": str(interest.pk)})
    assert ideas_on(narrowed) == 1
    assert row_of(narrowed, idea)
    assert ideas_on(client.get(url(brainstorm, "compare"), {"show": "unweighed"})) == 4
    assert ideas_on(client.get(url(brainstorm, "compare"), {"show": "weighed"})) == 1
    assert ideas_on(client.get(url(brainstorm, "compare"), {"show": "nonsense", "interest": "x"})) == 5


def test_ideas_with_flags_can_be_left_out(
    brainstorm: Brainstorm, idea: Idea, leader: Person, client_of: ClientOf
) -> None:
    weighing_of(idea, leader, would_tell=False)
    assert ideas_on(client_of(leader).get(url(brainstorm, "compare"), {"show": "unflagged"})) == 4


def test_an_interest_that_no_idea_serves_is_pointed_out(
    brainstorm: Brainstorm,
    idea: Idea,
    interest: Interest,
    stakeholder: Stakeholder,
    leader: Person,
    client_of: ClientOf,
) -> None:
    interest_of(stakeholder, "Geen formulier")
    weighing_of(idea, leader, {interest: 2})
    text = words_of(client_of(leader).get(url(brainstorm, "compare")))
    assert text.count("Nog geen idee") == 1


def test_without_known_interests_the_page_says_so_once_and_leads_to_them(
    brainstorm: Brainstorm, stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    answer = client_of(leader).get(url(brainstorm, "compare"))
    assert words_of(answer).count("U kent nog geen belangen van de ander") == 1
    assert f"/stakeholders/{stakeholder.pk}/" in answer.content.decode()


def test_removed_ideas_are_not_compared(
    brainstorm: Brainstorm, idea: Idea, stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    ideas.add(brainstorm, key=brainstorm.pk, text="Een zesde", by=leader)
    ideas.remove(idea, by=leader)
    answer = client_of(leader).get(url(brainstorm, "compare"))
    assert ideas_on(answer) == 5
    assert idea.text not in answer.content.decode()


def test_who_thought_up_an_idea_is_named(
    brainstorm: Brainstorm, idea: Idea, leader: Person, client_of: ClientOf
) -> None:
    door = Door.objects.create(initiative_id=idea.initiative_id, brainstorm=brainstorm, question="Wat kan?")
    for name in ("Noor", ""):
        thinker = Thinker.objects.create(initiative_id=idea.initiative_id, door=door, name=name)
        ideas.add(brainstorm, key=thinker.pk, text=f"Van {name}", thinker=thinker, is_shared=True)
    text = words_of(client_of(leader).get(url(brainstorm, "compare")))
    assert "Noor" in text
    assert "Meedenker zonder naam" in text


@pytest.mark.parametrize("name", ["compare", "choose"])
def test_with_too_few_ideas_one_goes_back_to_the_brainstorm_and_reads_why(
    name: str, stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    few, made = brainstorm_with(stakeholder, leader, 4)
    client = client_of(leader)
    answer = client.get(url(few, name, made[0] if name == "choose" else None))
    assert answer.status_code == 302
    assert answer["Location"] == url(few, "brainstorm")
    told = words_of(client.get(answer["Location"]))
    assert "Kiezen kan vanaf 5 ideeën. U hebt er nu 4. Of schrijf op waarom u nu al kiest." in told


def test_choosing_early_asks_for_a_reason_that_is_kept_and_shown(
    stakeholder: Stakeholder, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    few, _made = brainstorm_with(stakeholder, leader, 3)
    client = client_of(leader)
    assert client.post(url(few, "early"), {"early_why": "  "}).status_code == 422
    few.refresh_from_db()
    assert few.early_at is None
    answer = client.post(url(few, "early"), {"early_why": "Morgen is het overleg."})
    assert answer["Location"] == url(few, "compare")
    few.refresh_from_db()
    assert (few.early_why, few.early_by) == ("Morgen is het overleg.", leader)
    assert few.early_at
    assert "U koos na 3 ideeën, omdat: Morgen is het overleg." in words_of(client.get(url(few, "compare")))
    theirs = words_of(client_of(co_leader).get(url(few, "compare")))
    assert "Leider koos na 3 ideeën, omdat: Morgen is het overleg." in theirs


def test_the_reason_is_not_readable_in_the_database(
    stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    few, _made = brainstorm_with(stakeholder, leader, 3)
    client_of(leader).post(url(few, "early"), {"early_why": "Morgen is het overleg."})
    with connection.cursor() as cursor:
        cursor.execute("SELECT early_why FROM interventions_brainstorm")
        assert "overleg" not in cursor.fetchone()[0]


def test_the_number_of_ideas_is_that_of_the_moment(
    stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    few, made = brainstorm_with(stakeholder, leader, 3)
    client = client_of(leader)
    client.post(url(few, "early"), {"early_why": "Morgen is het overleg."})
    ideas.remove(made[0], by=leader)
    ideas.add(few, key=stakeholder.pk, text="Later bedacht", by=leader)
    ideas.add(few, key=few.pk, text="Nog later bedacht", by=leader)
    assert "U koos na 3 ideeën, omdat:" in words_of(client.get(url(few, "compare")))


def test_the_first_reason_stays(
    stakeholder: Stakeholder, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    few, _made = brainstorm_with(stakeholder, leader, 3)
    client_of(leader).post(url(few, "early"), {"early_why": "Morgen is het overleg."})
    answer = client_of(co_leader).post(url(few, "early"), {"early_why": "Een andere reden."})
    assert answer["Location"] == url(few, "compare")
    few.refresh_from_db()
    assert (few.early_why, few.early_by) == ("Morgen is het overleg.", leader)


def test_without_any_idea_there_is_nothing_to_choose_early(
    stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    empty, _made = brainstorm_with(stakeholder, leader, 0)
    answer = client_of(leader).post(url(empty, "early"), {"early_why": "Morgen is het overleg."})
    assert answer.status_code == 422
    assert "Bedenk eerst één idee." in words_of(answer)
    assert "Morgen is het overleg." in answer.content.decode()


def test_what_was_chosen_before_is_named_on_top(
    brainstorm: Brainstorm, idea: Idea, stakeholder: Stakeholder, co_leader: Person, leader: Person, client_of: ClientOf
) -> None:
    action = Action.objects.create(initiative_id=idea.initiative_id, stakeholder=stakeholder, private_text="Meelopen")
    made = Intervention.objects.create(
        stakeholder=stakeholder, idea=idea, action=action, family="asking", chosen_by=co_leader
    )
    client = client_of(leader)
    row = row_of(client.get(url(brainstorm, "compare")), idea)
    assert "gekozen" in row
    assert f"/interventions/{made.pk}/" in row
    assert url(brainstorm, "choose", idea) not in row
    assert "door: Medeleider Loop een ochtend mee" in words_of(client.get(url(brainstorm, "compare")))
    Action.objects.update(ended_at=made.chosen_at)
    assert "door: Medeleider" not in words_of(client.get(url(brainstorm, "compare")))


def test_in_the_archive_ideas_are_compared_but_not_chosen(
    brainstorm: Brainstorm, idea: Idea, initiative: Initiative, leader: Person, client_of: ClientOf
) -> None:
    initiative.archive(by=leader)
    text = words_of(client_of(leader).get(url(brainstorm, "compare")))
    assert idea.text in text
    assert "Kies dit idee" not in text
    assert "Weeg dit idee" not in text
    assert "Weeg het eerste idee" not in text
    assert client_of(leader).post(url(brainstorm, "early"), {"early_why": "x"}).status_code == 403


def test_pages_ask_few_questions_however_many_ideas_and_interests(
    stakeholder: Stakeholder,
    leader: Person,
    co_leader: Person,
    client_of: ClientOf,
) -> None:
    client = client_of(leader)

    def asked(count: int, interests: int) -> list[int]:
        brainstorm, made = brainstorm_with(stakeholder, leader, count)
        held = [interest_of(stakeholder, f"Belang {number}") for number in range(interests)]
        for idea in made:
            for person in (leader, co_leader):
                weighing_of(idea, person, dict.fromkeys(held, 2), purpose="Meelopen")
        numbers = []
        for page in (url(brainstorm, "compare"), url(brainstorm, "weigh", made[0]), url(brainstorm, "choose", made[0])):
            with CaptureQueriesContext(connection) as captured:
                assert client.get(page).status_code == 200
            numbers.append(len(captured))
        return numbers

    few, many = asked(5, 2), asked(20, 15)
    assert few == many
    assert max(many) <= 12


@pytest.mark.parametrize("name", ["partner", "stranger", "administrator", "other_leader"])
def test_only_leaders_of_the_initiative_compare(
    name: str, brainstorm: Brainstorm, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(name))
    assert client.get(url(brainstorm, "compare")).status_code == 404
    assert client.get(url(brainstorm, "early")).status_code == 404


def test_a_removed_stakeholder_takes_the_choice_along(
    brainstorm: Brainstorm, stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    stakeholder.removed_at = timezone.now() - timedelta(days=1)
    stakeholder.save()
    assert client_of(leader).get(url(brainstorm, "compare")).status_code == 404
