"""The editor of a rule author, as far as it can be driven here: the real yaml-language-server over its protocol."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

VERSION = "1.25.0"
SERVER = Path("node_modules", "yaml-language-server", "bin", "yaml-language-server")

pytestmark = pytest.mark.node

NEW = ("rules", "new", "us-hi.kava.trial", "--kind", "forbidden-substance", "--substance", "substance.kava")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The server's program; where it is not installed, npm fetches it once for these tests."""
    if found := shutil.which("yaml-language-server"):
        return Path(found).resolve()
    npm = shutil.which("npm")
    if shutil.which("node") is None or npm is None:
        pytest.skip("node and npm were not found: the rule schema is not tried in yaml-language-server")
    folder = tmp_path_factory.mktemp("node")
    options = ("--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(folder))
    done = subprocess.run(
        [npm, "install", *options, f"yaml-language-server@{VERSION}"], capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip(f"npm could not install yaml-language-server: {done.stderr.strip()[-200:]}")
    return folder / SERVER


class Editor:
    """One open file in the server."""

    def __init__(self, server: Path) -> None:
        node = shutil.which("node")
        assert node is not None
        self.process = subprocess.Popen([node, str(server), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._number = 0
        self.lines: list[str] = []
        self._uri = ""
        formats = {"hover": {"contentFormat": ["plaintext"]}, "completion": {}}
        self.ask("initialize", {"processId": None, "rootUri": None, "capabilities": {"textDocument": formats}})
        self._send({"method": "initialized", "params": {}})

    def open(self, file: Path, text: str) -> list[dict[str, Any]]:
        """Opens the file with that text; the mistakes that the server sees in it."""
        self.lines = text.split("\n")
        self._uri = file.as_uri()
        document = {"uri": self._uri, "languageId": "yaml", "version": 1, "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        while (message := self._receive()).get("method") != "textDocument/publishDiagnostics":
            self._answer(message)
        found: list[dict[str, Any]] = message["params"]["diagnostics"]
        return found

    def at(self, words: str, behind: int = 1) -> dict[str, Any]:
        """A place in the file: so many characters behind the beginning of these words."""
        line = next(number for number, text in enumerate(self.lines) if words in text)
        position = {"line": line, "character": self.lines[line].index(words) + behind}
        return {"textDocument": {"uri": self._uri}, "position": position}

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        """The result of a request."""
        self._number += 1
        self._send({"id": self._number, "method": method, "params": params})
        while (message := self._receive()).get("id") != self._number or "method" in message:
            self._answer(message)
        return message["result"]

    def _answer(self, message: dict[str, Any]) -> None:
        """What the server itself asks, such as for settings, is answered with nothing."""
        if "method" in message and "id" in message:
            items = message["params"].get("items") if isinstance(message.get("params"), dict) else None
            self._send({"id": message["id"], "result": None if items is None else [None] * len(items)})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def _receive(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        length = 0
        while line := self.process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        message: dict[str, Any] = json.loads(self.process.stdout.read(length))
        return message


@pytest.fixture
def editor(server: Path) -> Iterator[Editor]:
    opened = Editor(server)
    yield opened
    opened.process.kill()
    opened.process.communicate()


def new_rule(run: Run, tmp_path: Path) -> tuple[Path, str]:
    assert run(*NEW).code == 0
    file = tmp_path / "my-rules" / "us-hi" / "kava.yaml"
    return file, file.read_text(encoding="utf-8")


def test_a_new_rule_is_free_of_mistakes(run: Run, tmp_path: Path, editor: Editor) -> None:
    assert editor.open(*new_rule(run, tmp_path)) == []


def test_mistakes_are_underlined_where_they_stand(run: Run, tmp_path: Path, editor: Editor) -> None:
    file, text = new_rule(run, tmp_path)
    faulty = (
        text.replace("severity: major", "severity: mayor")
        .replace("any_of:", "anyof:")
        .replace("remedy:", "remedi:")
        .replace("- cite:", "- quote:")
    )
    found = editor.open(file, faulty)

    lines = faulty.split("\n")
    said = {(lines[fault["range"]["start"]["line"]].strip().split(":")[0], fault["message"]) for fault in found}
    assert ("severity", 'Value is not accepted. Valid values: "critical", "major", "minor", "note".') in said
    assert ("check", "Property anyof is not allowed.") in said
    assert ("remedi", "Property remedi is not allowed.") in said
    assert any('Missing property "cite"' in message for _, message in said)


def test_keys_and_values_are_completed(run: Run, tmp_path: Path, editor: Editor) -> None:
    file, text = new_rule(run, tmp_path)
    editor.open(file, text.replace("    severity: major", "    severity: \n    sur"))

    severity = editor.ask("textDocument/completion", editor.at("severity: ", len("severity: ")))
    keys = editor.ask("textDocument/completion", editor.at("    sur", len("    sur")))
    assert {"critical", "major", "minor", "note"} <= {item["label"] for item in severity["items"]}
    assert "surface" in {item["label"] for item in keys["items"]}


def test_hovering_explains_keys_and_kinds_of_check(run: Run, tmp_path: Path, editor: Editor) -> None:
    editor.open(*new_rule(run, tmp_path))

    title = editor.ask("textDocument/hover", editor.at("    title:", len("    ti")))
    kind = editor.ask("textDocument/hover", editor.at("kind: forbidden-substance"))
    assert "What is wrong with a label that breaks the rule" in title["contents"]["value"]
    assert "The product must not contain any substance" in kind["contents"]["value"]


def test_rules_that_ship_are_free_of_mistakes(run: Run, tmp_path: Path, editor: Editor) -> None:
    from labelwarden.rules.files import builtin_folder

    run("rules", "schema", "--output", "rule.schema.json")
    for name in ("us/kratom.yaml", "us/7oh.yaml", "terms/actions.yaml", "relations.yaml", "contexts.yaml"):
        text = (builtin_folder() / name).read_text(encoding="utf-8")
        file = tmp_path / Path(name).name
        assert editor.open(file, f"# yaml-language-server: $schema=rule.schema.json\n{text}") == [], name
