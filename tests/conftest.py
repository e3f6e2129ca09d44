"""What holds for every test: no deadline on a shared machine, and no skip that nobody sees."""

from __future__ import annotations

import importlib.util
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

# Two busy cores make single examples slow without any fault; a failure prints what repeats it.
settings.register_profile("local", deadline=None, print_blob=True)
# In CI the same commit gives the same answer.
settings.register_profile("ci", parent=settings.get_profile("local"), derandomize=True)
# Nothing is taken from what another program or an earlier run has kept, and nothing left there.
KEPT = tempfile.TemporaryDirectory(prefix="labelwarden-tests-", ignore_cleanup_errors=True)
os.environ["LABELWARDEN_CACHE"] = KEPT.name
settings.load_profile("ci" if os.environ.get("CI") else "local")


@pytest.fixture(autouse=True)
def _no_page_of_an_earlier_test() -> None:
    """Rules that are compiled once do for all tests; a page is read by each that asks for it."""
    shutil.rmtree(Path(KEPT.name, "pages"), ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that read pictures need an engine, and say so where there is none."""
    if importlib.util.find_spec("tesserocr") or shutil.which("tesseract"):
        return
    without_engine = pytest.mark.skip(reason="neither the package tesserocr nor a program tesseract was found")
    for item in items:
        if item.get_closest_marker("ocr"):
            item.add_marker(without_engine)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """With LABELWARDEN_SKIPS=fail, as in CI, a run that skipped anything is no success."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("LABELWARDEN_SKIPS") != "fail" or reporter is None:
        return
    skipped = reporter.stats.get("skipped", [])
    if skipped and session.exitstatus == pytest.ExitCode.OK:
        reporter.write_line(f"{len(skipped)} skipped, and LABELWARDEN_SKIPS=fail: this counts as a failure", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
