"""Shapes on a grid: six shapes, five inks, one square at a time."""

from collections.abc import Callable

import numpy as np
from PIL import Image

from home.demo.art import inks
from home.demo.art.inks import Color
from home.demo.art.sheet import DRAW_WIDTH, RATIO, Pen, blank

INKS = ("#1D2B3A", "#E0A526", "#D6452B", "#8DA9A4", "#E9CFC0")
Colors = tuple[Color, Color, Color]


def rainbow(pen: Pen, colors: Colors, corner: int) -> None:
    """Three quarter rings around one corner."""
    x, y = corner & 1, corner >> 1
    for radius, color in ((1.0, colors[1]), (0.66, colors[0]), (0.33, colors[1])):
        pen.disc(x, y, radius, color)


def dot(pen: Pen, colors: Colors, corner: int) -> None:
    """One disc, sometimes with a hole."""
    pen.disc(0.5, 0.5, 0.36, colors[1])
    if corner == 3:
        pen.disc(0.5, 0.5, 0.14, colors[2])


def bowls(pen: Pen, colors: Colors, corner: int) -> None:
    """Two half discs, foot to foot or side by side."""
    ends = ((0.5, 0.0), (0.5, 1.0)) if corner & 1 else ((0.0, 0.5), (1.0, 0.5))
    for (x, y), color in zip(ends, colors[1:], strict=True):
        pen.disc(x, y, 0.5, color)


def stripes(pen: Pen, colors: Colors, corner: int) -> None:
    """Four bars, lying or standing."""
    for bar in range(4):
        low, high = bar / 4, bar / 4 + 0.125
        box = (0.0, low, 1.0, high) if corner & 1 else (low, 0.0, high, 1.0)
        pen.box(*box, colors[1])


def half(pen: Pen, colors: Colors, corner: int) -> None:
    """One triangle over half the square."""
    corners = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]
    pen.polygon([corners[(corner + step) % 4] for step in range(3)], colors[1])


def quarter(pen: Pen, colors: Colors, corner: int) -> None:
    """One quarter disc that fills the square from a corner."""
    pen.disc(corner & 1, corner >> 1, 1.0, colors[1])


SHAPES: tuple[Callable[[Pen, Colors, int], None], ...] = (rainbow, dot, bowls, stripes, half, quarter)


def square(rng: np.random.Generator, pixels: int, palette: tuple[str, ...]) -> Image.Image:
    """Return one square with one shape in it."""
    ground, first, second = (inks.rgb(palette[i]) for i in rng.choice(len(palette), 3, replace=False))
    image = Image.new("RGB", (pixels, pixels), ground)
    shape = SHAPES[int(rng.integers(len(SHAPES)))]
    shape(Pen(image), (ground, first, second), int(rng.integers(4)))
    return image


def draw(
    seed: int,
    *,
    paper: str = "#EFEBE0",
    palette: tuple[str, ...] = INKS,
    columns: int = 4,
    rows: int = 5,
    size: float = 0.2045,
    width: int = DRAW_WIDTH,
) -> Image.Image:
    """Return ``rows`` × ``columns`` squares of ``size`` sheet widths, centred."""
    rng = np.random.default_rng(seed)
    pixels = round(size * width)
    image = blank(paper, width)
    left, top = (width - columns * pixels) // 2, (round(width * RATIO) - rows * pixels) // 2
    for row, column in np.ndindex(rows, columns):
        image.paste(square(rng, pixels, palette), (left + column * pixels, top + row * pixels))
    return image
