"""Phyllotaxis: dots set one golden angle apart, as a sunflower sets its seeds."""

import math

import numpy as np
from PIL import Image

from home.demo.art import inks
from home.demo.art.sheet import DRAW_WIDTH, Pen, blank

GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
INKS = (inks.STRAW, "#F7D154", "#F2A93B", "#E26A3A", "#B9C8A6", "#6F9C86")


def dot_radius(share: float, smallest: float, largest: float) -> float:
    """Return the radius of a dot; ``share`` is its place from the heart (0) to the rim (1)."""
    breath = 0.5 + 0.5 * math.sin(share * 8.2 - 1.2)
    return smallest + (largest - smallest) * math.pow(breath, 1.2)


def draw(
    seed: int,
    *,
    paper: str = inks.BOTTLE,
    colors: tuple[str, ...] = INKS,
    dots: int = 1500,
    radius: float = 0.415,
    dot_sizes: tuple[float, float] = (0.0036, 0.0091),
    center: tuple[float, float] = (0.5, 0.6),
    width: int = DRAW_WIDTH,
) -> Image.Image:
    """Return the drawing, from the rim inwards; the seed blurs the border between inks."""
    image = blank(paper, width)
    pen = Pen(image)
    loosened = np.random.default_rng(seed).normal(0, 0.45, dots + 1).tolist()
    for number in range(dots, 0, -1):
        share = number / dots
        reach, angle = radius * math.sqrt(share), number * GOLDEN_ANGLE
        place = int(min(max(share * len(colors) + loosened[number], 0), len(colors) - 1))
        x, y = center[0] + reach * math.cos(angle), center[1] + reach * math.sin(angle)
        pen.disc(x, y, dot_radius(share, *dot_sizes), inks.rgb(colors[place]))
    return image
