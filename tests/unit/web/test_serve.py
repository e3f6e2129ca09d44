"""The command, up to where it would listen."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from labelwarden.cli.app import app
from labelwarden.errors import MissingExtra, UsageError


def test_an_address_that_others_reach_needs_a_login(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["serve", "--host", "0.0.0.0", "--data", str(tmp_path / "data")])
    assert isinstance(done.exception, UsageError)
    assert "--token-file" in str(done.exception)


def test_an_account_is_added_with_a_password_that_is_typed_twice(tmp_path: Path) -> None:
    from labelwarden.web.running import has_accounts
    from labelwarden.web.settings import Settings

    data = tmp_path / "data"
    assert not has_accounts(Settings(data))
    typed = "correct horse battery\ncorrect horse battery\n"
    done = CliRunner().invoke(app, ["serve", "--data", str(data), "--add-account", "dora"], input=typed)
    assert done.exit_code == 0, done.output
    assert has_accounts(Settings(data))
    short = CliRunner().invoke(app, ["serve", "--data", str(data), "--add-account", "ed"], input="short\nshort\n")
    assert isinstance(short.exception, UsageError)


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import sys

    monkeypatch.delitem(sys.modules, "labelwarden.web.running", raising=False)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    done = CliRunner().invoke(app, ["serve", "--data", str(tmp_path)])
    assert isinstance(done.exception, MissingExtra)
    assert "labelwarden[web]" in str(done.exception)
