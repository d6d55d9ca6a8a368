"""Rules, states, money, periods and the hash tree: the pure tests alone reach every branch."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
TESTS = sorted(
    str(path.relative_to(ROOT))
    for path in (ROOT / "tests").rglob("test_*.py")
    if path.stem.endswith("_rules")
    or path.stem
    in (
        "test_rules",
        "test_procedure",
        "test_permissions",
        "test_money",
        "test_periods",
        "test_merkle",
        "test_workflow",
        "test_results",
    )
)
PURE = (
    "*/aktionsplan/*/rules.py,*/aktionsplan/*/rules/*.py,*/aktionsplan/*/states.py,*/shared/workflow.py,*/shared/money.py,"
    "*/shared/periods.py,*/ledger/merkle.py,*/people/permissions/*"
)


def test_pure_rules_are_covered_in_every_branch(tmp_path):
    keep = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "DATABASE_URL"))}
    environment = keep | {"COVERAGE_FILE": str(tmp_path / "covered")}
    coverage = [sys.executable, "-m", "coverage"]
    run = [*coverage, "run", "--branch", f"--include={PURE}", "-m", "pytest", "-n", "0", *TESTS]
    done = subprocess.run(run, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:]
    report = [*coverage, "report", "--show-missing", "--skip-covered", "--fail-under=100"]
    found = subprocess.run(report, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout
    assert len(TESTS) >= 12
