"""Isometric blocks: columns of cubes, seen from the corner."""

import math

import numpy as np
from PIL import Image

from home.demo.art import inks
from home.demo.art.noise import smooth_noise
from home.demo.art.sheet import DRAW_WIDTH, Pen, blank

Faces = tuple[str, str, str]

INKS: tuple[Faces, ...] = (
    ("#F4C95D", "#D99A2B", "#A86A1C"),
    ("#F6EFE2", "#CFC4B2", "#9C917F"),
    ("#E5715A", "#B94A3B", "#82302A"),
    ("#6D9DA8", "#3F6F7D", "#254652"),
    ("#2C4A66", "#1C3248", "#111F2E"),
)


def block(pen: Pen, x: float, y: float, side: float, rise: float, foot: float, faces: Faces) -> None:
    """Draw one column: its top ``rise`` above the ground point (x, y), its walls ``foot`` below."""
    across, down = side * math.cos(math.pi / 6), side / 2
    top, left, right = (inks.rgb(ink) for ink in faces)
    back, east = (x, y - rise), (x + across, y + down - rise)
    front, west = (x, y + 2 * down - rise), (x - across, y + down - rise)
    base = y + 2 * down + foot
    pen.polygon([west, front, (x, base), (x - across, base - down)], left)
    pen.polygon([east, front, (x, base), (x + across, base - down)], right)
    pen.polygon([back, east, front, west], top)


def draw(
    seed: int,
    *,
    paper: str = "#E6E4DA",
    colors: tuple[Faces, ...] = INKS,
    count: int = 13,
    side: float = 0.052,
    storeys: int = 6,
    width: int = DRAW_WIDTH,
) -> Image.Image:
    """Return ``count`` × ``count`` columns, the far corners cut away, from the back to the front."""
    rng = np.random.default_rng(seed)
    hills = smooth_noise(40, 40, seed, 4, 2)
    image = blank(paper, width)
    pen = Pen(image)
    for row, column in np.ndindex(count, count):
        if abs(row - column) > count * 0.55:
            continue
        height = int(hills[row + 5, column + 5] ** 1.3 * storeys) + int(rng.integers(0, 2))
        place = float(hills[column + 9, row + 12]) * len(colors) * 1.12 - 0.4 + rng.normal(0, 0.5)
        faces = colors[int(min(max(place, 0), len(colors) - 1))]
        x = 0.5 + (row - column) * side * math.cos(math.pi / 6)
        y = 0.30 + (row + column) * side / 2
        block(pen, x, y, side, height * side * 0.55, side * 1.1, faces)
    return image
