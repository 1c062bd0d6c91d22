import pytest
from django.core.exceptions import ValidationError

from samenhang.accounts.models import Person
from samenhang.initiatives.models import Initiative
from samenhang.stakeholders import editing
from samenhang.stakeholders.columns import COLUMN_BY_KEY
from samenhang.stakeholders.models import Change, Stakeholder

NAME, INFLUENCE, INTERESTS = (COLUMN_BY_KEY[key] for key in ("name", "influence", "interests"))


def test_a_change_is_noted_with_who_and_what(stakeholder: Stakeholder, leader: Person) -> None:
    editing.change_cell(stakeholder.pk, INFLUENCE, "groot", by=leader, seen="")
    change = Change.objects.get()
    assert (change.by, change.field, change.before, change.after) == (leader, "influence", None, 3)


def test_writing_what_is_there_is_no_change(stakeholder: Stakeholder, leader: Person) -> None:
    editing.change_cell(stakeholder.pk, NAME, "Huisartsenpraktijk", by=leader, seen="Huisartsenpraktijk")
    assert not Change.objects.exists()


def test_a_cell_somebody_else_changed_is_a_conflict_with_both_texts(
    stakeholder: Stakeholder, leader: Person, co_leader: Person
) -> None:
    editing.change_cell(stakeholder.pk, INFLUENCE, "groot", by=co_leader, seen="")
    with pytest.raises(editing.CellConflict) as conflict:
        editing.change_cell(stakeholder.pk, INFLUENCE, "klein", by=leader, seen="")
    assert (conflict.value.theirs, conflict.value.mine, conflict.value.by) == ("Groot", "klein", co_leader)
    stakeholder.refresh_from_db()
    assert stakeholder.influence == 3


def test_two_people_writing_the_same_is_no_conflict(
    stakeholder: Stakeholder, leader: Person, co_leader: Person
) -> None:
    editing.change_cell(stakeholder.pk, INFLUENCE, "Groot", by=co_leader, seen="")
    editing.change_cell(stakeholder.pk, INFLUENCE, "Groot", by=leader, seen="")
    assert Change.objects.count() == 1


def test_a_removed_row_keeps_what_was_typed(stakeholder: Stakeholder, leader: Person, co_leader: Person) -> None:
    editing.remove(stakeholder, by=co_leader)
    with pytest.raises(editing.RowRemoved) as gone:
        editing.change_cell(stakeholder.pk, INFLUENCE, "klein", by=leader, seen="")
    assert gone.value.mine == "klein"
    assert gone.value.stakeholder.removed_by == co_leader


def test_a_partner_cannot_write_a_cell(stakeholder: Stakeholder, partner: Person) -> None:
    with pytest.raises(Stakeholder.DoesNotExist):
        editing.change_cell(stakeholder.pk, INFLUENCE, "klein", by=partner, seen=None)


def test_undo_takes_back_ones_own_last_act_only(
    initiative: Initiative, stakeholder: Stakeholder, leader: Person, co_leader: Person
) -> None:
    editing.change_cell(stakeholder.pk, INFLUENCE, "groot", by=leader, seen=None)
    editing.change_cell(stakeholder.pk, NAME, "Praktijk", by=co_leader, seen=None)
    undone = editing.undo(editing.last_act(initiative, leader), by=leader)
    stakeholder.refresh_from_db()
    assert (stakeholder.influence, stakeholder.name) == (None, "Praktijk")
    assert undone == editing.Undone(changes=1, kept=0)
    assert editing.last_act(initiative, leader) == []


def test_undo_leaves_alone_what_somebody_changed_since(
    initiative: Initiative, stakeholder: Stakeholder, leader: Person, co_leader: Person
) -> None:
    editing.change_cell(stakeholder.pk, INFLUENCE, "groot", by=leader, seen=None)
    editing.change_cell(stakeholder.pk, INFLUENCE, "klein", by=co_leader, seen=None)
    undone = editing.undo(editing.last_act(initiative, leader), by=leader)
    stakeholder.refresh_from_db()
    assert stakeholder.influence == 1
    assert undone == editing.Undone(changes=0, kept=1)


def test_undo_brings_lines_back_with_all_their_marks(
    initiative: Initiative, stakeholder: Stakeholder, leader: Person
) -> None:
    text = "Rust (Persoonlijk; Zelf gezegd; bron: telefoon; 2026-11-12)"
    editing.change_cell(stakeholder.pk, INTERESTS, text, by=leader, seen=None)
    key = stakeholder.interests.get().pk
    editing.change_cell(stakeholder.pk, INTERESTS, "", by=leader, seen=None)
    editing.undo(editing.last_act(initiative, leader), by=leader)
    assert INTERESTS.text(stakeholder, leader) == text
    assert stakeholder.interests.get().pk == key


def test_adding_and_removing_can_be_undone(initiative: Initiative, leader: Person) -> None:
    made = editing.add(initiative, {"name": "School", "kind": "organisation"}, by=leader)
    editing.undo(editing.last_act(initiative, leader), by=leader)
    assert not Stakeholder.objects.present().exists()
    editing.put_back(made, by=leader)
    editing.remove(made, by=leader)
    editing.undo(editing.last_act(initiative, leader), by=leader)
    assert Stakeholder.objects.present().get() == made


def test_a_text_the_column_cannot_take_changes_nothing(stakeholder: Stakeholder, leader: Person) -> None:
    with pytest.raises(ValidationError):
        editing.change_cell(stakeholder.pk, INFLUENCE, "enorm veel", by=leader, seen=None)
    assert not Change.objects.exists()


def test_undoing_an_added_row_keeps_it_when_somebody_else_worked_on_it(
    initiative: Initiative, leader: Person, co_leader: Person
) -> None:
    made = editing.add(initiative, {"name": "School", "kind": "organisation"}, by=leader)
    editing.change_cell(made.pk, INFLUENCE, "groot", by=co_leader, seen=None)
    assert editing.undo(editing.last_act(initiative, leader), by=leader) == editing.Undone(changes=0, kept=1)
    assert Stakeholder.objects.present().get() == made


def test_undo_works_when_the_author_of_an_interest_has_left(
    initiative: Initiative, stakeholder: Stakeholder, leader: Person, co_leader: Person
) -> None:
    editing.change_cell(stakeholder.pk, INTERESTS, "Rust", by=co_leader, seen=None)
    editing.change_cell(stakeholder.pk, INTERESTS, "", by=leader, seen=None)
    co_leader.delete()
    _changes, undone = editing.undo_last(initiative, by=leader)
    assert undone.changes == 1
    assert [(one.text, one.author) for one in stakeholder.interests.all()] == [("Rust", None)]
