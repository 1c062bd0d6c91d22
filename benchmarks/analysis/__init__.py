"""The arithmetic beside the packages that others use for it: NegMAS, powerindex, power-bdd and networkx.

Each run is a process of its own that makes its input, and then times the question alone; ours and theirs in turns. We
answer all that `samenhang analyse` tells, the others what they can of it. Who takes longer than two minutes is ended,
and measured on a smaller case.
"""

from benchmarks.analysis.measuring import measure_analysis

__all__ = ["measure_analysis"]
