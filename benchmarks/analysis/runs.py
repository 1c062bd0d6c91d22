"""Runs of one task, each in a process of its own, and what they took."""

import json
import subprocess
import sys
from dataclasses import dataclass

# Who takes longer is ended.
MOST_SECONDS = 120


@dataclass(frozen=True)
class Took:
    seconds: float
    megabytes: float


def run(task: str, case: str) -> Took | str:
    """What it took, or why there is nothing."""
    command = [sys.executable, "-m", "benchmarks.analysis.one", task, case]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=MOST_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return f"not ready in {MOST_SECONDS} s"
    if done.returncode:
        return (done.stderr.strip().splitlines() or [f"ended with {done.returncode}"])[-1]
    return Took(**json.loads(done.stdout.splitlines()[-1]))
