"""The room, without Django and without a network."""

from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, precondition, rule

from samenhang.live.frames import Frame, beat
from samenhang.live.room import BEHIND_BYTES, MEMORY_BYTES, Listener, Room


def frame(number: int, size: int = 10) -> Frame:
    return Frame(number, "x" * size)


def nothing(_listener: Listener) -> None:
    """Who is woken in these tests looks by itself."""


def published(room: Room, *frames: Frame) -> None:
    room.publish(frames, after=room.number, until=0)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_frame_is_one_message_with_its_number_and_every_line(end: str) -> None:
    assert Frame(7, f"<li>één{end}twee</li>").encode() == "id: 7\ndata: <li>één\ndata: twee</li>\n\n".encode()


def test_a_beat_tells_up_to_where_everything_was_sent() -> None:
    assert beat(12) == b"id: 12\nevent: beat\ndata: 12\n\n"


def test_every_listener_gets_the_same_bytes() -> None:
    room = Room(3)
    one, other = room.join(3, nothing), room.join(3, nothing)

    published(room, frame(4), frame(5))

    assert one.take() == other.take() == frame(4).encode() + frame(5).encode()


def test_a_listener_is_woken_when_there_is_something_to_take() -> None:
    woken: list[int] = []
    room = Room(0)
    room.join(0, lambda _listener: woken.append(1))

    published(room)
    assert woken == []
    published(room, frame(1))
    assert woken == [1]


def test_who_comes_back_gets_what_was_missed_from_memory() -> None:
    room = Room(0)
    published(room, frame(1), frame(2), frame(3))

    assert room.remembers(1)
    assert room.join(1, nothing).take() == frame(2).encode() + frame(3).encode()


def test_a_page_that_is_ahead_of_the_room_gets_nothing_twice() -> None:
    room = Room(0)
    ahead = room.join(2, nothing)

    published(room, frame(1), frame(2), frame(3))

    assert ahead.take() == frame(3).encode()


def test_memory_has_an_end() -> None:
    room = Room(0)
    for number in range(1, 6):
        published(room, frame(number, MEMORY_BYTES // 3))

    assert not room.remembers(2)
    assert room.remembers(3)


def test_who_reads_too_slowly_is_cut_off_and_others_are_not() -> None:
    room = Room(0)
    slow, fast = room.join(0, nothing), room.join(0, nothing)
    for number in range(1, 6):
        published(room, frame(number, BEHIND_BYTES // 4))
        fast.take()

    assert slow.is_cut
    assert len(slow.take()) <= BEHIND_BYTES
    assert not fast.is_cut


def test_one_large_change_cuts_nobody_off() -> None:
    room = Room(0)
    listener = room.join(0, nothing)

    published(room, frame(1, 2 * BEHIND_BYTES))

    assert not listener.is_cut
    assert listener.take() == frame(1, 2 * BEHIND_BYTES).encode()


def test_who_left_gets_nothing_any_more() -> None:
    room = Room(0)
    listener = room.join(0, nothing)
    room.leave(listener)

    published(room, frame(1))

    assert listener.take() == b""


def test_the_answer_to_an_older_question_is_dropped() -> None:
    room = Room(9)
    room.reach_back(4)
    late = room.join(4, nothing)

    room.publish([frame(10)], after=9, until=10)

    assert room.number == 4
    assert late.take() == b""


def test_what_is_read_again_is_not_remembered_twice() -> None:
    room = Room(5)
    published(room, frame(6))
    room.reach_back(2)
    published(room, frame(6))

    assert room.join(3, nothing).take() == frame(6).encode()


@dataclass
class Reader:
    """A browser: what it had, and the numbers it read since."""

    had: int
    read: list[int] = field(default_factory=list)
    listener: Listener | None = None

    def take(self) -> None:
        if self.listener:
            lines = self.listener.take().decode().splitlines()
            self.read += [int(line.removeprefix("data: ")) for line in lines if line.startswith("data: ")]


class EveryInterleaving(RuleBasedStateMachine):
    """Changes are committed, announced, looked up and handed out while readers come, go and say what they have.

    Whatever the order: every reader reads every visible change after what it had, once, in order. Also when somebody
    says to have more than there is.
    """

    readers: Bundle[Reader] = Bundle("readers")
    joining: Bundle[Reader] = Bundle("joining")

    @initialize(had=st.integers(0, 5), changes=st.integers(0, 5))
    def opens(self, had: int, changes: int) -> None:
        self.last = changes
        self.visible = list(range(1, changes + 1))
        # Remembers three changes or so.
        self.room = Room(had, memory_bytes=50)
        self.everybody: list[Reader] = []
        self.question: tuple[int, int, list[int]] | None = None
        self.enter(Reader(had))

    def seen_after(self, number: int) -> list[int]:
        return [change for change in self.visible if change > number]

    def enter(self, reader: Reader) -> None:
        reader.listener = self.room.join(reader.read[-1] if reader.read else reader.had, nothing)
        self.everybody.append(reader)

    @rule(is_visible=st.booleans())
    def commit(self, is_visible: bool) -> None:
        self.last += 1
        if is_visible:
            self.visible.append(self.last)

    @rule(target=readers, back=st.integers(-2, 8))
    def come_in(self, back: int) -> Reader:
        """With a page of some changes ago, or (below zero) with what does not exist yet."""
        reader = Reader(max(self.last - back, 0))
        if self.room.remembers(reader.had):
            self.enter(reader)
        return reader

    @rule(target=joining, reader=consumes(readers))
    def read_alone(self, reader: Reader) -> Reader:
        """What the room does not remember is read apart."""
        if reader.listener is None:
            reader.read = self.seen_after(reader.had)
        return reader

    @rule(reader=consumes(joining))
    def take_a_place(self, reader: Reader) -> None:
        if reader.listener is None:
            has = reader.read[-1] if reader.read else reader.had
            if not self.room.remembers(has):
                self.room.reach_back(has)
            self.enter(reader)

    @precondition(lambda self: self.question is None)
    @rule(is_told=st.booleans())
    def look(self, is_told: bool) -> None:
        after = self.room.number
        self.question = after, self.last if is_told else 0, self.seen_after(after)

    @precondition(lambda self: self.question is not None)
    @rule()
    def hand_out(self) -> None:
        assert self.question
        after, until, numbers = self.question
        self.question = None
        self.room.publish([Frame(number, str(number)) for number in numbers], after=after, until=until)

    @rule()
    def everybody_reads(self) -> None:
        for reader in self.everybody:
            reader.take()

    @rule(which=st.integers(0, 20))
    def leave(self, which: int) -> None:
        if len(self.everybody) > 1:
            reader = self.everybody.pop(which % len(self.everybody))
            assert reader.listener
            self.room.leave(reader.listener)

    def teardown(self) -> None:
        if not hasattr(self, "room"):
            return
        if self.question:
            self.hand_out()
        self.look(is_told=True)
        self.hand_out()
        self.everybody_reads()
        for reader in self.everybody:
            assert reader.read == self.seen_after(reader.had)


TestEveryInterleaving = EveryInterleaving.TestCase
TestEveryInterleaving.settings = settings(
    max_examples=100, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
