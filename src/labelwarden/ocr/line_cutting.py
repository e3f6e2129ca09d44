"""Lines cut out of a picture and laid level, also those that are bowed."""

from __future__ import annotations

import math
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from labelwarden.ocr.found_line import FoundLine

Array = npt.NDArray[Any]

_EDGE = 2
"""Pixels beyond the line that are looked at to draw its edge."""


def cut_out(picture: Array, line: FoundLine, scale: float, height: int, wider: float = 1.0) -> Array:
    """What stands on `line`, `height` pixels high and so many times `wider` than it is.

    `scale` pixels of the line's picture make one of `picture`.
    """
    corners = np.array(line.corners, np.float32) / np.float32(scale)
    picture, corner = _around(picture, corners, abs(line.bow) / scale)
    corners -= corner
    long = max(math.dist(corners[0], corners[1]), math.dist(corners[2], corners[3]))
    high = max(math.dist(corners[0], corners[3]), math.dist(corners[1], corners[2]), 1.0)
    shrunk = high > height
    fitting = max(1, math.ceil(wider * height * long / high)), height
    # Small print is enlarged in one step: laid level in its own size it would be blurred.
    size = (max(1, round(long)), max(1, round(high))) if shrunk else fitting
    level = _straightened(picture, corners, line.bow / scale, size) if line.bow else _levelled(picture, corners, size)
    return np.asarray(cv2.resize(level, fitting, interpolation=cv2.INTER_AREA)) if shrunk else level


def _around(picture: Array, corners: Array, room: float) -> tuple[Array, Array]:
    """The part of `picture` that a line lies on, and its corner: what OpenCV is given it copies."""
    height, width = picture.shape[:2]
    left, top = np.clip(np.floor(corners.min(axis=0) - room - _EDGE), 0, (width - 1, height - 1)).astype(int)
    right, bottom = np.clip(np.ceil(corners.max(axis=0) + room + _EDGE), (left + 1, top + 1), (width, height)).astype(
        int
    )
    return np.ascontiguousarray(picture[top:bottom, left:right]), np.array([left, top], np.float32)


def _levelled(picture: Array, corners: Array, size: tuple[int, int]) -> Array:
    level = np.array([(0, 0), (size[0], 0), size, (0, size[1])], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, level)
    return np.asarray(
        cv2.warpPerspective(picture, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    )


def _straightened(picture: Array, corners: Array, bow: float, size: tuple[int, int]) -> Array:
    """Each column of the line is taken across the bow at its place."""
    start, end = (corners[0] + corners[3]) / 2, (corners[1] + corners[2]) / 2
    straight = end - start
    below = np.array([-straight[1], straight[0]], np.float32) / max(float(np.linalg.norm(straight)), 1.0)
    share = ((np.arange(size[0], dtype=np.float32) + 0.5) / size[0])[:, None]
    middle = start + share * straight + 4 * bow * share * (1 - share) * below
    tangent = straight + 4 * bow * (1 - 2 * share) * below
    across = np.stack([-tangent[:, 1], tangent[:, 0]], axis=1) / np.linalg.norm(tangent, axis=1, keepdims=True)
    high = (math.dist(corners[0], corners[3]) + math.dist(corners[1], corners[2])) / 2
    rows = (((np.arange(size[1], dtype=np.float32) + 0.5) / size[1] - 0.5) * np.float32(high))[:, None, None]
    places = (middle[None] + rows * across[None]).astype(np.float32)
    across_at, down_at = np.ascontiguousarray(places[:, :, 0]), np.ascontiguousarray(places[:, :, 1])
    return np.asarray(cv2.remap(picture, across_at, down_at, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE))
