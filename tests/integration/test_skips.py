"""What the end of a test run says about skips, and when it makes the run fail."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.plugins.skips import permitted_reasons

ROOT = Path(__file__).resolve().parents[2]
TESTS = textwrap.dedent("""
    import pytest

    def test_that_runs(): pass

    @pytest.mark.skip(reason="{reason}")
    def test_that_needs_it(): pass

    def test_that_finds_out_late(): pytest.skip("{reason}")
""")


ALONE, IN_TWO = (), ("-p", "xdist", "-n2")  # processes


def run(folder: Path, tests: str, *, ci: bool, more: tuple[str, ...] = ALONE) -> tuple[int, str]:
    """Exit code and output of a pytest run in a folder of its own, with this plugin and no other."""
    (folder / "test_it.py").write_text(tests)
    (folder / "pytest.ini").write_text("[pytest]\n")
    environment = {name: value for name, value in os.environ.items() if name != "CI"}
    environment |= {"PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "tests.plugins.skips", "-p", "no:cacheprovider", *more],
        cwd=folder,
        env=environment | ({"CI": "true"} if ci else {}),
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_skips_are_listed_by_reason_before_the_summary(tmp_path: Path) -> None:
    code, said = run(tmp_path, TESTS.format(reason="no telescope"), ci=False)
    assert code == 0
    assert "no telescope (2)" in said
    assert "test_it.py::test_that_needs_it" in said
    assert "test_it.py::test_that_finds_out_late" in said
    assert "1 passed, 2 skipped" in said.strip().splitlines()[-1]


@pytest.mark.parametrize("more", [ALONE, IN_TWO])
def test_unexpected_skip_fails_in_ci(more: tuple[str, ...], tmp_path: Path) -> None:
    code, said = run(tmp_path, TESTS.format(reason="no telescope"), ci=True, more=more)
    assert code == 1
    assert "not a permitted reason to skip in CI: no telescope" in said
    assert "1 passed, 2 skipped" in said.strip().splitlines()[-1]


@pytest.mark.parametrize("reason", permitted_reasons())
def test_permitted_skip_passes_in_ci(reason: str, tmp_path: Path) -> None:
    code, said = run(tmp_path, TESTS.format(reason=reason), ci=True)
    assert code == 0
    assert f"{reason} (2)" in said


@pytest.mark.parametrize("more", [ALONE, IN_TWO])
def test_module_that_skips_itself_counts(more: tuple[str, ...], tmp_path: Path) -> None:
    tests = "import pytest\npytest.skip('no sky', allow_module_level=True)\n"
    code, said = run(tmp_path, tests, ci=True, more=more)
    assert code == 1
    assert "no sky (1)" in said


def test_expected_failure_is_no_skip(tmp_path: Path) -> None:
    code, said = run(tmp_path, "import pytest\n@pytest.mark.xfail\ndef test_it(): assert False\n", ci=True)
    assert code == 0
    assert "skipped" not in said
