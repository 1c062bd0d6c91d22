"""Telling listeners that something changed, once it is in the database."""

from functools import partial

from django.db import transaction

from samenhang.live.hearing import tell_others
from samenhang.live.hub import hub


def announce(topic: str, number: int) -> None:
    """Tell who listens to `topic` that its change `number` will be there as soon as this transaction commits."""
    # What is committed stays so when telling fails: listeners then see it a little later.
    transaction.on_commit(partial(hub.announce, topic, number), robust=True)
    transaction.on_commit(partial(tell_others, topic, number), robust=True)
