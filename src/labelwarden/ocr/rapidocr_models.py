"""The models that come with RapidOCR, run by onnxruntime: to find print, to tell what is upside down, to read a line.

They are run directly and not through RapidOCR, which pads each line to 320 pixels, cuts straight rectangles only and
holds a picture three times in double precision. Measured on dense labels: half the time and half the memory.
"""

from __future__ import annotations

from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime

from labelwarden.ocr.line_reader import Alphabet, as_input
from labelwarden.ocr.memory import keep_little
from labelwarden.ocr.seen_line import LineWord

Array = npt.NDArray[Any]

_FINDER = "PP-OCRv6_det_small.onnx"
_TURNED = "ch_ppocr_mobile_v2.0_cls_mobile.onnx"
_READER = "PP-OCRv6_rec_small.onnx"

_GLANCE = 192
"""Pixels of a line from which is told whether it is upside down."""

FAULTS = (RuntimeError, ValueError)
"""What a model raises: onnxruntime's faults are of the first kind, or of the second where the input does not fit."""


class RapidocrModels:
    """The three models. All threads of the process may use them at once."""

    def __init__(self, threads: int) -> None:
        keep_little()
        folder = _folder()
        self._finder = _session(folder / _FINDER, threads)
        self._turned = _session(folder / _TURNED, 1)
        self._reader = _session(folder / _READER, 1)
        self._alphabet = Alphabet(self._reader.get_modelmeta().custom_metadata_map["character"].splitlines())

    def likelihood(self, picture: Array) -> Array:
        """How likely each pixel (of a picture with sides that 32 divides) is the core of a line of print."""
        small = np.ascontiguousarray(picture.transpose(2, 0, 1), np.float32)[None]
        small /= np.float32(127.5)
        small -= 1
        return np.asarray(_run(self._finder, small)[0, 0])

    def upside_down(self, level: Array) -> float:
        """How likely a line that was cut out stands on its head."""
        return float(_run(self._turned, as_input(level[:, :_GLANCE], _GLANCE))[0, 1])

    def words(self, level: Array, wider: float = 1.0) -> list[LineWord]:
        """What is read on a line that was cut out, so many times `wider` than it is."""
        given = as_input(level)
        return self._alphabet.words(_run(self._reader, given)[0], level.shape[1] / given.shape[3], wider)


def name() -> str:
    """The package that the models come with, and its version."""
    return f"rapidocr {version('rapidocr')}"


def _folder() -> Path:
    spec = find_spec("rapidocr")
    if spec is None or spec.origin is None:
        raise ImportError("rapidocr is not installed")
    return Path(spec.origin).parent / "models"


def _session(model: Path, threads: int) -> Any:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4  # its remarks help nobody
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # doubles the memory and gains nothing
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def _run(session: Any, given: Array) -> Any:
    return session.run(None, {session.get_inputs()[0].name: given})[0]
