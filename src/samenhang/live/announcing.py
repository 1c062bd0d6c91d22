"""Telling listeners that something changed, once it is in the database."""


def announce(topic: str, number: int) -> None:
    """Tell who listens to `topic` that its change `number` will be there as soon as this transaction commits."""
