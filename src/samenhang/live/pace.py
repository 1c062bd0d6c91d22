"""How long to rest after work that comes back: what comes in meanwhile is done together, next time."""

# Times the processor time it took: work takes its share of the processor, and no more.
REST = 20


def rest_after(cost: float, longest: float) -> float:
    """Seconds to rest after work that took `cost` seconds of processor time."""
    return min(REST * cost, longest)
