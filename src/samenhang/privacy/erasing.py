"""Erasing a row with all that hangs on it, while others may still be writing."""

import time

from django.db import IntegrityError, OperationalError, models, transaction

# Seconds to wait before trying again: who was writing is done by then.
WAITS = (0.05, 0.2, 0.5, 1.0, 2.0)


def erase(row: models.Model) -> None:
    """Delete `row` and what points at it, all or nothing.

    Somebody may add to it between finding what there is and deleting that, or hold a part of it: then it is tried
    again. Keep new work away first (archive, remove), so that there is an end to it. Raises IntegrityError or
    OperationalError when there is not.
    """
    for wait in WAITS:
        try:
            delete(row)
        except (IntegrityError, OperationalError):
            time.sleep(wait)
        else:
            return
    delete(row)


def delete(row: models.Model) -> None:
    with transaction.atomic():
        row.delete()
