"""Where lines of print run on a picture, told from how likely each pixel is the middle of print.

A model gives the likelihood (Liao and others 2020, "Differentiable Binarization"); what it marks is the core of each
line, thinner than the line, so that neighbours stay apart. Around a bottle or a seal the core is a bow: it is followed,
where a rectangle around it would hold parts of three lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from labelwarden.ocr.found_line import FoundLine
from labelwarden.ocr.line_directions import along_their_length
from labelwarden.ocr.seen_line import Corners

Array = npt.NDArray[Any]
Likelihood = Callable[[Array], Array]
"""From a picture (height, width, blue-green-red; sides that 32 divides) to the likelihood of each pixel."""

_GRAIN = 32
_WHOLE = 1_300_000
_MOST_AT_ONCE = 1_500_000
"""Pixels: the model takes 250 bytes for each. What is larger than the first is looked at strip by strip, each with its
seams no larger than the second.
"""

_SEAM = 128
"""Pixels on either side of a seam that are looked at twice, so that no line is cut: what the model takes in at once."""

_CORE = 0.3
_PRINT = 0.5
_THINNEST = 3
_ROOM = 1.6
"""How much of the core's area is added around it, over its circumference: as the model was trained."""

_BOWED = 0.2
"""Of the core's thickness: what bends less is cut out straight."""

_LONG = 4.0
_SMOOTH = 0.35
_BINS = (5, 40)


def likely_print(picture: Array, likelihood: Likelihood) -> Array:
    """How likely each pixel of `picture` is the core of a line, from 0 to 1."""
    height, width = picture.shape[:2]
    right, below = -width % _GRAIN, -height % _GRAIN
    padded = cv2.copyMakeBorder(picture, 0, below, 0, right, cv2.BORDER_REPLICATE)
    if height >= width:
        seen = _by_strips(padded, likelihood)
    else:
        seen = _by_strips(padded.transpose(1, 0, 2), lambda part: likelihood(part.transpose(1, 0, 2)).T).T
    return seen[:height, :width]


def _by_strips(picture: Array, likelihood: Likelihood) -> Array:
    """The likelihood strip by strip, from the top down."""
    height, width = picture.shape[:2]
    at_once = max(_MOST_AT_ONCE // width - 2 * _SEAM, _SEAM)
    count = -(-height // at_once) if height * width > _WHOLE else 1
    edges = [round(height * number / count / _GRAIN) * _GRAIN for number in range(count + 1)]
    seen = np.empty((height, width), np.float32)
    for top, bottom in pairwise(edges):
        first, last = max(top - _SEAM, 0), min(bottom + _SEAM, height)
        seen[top:bottom] = likelihood(picture[first:last])[top - first : bottom - first]
    return seen


def find_lines(seen: Array) -> list[FoundLine]:
    """The lines whose cores stand out in the likelihood `seen`, in its pixels; each begins where it is read from the
    left or from above.
    """
    cores = list(_cores(seen))
    quads = along_their_length([_quad(core) for core in cores])
    return [_found(quad, core) for quad, core in zip(quads, cores, strict=True)]


def _cores(seen: Array) -> Iterator[Array]:
    """The points of each core."""
    mask = cv2.dilate((seen > _CORE).astype(np.uint8), np.ones((2, 2), np.uint8))
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(mask)
    for number, (x, y, width, height, _) in enumerate(boxes.tolist()):
        if number == 0 or min(width, height) < _THINNEST:
            continue
        inside = labels[y : y + height, x : x + width] == number
        if seen[y : y + height, x : x + width][inside].mean() < _PRINT:
            continue
        rows, columns = np.nonzero(inside)
        points = np.stack([columns + x, rows + y], axis=1).astype(np.float32)
        if min(cv2.minAreaRect(points)[1]) >= _THINNEST - 1:
            yield points


def _quad(core: Array) -> Corners:
    """The rectangle around a core, from its top left clockwise."""
    points = sorted(cv2.boxPoints(cv2.minAreaRect(core)).tolist())
    (left_top, left_low), (right_top, right_low) = (
        sorted(points[:2], key=lambda point: point[1]),
        sorted(points[2:], key=lambda point: point[1]),
    )
    return tuple(left_top), tuple(right_top), tuple(right_low), tuple(left_low)


def _found(quad: Corners, core: Array) -> FoundLine:
    """The line around its core, bowed as that is."""
    start, end, _, below = (np.array(corner) for corner in quad)
    length, thickness = float(np.linalg.norm(end - start)), float(np.linalg.norm(below - start))
    along, down = (end - start) / max(length, 1e-6), (below - start) / max(thickness, 1e-6)
    curve, thickness = _curve(core - start, along, down, length, thickness)
    room = length * thickness * _ROOM / (2 * (length + thickness))
    ends = [start + u * along + np.polyval(curve, u) * down for u in (-room, length / 2, length + room)]
    straight = ends[2] - ends[0]
    below_it = np.array([-straight[1], straight[0]]) / max(float(np.linalg.norm(straight)), 1e-6)
    half = (thickness / 2 + room) * below_it
    corners = [tuple(point.tolist()) for point in (ends[0] - half, ends[2] - half, ends[2] + half, ends[0] + half)]
    bow = float(np.dot(ends[1] - (ends[0] + ends[2]) / 2, below_it))
    return FoundLine((corners[0], corners[1], corners[2], corners[3]), bow if len(curve) > 1 else 0.0)


def _curve(points: Array, along: Array, down: Array, length: float, thickness: float) -> tuple[Sequence[float], float]:
    """The middle of a core as a polynomial of the way along it, and how thick it is there."""
    level = ([thickness / 2], thickness)
    if length < _LONG * thickness:
        return level
    bins = int(np.clip(length / thickness, *_BINS))
    u, v = points @ along, points @ down
    place = np.clip((u / length * bins).astype(int), 0, bins - 1)
    count = np.bincount(place, minlength=bins)
    if count.min() == 0:
        return level
    middle = np.bincount(place, v, bins) / count
    thick = float(np.median(count)) * bins / length
    centre = np.bincount(place, u, bins) / count
    curve = np.polyfit(centre, middle, 2)
    if abs(curve[0]) * (length / 2) ** 2 < _BOWED * thick:
        return level
    if float(np.sqrt(np.mean((np.polyval(curve, centre) - middle) ** 2))) > _SMOOTH * thick:
        return level
    return curve.tolist(), thick
