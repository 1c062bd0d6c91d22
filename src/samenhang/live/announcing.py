"""Telling listeners that something changed, once it is in the database."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db import transaction

from samenhang.live.hearing import tell_others
from samenhang.live.hub import hub


def announce(topic: str, number: int, rows: Sequence[Any] = ()) -> None:
    """Tell who listens to `topic` that its change `number` will be there as soon as this transaction commits.

    `rows` may be what changed, each with its own `number`: a room that can draw them then asks the database nothing.
    """
    # What is committed stays so when telling fails: listeners then see it a little later.
    transaction.on_commit(partial(hub.announce, topic, number, rows), robust=True)
    transaction.on_commit(partial(tell_others, topic, number), robust=True)
