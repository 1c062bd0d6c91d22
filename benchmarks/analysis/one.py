"""One run of one task: `python -m benchmarks.analysis.one TASK CASE` tells what it took as JSON."""

import json
import resource
import sys
import time
import warnings

from benchmarks.analysis.tasks import TASKS

KIBIBYTES = 1024


def main() -> None:
    # What peers warn of is theirs.
    warnings.simplefilter("ignore")
    task, case = sys.argv[1:]
    question = TASKS[task](case)
    begun = time.perf_counter()
    question()
    seconds = time.perf_counter() - begun
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KIBIBYTES / 1e6
    print(json.dumps({"seconds": seconds, "megabytes": most}))


if __name__ == "__main__":
    main()
