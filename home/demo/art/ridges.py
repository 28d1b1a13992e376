"""Ridges: one profile of a mountain behind another, each hiding what lies behind it."""

import math

import numpy as np
from PIL import Image

from home.demo.art import inks
from home.demo.art.noise import Field, smooth_noise
from home.demo.art.sheet import DRAW_WIDTH, Pen, blank

SIDES = (0.13, 0.87)


def profile(terrain: Field, rough: Field, line: int, lines: int, peak: float) -> Field:
    """Return the heights of one profile in sheet widths: high near a path that winds down the sheet."""
    x = np.linspace(-1, 1, terrain.shape[1], dtype=np.float32)
    path = 0.22 * math.sin(line * 0.09)
    range_ = np.exp(-(((x - path) / 0.46) ** 2) * 1.5)
    swell = 0.35 + 0.65 * math.sin(math.pi * (line + 4) / (lines + 8))
    return terrain[line] ** 2.1 * peak * range_ * swell + rough[line] * 0.0016


def draw(
    seed: int,
    *,
    paper: str = inks.NIGHT,
    far: str = "#F4D58D",
    near: str = "#E46F51",
    lines: int = 74,
    peak: float = 0.4,
    width: int = DRAW_WIDTH,
) -> Image.Image:
    """Return the ridges from the far one down to the near one; ``peak`` is the tallest, in sheet widths."""
    columns = 360
    terrain = smooth_noise(columns, lines * 8, seed, 6, 3, 0.55)[::8]
    rough = np.random.default_rng(seed).random((lines, columns), dtype=np.float32)
    across = np.linspace(*SIDES, columns).tolist()
    image = blank(paper, width)
    pen = Pen(image)
    for line in range(lines):
        ground = 0.31 + line * 0.0109
        heights = (ground - profile(terrain, rough, line, lines, peak)).tolist()
        points = list(zip(across, heights, strict=True))
        pen.polygon([*points, (SIDES[1], ground + 0.03), (SIDES[0], ground + 0.03)], inks.rgb(paper))
        pen.line(points, 0.0021, inks.blend(far, near, line / lines))
    return image
