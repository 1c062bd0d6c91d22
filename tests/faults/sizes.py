"""How much the faults are repeated: a little in every test run, much in `make soak`."""

import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    kills: int
    writers: int
    # Of each writer; a map takes 5,000 in all.
    cards: int


SOAK = bool(os.environ.get("SOAK"))
SIZE = Size(kills=10, writers=200, cards=20) if SOAK else Size(kills=3, writers=20, cards=24)
# Phones wait as long as real ones do, or a tenth of that.
PACE = 1.0 if SOAK else 0.1
# Until something must have happened.
SECONDS = 600 if SOAK else 60
