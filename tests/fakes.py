"""OCR engines that fail, one for each way to fail, and one that says what it was told to say."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PIL import Image

from labelwarden.errors import OcrError
from labelwarden.ocr.engine import Engine, SeenWord
from labelwarden.ocr.reading import Reading, read_picture
from labelwarden.text.span import Box


def read_by(monkeypatch: pytest.MonkeyPatch, engine: Engine) -> None:
    """From now on pictures are read by `engine`, in this process."""

    class Here:
        def __init__(self, _name: str) -> None:
            pass

        def read(self, path: Path) -> Reading:
            return read_picture(path, engine)

        def close(self) -> None:
            pass

    monkeypatch.setattr("labelwarden.ocr.apart.ReadingProcess", Here)


@dataclass(frozen=True)
class TellingEngine:
    """Sees `words` on the whole picture, whatever is on it, and `block_words` on the first region cut out of it."""

    words: Sequence[SeenWord] = ()
    block_words: Sequence[SeenWord] = ()
    name: str = "telling 1.0"
    sizes: list[tuple[int, int]] = field(default_factory=list)
    """Of the whole pictures that it was given."""

    def read(self, image: Image.Image) -> list[SeenWord]:
        self.sizes.append(image.size)
        return list(self.words)

    def read_blocks(self, images: Sequence[Image.Image]) -> list[list[SeenWord]]:
        return [list(self.block_words) if index == 0 else [] for index, _ in enumerate(images)]


class BlindEngine(TellingEngine):
    """Works, and sees nothing."""


class LyingEngine(TellingEngine):
    """Sees words off the picture, words without letters, and confidences that are none."""

    def __init__(self) -> None:
        super().__init__(
            words=(
                SeenWord("outside", Box(90_000, 90_000, 50, 20), 0.9, 1, 0),
                SeenWord("flat", Box(10, 10, 40, 0), 0.9, 1, 0),
                SeenWord("backwards", Box(40, 10, -30, 20), 0.9, 1, 0),
                SeenWord(" \n ", Box(10, 10, 40, 20), 0.9, 1, 0),
                SeenWord("half\nout", Box(-500, -500, 1500, 1500), 17.0, 1, 1),
                SeenWord("unsure", Box(1100, 40, 400, 60), -3.0, 1, 1),
                SeenWord("nonsense", Box(1100, 400, 400, 60), float("nan"), 1, 2),
            )
        )


class CrashingEngine(TellingEngine):
    """Breaks down on every picture."""

    def read(self, image: Image.Image) -> list[SeenWord]:  # noqa: ARG002 - the signature is the protocol's
        raise OcrError("the engine broke down (segmentation fault); save the picture anew as png")


class SlowEngine(TellingEngine):
    """Runs out of time once it comes to the regions."""

    def read_blocks(self, images: Sequence[Image.Image]) -> list[list[SeenWord]]:  # noqa: ARG002 - as above
        raise OcrError("the engine did not finish in 60 s; make the picture smaller")


class KillingEngine(TellingEngine):
    """Ends its process on dark pictures, never ends on grey ones, and wants 20 GB for those between."""

    def read(self, image: Image.Image) -> list[SeenWord]:
        os.write(1, b"a remark of a library\n")
        darkness = 255 - image.convert("L").tobytes()[0]
        if darkness > 200:
            os.kill(os.getpid(), signal.SIGKILL)
        if darkness > 150:
            bytearray(20_000_000_000)
        if darkness > 100:
            time.sleep(600)
        return super().read(image)
