"""Rotated squares: a tidy grid that loses its patience row by row."""

import math

import numpy as np
from PIL import Image

from home.demo.art import inks
from home.demo.art.sheet import DRAW_WIDTH, RATIO, Pen, Point, blank


def square(x: float, y: float, side: float, angle: float) -> list[Point]:
    """Return the four corners of a square around (x, y), turned by ``angle`` radians."""
    reach = side / math.sqrt(2)
    quarters = (angle + math.pi / 4 + turn * math.pi / 2 for turn in range(4))
    return [(x + reach * math.cos(a), y + reach * math.sin(a)) for a in quarters]


def draw(
    seed: int,
    *,
    paper: str = inks.CHALK,
    line: str = inks.CHARCOAL,
    fill: str = inks.SUN,
    columns: int = 11,
    rows: int = 15,
    size: float = 0.0688,
    turn: float = 0.62,
    drift: float = 0.024,
    width: int = DRAW_WIDTH,
) -> Image.Image:
    """Return the squares; ``turn`` (radians) and ``drift`` (sheet widths) are the spread in the last row."""
    rng = np.random.default_rng(seed)
    image = blank(paper, width)
    pen = Pen(image)
    left, top = (1 - columns * size) / 2, (RATIO - rows * size) / 2 - 0.006
    for row, column in np.ndindex(rows, columns):
        unrest = (row / rows) ** 1.9
        angle, dx, dy, lot = rng.normal(0, turn), rng.normal(0, drift), rng.normal(0, drift), rng.random()
        x = left + (column + 0.5) * size + dx * unrest
        corners = square(x, top + (row + 0.5) * size + dy * unrest, size, angle * unrest)
        if lot < 0.045 + 0.085 * unrest:
            pen.polygon(corners, inks.rgb(fill))
        pen.line([*corners, corners[0], corners[1]], 0.0031, inks.rgb(line))
    return image
