"""Space-filling curve: one line that visits every square of the sheet and never crosses itself."""

import math
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from PIL import Image

from home.demo.art import inks
from home.demo.art.noise import smooth_noise
from home.demo.art.sheet import DRAW_WIDTH, RATIO, Pen, blank

Cell = tuple[int, int]


def halves(vector: Cell) -> Cell:
    """Return half of a vector along one axis, rounded towards zero."""
    return int(vector[0] / 2), int(vector[1] / 2)


def path(start: Cell, along: Cell, aside: Cell) -> Iterator[Cell]:
    """Yield every cell of the block spanned by two vectors along the axes, each next to the last.

    Narrow blocks are walked straight; long ones are cut in two; others in three, as Hilbert's curve does.
    """
    (x, y), (ax, ay), (bx, by) = start, along, aside
    length, breadth = abs(ax + ay), abs(bx + by)
    unit = (int(math.copysign(1, ax)) if ax else 0, int(math.copysign(1, ay)) if ay else 0)
    side = (int(math.copysign(1, bx)) if bx else 0, int(math.copysign(1, by)) if by else 0)
    if breadth == 1 or length == 1:
        step, count = (unit, length) if breadth == 1 else (side, breadth)
        yield from ((x + step[0] * i, y + step[1] * i) for i in range(count))
        return
    hx, hy = halves(along)
    if 2 * length > 3 * breadth:
        if abs(hx + hy) % 2 and length > 2:
            hx, hy = hx + unit[0], hy + unit[1]
        yield from path(start, (hx, hy), aside)
        yield from path((x + hx, y + hy), (ax - hx, ay - hy), aside)
        return
    kx, ky = halves(aside)
    if abs(kx + ky) % 2 and breadth > 2:
        kx, ky = kx + side[0], ky + side[1]
    yield from path(start, (kx, ky), (hx, hy))
    yield from path((x + kx, y + ky), along, (bx - kx, by - ky))
    end = (x + (ax - unit[0]) + (kx - side[0]), y + (ay - unit[1]) + (ky - side[1]))
    yield from path(end, (-kx, -ky), (-(ax - hx), -(ay - hy)))


def fullness(x: float, y: float, weather: float) -> float:
    """Return how thick the line is here, 0 to 1: a lit ball, roughened by the weather."""
    ball = math.hypot(x - 0.5, y - 0.6) / 0.34
    light = math.hypot(x - 0.40, y - 0.49) / 0.62
    return (0.30 + 0.70 * (1 - min(light, 1))) * (1 if ball < 1 else 0.16) + 0.06 * (weather - 0.5)


def draw(
    seed: int,
    *,
    paper: str = inks.INDIGO,
    colors: tuple[str, ...] = (inks.STRAW, inks.OCHRE, inks.CORAL, inks.MIST),
    columns: int = 40,
    rows: int = 50,
    margin: float = 0.1,
    width: int = DRAW_WIDTH,
) -> Image.Image:
    """Return the line, from the first ink at its start to the last at its end; even counts only."""
    weather = smooth_noise(100, 125, seed, 5, 2)
    size = (1 - 2 * margin) / columns
    top = (RATIO - rows * size) / 2
    points = [
        (margin + (i + 0.5) * size, top + (j + 0.5) * size) for i, j in path((0, 0), (0, rows), (columns, 0))
    ]
    image = blank(paper, width)
    pen = Pen(image)
    for number, (here, after) in enumerate(pairwise(points)):
        thickness = size * 0.94 * fullness(*here, float(weather[int(here[1] * 100), int(here[0] * 100)]))
        color = inks.ramp(colors, float(np.clip(number / len(points), 0, 1)))
        pen.stroke((here, after), max(thickness, size * 0.1), color)
    return image
