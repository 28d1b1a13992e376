"""Voronoi hatching: fields that end where the neighbour's begin, each ploughed its own way."""

import math

import numpy as np
from PIL import Image

from home.demo.art import inks
from home.demo.art.noise import smooth_noise
from home.demo.art.polygons import Polygon, cell, chord, middle
from home.demo.art.sheet import DRAW_WIDTH, MARGIN, RATIO, Pen, Point, blank

INKS = (inks.BOTTLE, inks.TEAL, inks.SAGE, inks.OCHRE, inks.VERMILION, inks.NAVY)
OUTLINE: Polygon = [
    (MARGIN, MARGIN), (1 - MARGIN, MARGIN), (1 - MARGIN, RATIO - MARGIN), (MARGIN, RATIO - MARGIN)
]  # fmt: skip


def settled(sites: list[Point], rounds: int) -> list[Point]:
    """Return the sites after each has moved to the middle of its field, so that no field is a sliver."""
    for _ in range(rounds):
        sites = [middle(cell(sites, index, OUTLINE, 0)) for index in range(len(sites))]
    return sites


def plough(pen: Pen, field: Polygon, angle: float, pitch: float, thickness: float, ink: str) -> None:
    """Hatch one field with parallel lines."""
    normal = (-math.sin(angle), math.cos(angle))
    offsets = [normal[0] * x + normal[1] * y for x, y in field]
    for step in range(math.ceil(min(offsets) / pitch), math.floor(max(offsets) / pitch) + 1):
        ends = chord(field, angle, step * pitch)
        if ends and math.dist(*ends) > 2 * thickness:
            pen.stroke(ends, thickness, inks.rgb(ink))


def draw(
    seed: int,
    *,
    paper: str = inks.OAT,
    colors: tuple[str, ...] = INKS,
    fields: int = 74,
    gap: float = 0.0062,
    pitches: tuple[float, float] = (0.0068, 0.0135),
    solid: float = 0.1,
    width: int = DRAW_WIDTH,
) -> Image.Image:
    """Return the fields; ``pitches`` is the range of furrow widths, ``solid`` the share left unploughed."""
    rng = np.random.default_rng(seed)
    weather = smooth_noise(100, 125, seed + 1, 1.8, 2)
    starts = MARGIN + rng.random((fields, 2)) * (1 - 2 * MARGIN, RATIO - 2 * MARGIN)
    sites = settled([(float(x), float(y)) for x, y in starts], 2)
    image = blank(paper, width)
    pen = Pen(image)
    for index, (x, y) in enumerate(sites):
        field = cell(sites, index, OUTLINE, gap)
        climate = float(weather[int(y * 100), int(x * 100)])
        ink = colors[int(min(max(climate * len(colors) + rng.normal(0, 0.8), 0), len(colors) - 1))]
        angle, pitch = rng.uniform(0, math.pi), rng.uniform(*pitches)
        if rng.random() < solid:
            pen.polygon(field, inks.rgb(ink))
        else:
            plough(pen, field, angle, pitch, pitch * 0.46, ink)
    return image
