"""The program `labelwarden`: commands in, exit codes out, and no traceback for anything that can be foreseen."""

from __future__ import annotations

import gc
import os
import sys
import traceback
from pathlib import Path

from labelwarden.errors import EXIT_BUG, FaultyFileError, LabelwardenError


def main() -> None:
    """Runs the command line and ends the process with the exit code of the contract."""
    # What a start allocates stays: looking for garbage in it, and for plugins of pydantic, is a tenth of a cold check.
    gc.set_threshold(200_000, 20, 20)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        from labelwarden.cli.app import app

        app()
    except FaultyFileError as error:
        from labelwarden.cli.faults import faults_text

        _say(faults_text(error.faults).rstrip())
        sys.exit(error.exit_code)
    except LabelwardenError as error:
        _say(str(error))
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:  # noqa: BLE001 - the last stop: a fault of ours becomes one line and its own exit code
        if os.environ.get("LABELWARDEN_DEBUG"):
            traceback.print_exc()
        _say(_our_fault(error))
        sys.exit(EXIT_BUG)


def _our_fault(error: Exception) -> str:
    place = traceback.extract_tb(error.__traceback__)[-1]
    what = " ".join(f"{type(error).__name__}: {error}".split())[:300]
    return (
        f"labelwarden: a fault of ours, not of your input: {what} ({Path(place.filename).name}:{place.lineno}). "
        "Please report this line with the command that led to it; LABELWARDEN_DEBUG=1 shows more."
    )


def _say(text: str) -> None:
    # Not through sys.stderr as it may be set up: text of a label in a message must not fail for its letters.
    sys.stderr.flush()
    sys.stderr.buffer.write((text + "\n").encode("utf-8", "backslashreplace"))
    sys.stderr.buffer.flush()


if __name__ == "__main__":
    main()
