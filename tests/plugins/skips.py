"""Says at the end which tests were skipped and why; in CI an unexpected reason is a failure.

The reasons that CI permits are listed in pyproject.toml, `[tool.socialroom] permitted_skips`.
"""

import os
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

PYPROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"


class Skips:
    """What this run skipped: reason to tests."""

    def __init__(self, permitted: set[str], *, strict: bool) -> None:
        self.by_reason: dict[str, list[str]] = defaultdict(list)
        self.permitted = permitted
        self.strict = strict
        self.while_collecting: set[tuple[str, str]] = set()  # (reason, module)

    @property
    def refused(self) -> list[str]:
        return [reason for reason in self.by_reason if self.strict and reason not in self.permitted]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._note(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.outcome == "skipped":
            self._note_module(_reason_of(report), report.nodeid)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any, error: object) -> None:
        """One of several processes is done: it alone saw which modules skipped themselves."""
        for reason, module in getattr(node, "workeroutput", {}).get("skipped_modules", []):
            self._note_module(reason, module)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if hasattr(session.config, "workeroutput"):  # one of several: the first process judges
            session.config.workeroutput["skipped_modules"] = sorted(self.while_collecting)
            return
        if self.refused and session.exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if not self.by_reason:
            return
        terminalreporter.section("what was skipped, and why")
        for reason, tests in sorted(self.by_reason.items()):
            terminalreporter.line(f"{reason} ({len(tests)})", bold=True)
            for test in tests:
                terminalreporter.line(f"  {test}")
        for reason in self.refused:
            terminalreporter.line(f"FAILED: not a permitted reason to skip in CI: {reason}", red=True)

    def _note_module(self, reason: str, module: str) -> None:
        if (reason, module) not in self.while_collecting:  # each process collects all modules
            self.while_collecting.add((reason, module))
            self.by_reason[reason].append(module)

    def _note(self, report: pytest.TestReport) -> None:
        if report.outcome == "skipped" and not hasattr(report, "wasxfail"):
            self.by_reason[_reason_of(report)].append(report.nodeid)


def pytest_configure(config: pytest.Config) -> None:
    skips = Skips(set(permitted_reasons()), strict=bool(os.environ.get("CI")))
    config.pluginmanager.register(skips, "skips")


def permitted_reasons() -> list[str]:
    """The short list in pyproject.toml."""
    reasons: list[str] = tomllib.loads(PYPROJECT.read_text())["tool"]["socialroom"]["permitted_skips"]
    return reasons


def _reason_of(report: pytest.TestReport | pytest.CollectReport) -> str:
    """Without the place and the word that pytest puts before it."""
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return reason.removeprefix("Skipped: ")
