"""What a workshop gave, as everybody who took part may know it."""

import pytest
from pytest_django import DjangoAssertNumQueries

from samenhang.workshops import clustering, door, steering, voting
from samenhang.workshops.cards import withdraw
from samenhang.workshops.columns import Column, Naming, Phase
from samenhang.workshops.exports import everything_of, to_tables
from samenhang.workshops.harvest import result_of
from samenhang.workshops.looking_back import looked_back_on
from samenhang.workshops.models import Board, Participant, PartnerGroup, SelfCheck, Workshop
from samenhang.workshops.papers import PAPERS
from samenhang.workshops.result import Group, GroupCount, Outcome, Remark, Share, State
from samenhang.workshops.tests.conftest import write
from samenhang.workshops.tests.finished import answer_all, close, go, leads, pile
from samenhang.workshops.tests.unpacking import squeeze, text_of


def test_a_shared_sentence_tells_who_agreed_and_whose_words_are_in_it(finished: Board) -> None:
    (statement,) = result_of(finished).statements
    assert statement.text == "We luisteren eerst."
    assert statement.outcome == Outcome(agree=1, remark=1, not_yet=0, of=2)
    assert statement.outcome.in_words == "1 van 2 akkoord · 1 met opmerking"
    assert statement.remarks == [Remark("Ook naar wie stil is.", "Wijkverpleger")]
    assert [(words.text, words.source.person) for words in statement.words] == [
        ("Luister naar elkaar", "Buurvrouw"),
        ("Eerst luisteren", "Wijkverpleger"),
    ]
    assert statement.from_groups == [GroupCount(Group("Bewoners", 0), 1), GroupCount(Group("Professionals", 1), 1)]


@pytest.mark.parametrize(
    ("outcome", "state", "words"),
    [
        (Outcome(1, 0, 0, of=1), State.AGREED, "1 van 1 akkoord"),
        (Outcome(2, 0, 0, of=4), State.AGREED, "2 van 4 akkoord · 2 zonder antwoord"),
        (Outcome(1, 0, 0, of=3), State.FEW, "1 van 3 akkoord · 2 zonder antwoord"),
        (Outcome(1, 1, 0, of=3), State.REMARKS, "1 van 3 akkoord · 1 met opmerking · 1 zonder antwoord"),
        (Outcome(9, 0, 1, of=10), State.NOT_YET, "9 van 10 akkoord · 1 nog niet"),
        (Outcome(0, 0, 1, of=10), State.NOT_YET, "0 van 10 akkoord · 1 nog niet · 9 zonder antwoord"),
        (Outcome(0, 1, 0, of=1), State.NOT_YET, "0 van 1 akkoord · 1 met opmerking"),
    ],
)
def test_agreed_is_only_what_half_answered_nobody_refused_and_somebody_takes_as_it_is(
    outcome: Outcome, state: State, words: str
) -> None:
    assert (outcome.state, outcome.in_words) == (state, words)


def test_who_left_counts_only_with_an_answer_and_who_leaves_after_closing_still_counts(
    board: Board, participant: Participant, other: Participant, residents: PartnerGroup
) -> None:
    silent = door.join(board, name="", group=residents, is_table=False)
    leaving = door.join(board, name="", group=residents, is_table=False)
    write(participant, "Samen")
    go(board, Column.VALUES, Phase.AGREE)
    answer_all(board.clusters.get(), [(participant, "agree", "")])

    def told() -> tuple[str, str]:
        (statement,) = result_of(board).statements
        return statement.state_in_words, statement.outcome.in_words if statement.outcome else ""

    steering.show_answers(board, leads(board), shown=True)
    board.refresh_from_db()
    assert told() == ("Nog te weinig antwoorden", "1 van 4 akkoord · 3 zonder antwoord")
    for one in (leaving, silent, participant):
        door.leave(one)
    assert told() == ("Afgesproken", "1 van 2 akkoord · 1 zonder antwoord")
    close(board)
    door.leave(other)
    assert told() == ("Afgesproken", "1 van 2 akkoord · 1 zonder antwoord")


def test_what_less_than_half_answered_is_told_as_open(
    board: Board, participant: Participant, other: Participant, residents: PartnerGroup
) -> None:
    door.join(board, name="", group=residents, is_table=False)
    write(participant, "Samen")
    go(board, Column.VALUES, Phase.AGREE)
    answer_all(board.clusters.get(), [(participant, "agree", "")])
    close(board)
    values = result_of(board).parts[0]
    assert values.agreed == []
    assert values.still_open == ["Op 1 zin antwoordde minder dan de helft."]


def test_a_pile_that_was_sorted_and_not_worded_is_there_together_and_each_contribution_counts(
    board: Board, participant: Participant, other: Participant
) -> None:
    for text in ("Elke dag", "Nooit", "Soms", "Vaak", "Altijd"):
        write(participant, text)
    go(board, Column.VALUES, Phase.GROUP)
    clustering.sort(board, leads(board), pile(board, "Elke dag", "Nooit"), "odds")
    pile(board, "Soms", "Vaak")
    close(board)
    values = result_of(board).parts[0]
    assert [(one.sorted_as, [words.text for words in one.words]) for one in values.sorted_piles] == [
        ("Botst", ["Elke dag", "Nooit"])
    ]
    assert [[words.text for words in one.words] for one in values.not_sorted] == [["Soms", "Vaak"]]
    assert values.still_open == [
        "Hierover staat nog geen gedeelde zin op de kaart.",
        "Bij 1 ingedeelde stapel staat nog geen gedeelde zin.",
        "3 bijdragen zijn nog niet samen besproken.",
    ]


def test_a_sentence_nobody_answered_stands_apart_from_what_was_agreed(
    board: Board, participant: Participant, other: Participant
) -> None:
    for text in ("Samen", "Eerlijk", "Open"):
        write(participant, text)
    go(board, Column.VALUES, Phase.GROUP)
    for text in ("Samen", "Eerlijk", "Open"):
        pile(board, text, statement=f"{text}, dat doen we.")
    go(board, Column.VALUES, Phase.AGREE)
    piles = {one.statement: one for one in board.clusters.all()}
    answer_all(piles["Samen, dat doen we."], [(participant, "agree", ""), (other, "remark", "Mits het kan.")])
    answer_all(piles["Eerlijk, dat doen we."], [(participant, "agree", ""), (other, "not_yet", "")])
    assert {one.state_in_words for one in result_of(board).statements} == {
        "Antwoorden nog niet getoond",
        "Nog geen antwoorden",
    }
    close(board)
    values = result_of(board).parts[0]
    assert [(one.text, one.state_in_words) for one in values.agreed] == [
        ("Samen, dat doen we.", "Afgesproken, met opmerkingen")
    ]
    assert {one.text: one.state_with_answers for one in values.not_agreed} == {
        "Eerlijk, dat doen we.": "Nog niet afgesproken: 1 van 2 akkoord · 1 nog niet",
        "Open, dat doen we.": "Nog geen antwoorden",
    }
    assert values.still_open == [
        "Over 1 zin is nog niet iedereen het eens.",
        "Op 1 zin heeft nog niemand geantwoord.",
    ]


def test_one_contribution_that_was_agreed_to_as_it_was_counts_as_no_shared_sentence(
    board: Board, participant: Participant
) -> None:
    write(participant, "Samen")
    go(board, Column.VALUES, Phase.AGREE)
    answer_all(board.clusters.get(), [(participant, "agree", "")])
    close(board)
    result = result_of(board)
    assert [one.text for one in result.parts[0].agreed] == ["Samen"]
    assert result.shares == [Share(Group("Bewoners", 0), 1, 0)]


def test_what_was_not_discussed_is_told_as_still_open(finished: Board) -> None:
    values, relations = result_of(finished).parts[:2]
    assert [one.text for one in values.piles] == ["Plezier"]
    assert values.still_open == ["1 bijdrage is nog niet samen besproken."]
    assert relations.still_open == ["Hierover staat nog geen gedeelde zin op de kaart."]


def test_a_sentence_somebody_does_not_agree_to_is_still_open(
    board: Board, participant: Participant, other: Participant
) -> None:
    write(participant, "Samen")
    go(board, Column.VALUES, Phase.AGREE)
    answer_all(board.clusters.get(), [(participant, "agree", ""), (other, "not_yet", "")])
    close(board)
    result = result_of(board)
    assert result.parts[0].still_open == ["Over 1 zin is nog niet iedereen het eens."]
    assert result.statements[0].is_open


def test_each_group_reads_how_much_of_its_words_is_in_shared_sentences(finished: Board) -> None:
    assert result_of(finished).shares == [Share(Group("Bewoners", 0), 1, 1), Share(Group("Professionals", 1), 2, 1)]


def test_groups_stand_by_name_and_not_by_how_much_they_brought(finished: Board) -> None:
    PartnerGroup.objects.filter(name="Bewoners").update(name="Zorgverleners")
    assert [share.group and share.group.name for share in result_of(finished).shares] == [
        "Professionals",
        "Zorgverleners",
    ]


def test_dots_and_answers_are_told_as_totals_once_it_is_closed_and_not_before(
    board: Board, participant: Participant
) -> None:
    write(participant, "Samen")
    go(board, Column.VALUES, Phase.CHOOSE)
    cluster = board.clusters.get()
    voting.give_dots(participant, cluster, 2)
    go(board, Column.VALUES, Phase.AGREE)
    answer_all(cluster, [(participant, "agree", "")])
    (waiting,) = result_of(board).parts[0].piles
    assert (waiting.dots, waiting.outcome) == (None, None)
    close(board)
    (statement,) = result_of(board).statements
    assert (statement.dots, statement.outcome) == (2, Outcome(1, 0, 0, of=1))


def test_an_action_tells_who_and_when_and_what_is_missing(board: Board, participant: Participant) -> None:
    write(participant, "Zaal openen", Column.VALUES)
    go(board, Column.VALUES, Phase.GROUP)
    for column in list(Column)[1:]:
        go(board, column, Phase.WRITE)
    write(participant, "De zaal openen", Column.ACTIONS)
    go(board, Column.ACTIONS, Phase.GROUP)
    pile(board, "De zaal openen", statement="We openen de zaal.", who="Twee bewoners")
    close(board)
    result = result_of(board)
    assert [(one.text, one.who, one.due) for one in result.actions] == [("We openen de zaal.", "Twee bewoners", None)]
    assert result.parts[4].still_open == [
        "Op 1 zin heeft nog niemand geantwoord.",
        "Bij 1 actie staat niet wanneer.",
    ]


def test_hidden_and_withdrawn_contributions_are_in_no_result(board: Board, participant: Participant) -> None:
    hidden = write(participant, "Scheldwoord")
    withdrawn = write(participant, "Toch niet")
    write(participant, "Samen")
    go(board, Column.VALUES, Phase.REVEAL)
    steering.hide(board, leads(board), hidden, "Niet aardig")
    withdraw(participant, withdrawn)
    close(board)
    values = result_of(board).parts[0]
    assert [words.text for words in values.loose] == ["Samen"]


def test_the_self_check_is_counted_per_answer(
    board: Board, participant: Participant, other: Participant, third: Participant
) -> None:
    steering.open_self_check(board, leads(board), is_open=True)
    voting.check(participant, {"power": 2})
    voting.check(other, {"power": 4, "autonomy": 4})
    voting.check(third, {"power": 4, "autonomy": 4})
    board.refresh_from_db()
    assert result_of(board).marks == []
    close(board)
    result = result_of(board)
    assert (result.looked_back, result.few_looked_back) == (3, "")
    # Of two answers to a question each of both knows the other.
    (mark,) = result.marks
    assert mark.sentence == "Ieders stem telde even zwaar."
    assert mark.counts == [("Nee", 0), ("Een beetje", 1), ("Grotendeels", 0), ("Ja", 2)]


def test_what_two_looked_back_is_nowhere_and_everywhere_it_says_why(
    board: Board, participant: Participant, other: Participant
) -> None:
    steering.open_self_check(board, leads(board), is_open=True)
    for who in (participant, other):
        voting.check(who, dict.fromkeys(SelfCheck.Mark.values, 4))
    close(board)
    result = result_of(board)
    assert (result.marks, result.looked_back) == ([], 2)
    assert result.few_looked_back == "Getoond vanaf drie antwoorden. Nu zijn het er 2."
    told = everything_of(board)
    assert (told["self_check"], told["looked_back"]) == ({}, 2)
    assert squeeze("Getoond vanaf drie antwoorden. Nu zijn het er 2.") in text_of(
        PAPERS["result"].kinds["pdf"](board, "")
    )
    assert "Ieders stem" not in str(to_tables(board))
    assert result.few_looked_back in str(to_tables(board))
    assert looked_back_on(board).marks == []


def test_names_of_who_took_part_stand_there_only_when_every_step_was_with_names(
    finished: Board, workshop: Workshop
) -> None:
    assert result_of(finished).present.names == ["Buurvrouw", "Wijkverpleger"]
    workshop.naming = {str(Column.CONDITIONS): Naming.FACILITATOR}
    workshop.save()
    finished = Board.objects.select_related("workshop", "group").get(pk=finished.pk)
    assert result_of(finished).present.names == []
    assert result_of(finished).present.groups == [
        GroupCount(Group("Bewoners", 0), 1),
        GroupCount(Group("Professionals", 1), 1),
    ]


def test_the_name_stays_away_when_a_contribution_moves_to_a_column_with_names(
    board: Board, workshop: Workshop, participant: Participant
) -> None:
    workshop.naming = {str(Column.VALUES): Naming.FACILITATOR}
    workshop.save()
    board.refresh_from_db()
    card = write(participant, "Eigenlijk over relaties")
    go(board, Column.RELATIONS, Phase.REVEAL)
    clustering.move(board, leads(board), card, Column.RELATIONS)
    (words,) = result_of(board).parts[1].loose
    assert words.source.person == ""
    assert words.source.group == Group("Bewoners", 0)


def test_anonymous_contributions_stand_in_an_order_that_is_not_that_of_writing(
    board: Board, workshop: Workshop, participant: Participant
) -> None:
    workshop.naming = {str(Column.VALUES): Naming.ANONYMOUS}
    workshop.save()
    board.refresh_from_db()
    for text in ("Zon", "Maan"):
        write(participant, text)
    go(board, Column.VALUES, Phase.REVEAL)
    # One that comes in late is shown at once; its place may not tell that either.
    write(participant, "Aarde")
    assert [words.text for words in result_of(board).parts[0].loose] == ["Aarde", "Maan", "Zon"]


def test_the_number_of_queries_does_not_grow_with_the_map(
    finished: Board, residents: PartnerGroup, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(5) as few:
        result_of(Board.objects.select_related("workshop", "group").get(pk=finished.pk))
    steering.reopen(finished)
    Board.objects.filter(pk=finished.pk).update(door_is_open=True)
    for at in range(10):
        write(door.join(finished, name=f"Deelnemer {at}", group=residents, is_table=False), f"Tekst {at}")
    go(finished, Column.VALUES, Phase.AGREE)
    close(finished)
    with django_assert_max_num_queries(len(few)):
        result_of(Board.objects.select_related("workshop", "group").get(pk=finished.pk))
