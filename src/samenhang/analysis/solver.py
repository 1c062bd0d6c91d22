"""HiGHS as we use it: exact, the same each time, and without a word on standard output, where answers go.

Huangfu & Hall 2018, "Parallelizing the dual revised simplex method".
"""

import highspy


class Solver(highspy.Highs):
    """A mixed-integer solver without a gap, in one thread."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]

    def enableCallbacks(self) -> None:  # noqa: N802 (the first thing HiGHS does, and it would announce itself)
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()  # type: ignore[no-untyped-call]
        self.setOptionValue("mip_rel_gap", 0.0)
        self.setOptionValue("mip_abs_gap", 0.0)
        self.setOptionValue("random_seed", 1)
        self.setOptionValue("threads", 1)
