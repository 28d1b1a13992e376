"""Waves: level lines that a slow noise bends, more so the nearer they are."""

import numpy as np
from PIL import Image

from home.demo.art import inks
from home.demo.art.noise import enlarged, smooth_noise
from home.demo.art.sheet import DRAW_WIDTH, MARGIN, blank, edge, inside, lay, overprint, plane, rows_of


def draw(
    seed: int,
    *,
    paper: str = inks.PEACH,
    sun: str = "#E2542F",
    sea: str = "#20456B",
    horizon: float = 0.5,
    radius: float = 0.3,
    pitch: float = 0.0177,
    bend: float = 0.215,
    width: int = DRAW_WIDTH,
) -> Image.Image:
    """Return a sun (``radius``) that has begun to sink behind the ``horizon``, all in sheet widths."""
    x, y = plane(width)
    swell = enlarged(smooth_noise(width // 4, rows_of(width) // 4, seed, 2.0, 2, 0.35), width, rows_of(width))
    nearness = np.clip((y - horizon - 0.02) / 0.62, 0, 1)
    place = np.abs((y + (swell - 0.5) * nearness * bend) % pitch - pitch / 2)
    below = edge(y - horizon, width)
    page = inside(width, MARGIN)
    image = lay(blank(paper, width), edge(radius - np.hypot(x - 0.5, y - horizon), width), sun)
    ribs = edge(pitch * (0.23 + 0.05 * nearness) - place, width)
    return overprint(image, ribs * below * page, sea)
