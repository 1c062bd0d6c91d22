"""Something people write on together, whose changes are numbered without a gap."""

from django.db import models, transaction


class Numbered(models.Model):
    """Counts its changes; a page carries the number it was drawn at, and the stream resumes after it."""

    last_number = models.PositiveBigIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    def next_number(self) -> int:
        """The number of a change made in this transaction; it holds others up until this one ends.

        Call it inside `transaction.atomic()` and save the change in the same transaction, so that numbers have no gap
        and are seen in their order.
        """
        return self.next_numbers(1)[0]

    def next_numbers(self, count: int) -> range:
        """As `next_number`, for so many changes made together."""
        row = type(self)._base_manager.filter(pk=self.pk)
        with transaction.atomic(savepoint=False):
            self.last_number = row.select_for_update().values_list("last_number", flat=True).get() + count
            row.update(last_number=self.last_number)
        return range(self.last_number - count + 1, self.last_number + 1)
