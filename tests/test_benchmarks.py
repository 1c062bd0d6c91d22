"""That `make bench` measures every page and writes what it found; the numbers of so small a run mean nothing."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.slow
def test_the_benchmark_measures_each_page_once(tmp_path: Path) -> None:
    result = tmp_path / "bench.json"
    size = [
        "--stakeholders",
        "5",
        "--assessments",
        "2",
        "--rounds",
        "1",
        "--import-rows",
        "20",
        "--live",
        "smoke",
        "--analysis",
        "smoke",
    ]

    # Not the settings of these tests: the benchmark has its own.
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("SAMENHANG_", "DJANGO_"))}
    command = [sys.executable, "-m", "benchmarks", *size, "--result", str(result)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    measured = {one["name"]: one for one in json.loads(result.read_text())}
    for name in [
        "home",
        "stakeholder table",
        "one relation",
        "chart",
        "where to begin",
        "choosing",
        "board of actions",
    ]:
        assert measured[f"server time, {name}"]["ratio"] > 0
        assert measured[f"queries, {name}"]["ours"] > 0
    assert measured["import of 20 rows"]["ours"] > 0
    for what in ["lost", "doubled", "refused", "acknowledged but not stored"]:
        live = measured[f"{what}, 5 people, 10 notes/s"]
        assert live["ours"] == 0 or "C compiler" in live["reason"]
    assert "stakeholder table" in done.stdout
