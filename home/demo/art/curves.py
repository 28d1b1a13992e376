"""Smooth curves through points, and the masks they enclose."""

import numpy as np
from PIL import Image, ImageDraw

from home.demo.art.sheet import Point


def bezier(start: Point, pull: Point, push: Point, end: Point, steps: int = 40) -> list[Point]:
    """Return the points of one cubic Bézier curve."""
    t = np.linspace(0, 1, steps)[:, None]
    a, b, c, d = (np.array(point) for point in (start, pull, push, end))
    curve = (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t * t * c + t**3 * d
    return [(float(x), float(y)) for x, y in curve]


def chain(start: Point, *bends: tuple[Point, Point, Point]) -> list[Point]:
    """Return Bézier curves joined end to end; each bend is (pull, push, end)."""
    points = [start]
    for pull, push, end in bends:
        points += bezier(points[-1], pull, push, end)[1:]
    return points


def mirrored(points: list[Point]) -> list[Point]:
    """Return the points flipped from left to right, in reverse order, so that they close an outline."""
    return [(1 - x, y) for x, y in reversed(points)]


def shape(size: tuple[int, int], points: list[Point], shift: Point = (0, 0)) -> Image.Image:
    """Return the mask of an outline given in shares of the size; ``shift`` moves it by shares."""
    mask = Image.new("L", size)
    pixels = [((x + shift[0]) * size[0], (y + shift[1]) * size[1]) for x, y in points]
    ImageDraw.Draw(mask).polygon(pixels, fill=255)
    return mask
