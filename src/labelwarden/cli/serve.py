"""The command `serve`: the review page, and the accounts of those who may use it."""

from __future__ import annotations

import getpass
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from labelwarden.cli import options
from labelwarden.cli.output import message
from labelwarden.errors import MissingExtra, UsageError

if TYPE_CHECKING:
    from labelwarden.web.settings import Settings


class RoleChoice(StrEnum):
    """What an account may do."""

    READER = "read-only"
    REVIEWER = "reviewer"
    ADMIN = "admin"


def serve(
    *,
    host: Annotated[
        str, typer.Option("--host", metavar="HOST", help="Address to listen on; other than this machine needs a login.")
    ] = ("127.0.0.1"),
    port: Annotated[int, typer.Option("--port", metavar="N", min=0, max=65535, help="Port to listen on.")] = 8321,
    data: Annotated[
        Path, typer.Option("--data", metavar="DIR", help="Folder for labels, pictures and decisions; made if missing.")
    ] = Path("labelwarden-review"),
    name: Annotated[
        str | None,
        typer.Option("--name", metavar="NAME", help="Who decides, where nobody logs in.  [default: your login name]"),
    ] = None,
    token_file: Annotated[
        Path | None,
        typer.Option("--token-file", metavar="FILE", help="One secret of 20 characters or more, to log in."),
    ] = None,
    add_account: Annotated[
        str | None,
        typer.Option("--add-account", metavar="NAME", help="Add an account or change its password, and end."),
    ] = None,
    role: Annotated[RoleChoice, typer.Option("--role", help="What that account may do.")] = RoleChoice.REVIEWER,
    public_name: Annotated[
        list[str] | None,
        typer.Option(
            "--public-name", metavar="HOST", help="Host name it is reached by; others are refused. Repeatable."
        ),
    ] = None,
    https: Annotated[
        bool, typer.Option("--https", help="Pages are reached by https, as behind a proxy: cookies go no other way.")
    ] = False,
    behind_proxy: Annotated[
        bool,
        typer.Option("--behind-proxy", help="A proxy adds X-Forwarded-For: clients are counted by its last address."),
    ] = False,
    max_upload: Annotated[int, typer.Option("--max-upload", metavar="N", min=1, help="Megabytes taken at once.")] = 64,
    max_megapixels: Annotated[
        int, typer.Option("--max-megapixels", metavar="N", min=1, max=200, help="Of one picture.")
    ] = 50,
    keep_days: Annotated[
        int | None,
        typer.Option(
            "--keep-days",
            metavar="DAYS",
            min=1,
            help="Remove files and pictures after so many days; words, hashes and decisions stay.  [default: keep all]",
        ),
    ] = None,
    workers: Annotated[int, typer.Option("--workers", metavar="N", min=1, max=64, help="Labels read at a time.")] = 1,
    jurisdiction: options.Jurisdictions = None,
    as_of: options.AsOf = None,
    rules: options.RulePaths = None,
    no_builtin_rules: options.NoBuiltin = False,
    select: options.Select = None,
    ignore: options.Ignore = None,
    experimental: options.Experimental = False,
    engine: options.Engine = options.EngineChoice.AUTO,
) -> None:
    """Run the review page, where people decide on findings.

    It keeps a record of who decided what. It listens on this machine alone unless --host says otherwise, which
    needs --token-file or accounts.
    """
    try:
        from labelwarden.web.running import run
        from labelwarden.web.settings import Limits, Settings, is_loopback, token_hash
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("labelwarden"):
            raise
        raise MissingExtra("the review page", "web") from error
    settings = Settings(
        data=data,
        host=host,
        port=port,
        reviewer=name or _login_name(),
        token_hash="" if token_file is None else token_hash(token_file),
        names=tuple(name.lower() for name in public_name or ()),
        secure_cookie=https,
        behind_proxy=behind_proxy,
        keep_days=keep_days,
        limits=Limits(upload_bytes=max_upload * 1_000_000, max_pixels=max_megapixels * 1_000_000),
    )
    if add_account is not None:
        _add_account(settings, add_account, role.value)
        return
    from labelwarden.web.running import has_accounts

    if not is_loopback(host) and not settings.token_hash and not has_accounts(settings):
        raise UsageError(
            f"--host {host}: others could reach it and decide. Add --token-file FILE, or accounts by --add-account NAME"
        )
    from labelwarden.cli.rulebook_of import asked_rules
    from labelwarden.web.judging import Judge

    asked = asked_rules(rules, no_builtin_rules)
    settings = replace(settings, rules=asked.paths, builtin=asked.builtin)
    checker = options.load_checker(
        jurisdictions=jurisdiction,
        as_of=as_of,
        rules=rules,
        no_builtin=no_builtin_rules,
        select=select,
        ignore=ignore,
        experimental=experimental,
        checklist=True,
        asked=asked,
    )
    run(settings, Judge(checker, follows_today=as_of is None), engine.value, workers, say=message)


def _add_account(settings: Settings, name: str, role: str) -> None:
    from labelwarden.web.running import set_account

    password = typer.prompt(f"Password of {name}", hide_input=True, confirmation_prompt=True)
    set_account(settings, name, role, password, by=f"{_login_name()}, on the command line")
    message(f"{name} may log in as {role}")


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "reviewer"
