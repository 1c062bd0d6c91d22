"""Counting in one weighted game: how many coalitions there are of each size with each sum of weight.

Members are put in one by one (Mann & Shapley 1962) and taken out again (Bilbao et al. 2000). The counts for all sizes
of one sum stand side by side in one long number, each in a field that is wide enough for any of them (Kronecker's
substitution): so they are added in one go, and Python's whole numbers are exact at any length.
"""

from collections.abc import Mapping, Sequence

from samenhang.analysis.errors import BadInput

type Sizes = Mapping[int, int]
"""Size of a coalition → how many coalitions."""

# Members × quota: as often one long number is added to another.
MOST_ADDITIONS = 30_000_000
# Members × members × quota: 500 megabytes of long numbers.
MOST_BITS = 4_000_000_000


class TooMuch(BadInput):
    """The weights make too many different sums to count exactly."""


class OneGame:
    """The coalitions under a quota above zero, of members with these whole weights, the heaviest first.

    `minimal_winning`: how many coalitions reach the quota in which everybody is needed. Raises TooMuch.
    """

    def __init__(self, falling: Sequence[int], quota: int) -> None:
        self.members = len(falling)
        if self.members * quota > MOST_ADDITIONS or self.members * self.members * quota > MOST_BITS:
            raise TooMuch("too_many_sums", quota=quota, count=self.members)
        self.quota = quota
        self.minimal_winning = 0
        # How many coalitions have each sum; after all have been put in, how many have at most that.
        self._ways = [1] + [0] * (quota - 1)
        for weight in falling:
            self._put_in(weight)
        for total in range(1, quota):
            self._ways[total] += self._ways[total - 1]

    def _put_in(self, weight: int) -> None:
        """Where everybody is needed the lightest is: with heavier ones who come within its weight under the quota."""
        ways = self._ways
        if weight:
            self.minimal_winning += sum(self._by_size(sum(ways[max(self.quota - weight, 0) :])).values())
        for total in range(self.quota - 1, weight - 1, -1):
            without = ways[total - weight]
            if without:
                ways[total] += without << self.members

    def decisive(self, weight: int) -> Sizes:
        """How many coalitions of the others come within `weight` under the quota; `weight` is that of a member.

        With the member in it, a coalition under a sum is one without it under that sum less its weight, and one larger.
        So those of all members, less those with it: of all members again, less those with it in turn, and so on.
        """
        found = 0
        for size in range(self.members):
            top = self.quota - size * weight
            if top <= 0:
                break
            both = (self._below(top) - self._below(top - weight)) << size * self.members
            found += -both if size % 2 else both
        return self._by_size(found)

    def _below(self, total: int) -> int:
        return self._ways[total - 1] if total > 0 else 0

    def _by_size(self, fields: int) -> Sizes:
        """Of the others there are fewer than all members: larger coalitions are left over from taking out, and go."""
        field = (1 << self.members) - 1
        return {size: count for size in range(self.members) if (count := fields >> size * self.members & field)}
