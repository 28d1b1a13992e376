"""Contours: an invented landscape, cut at even heights."""

import numpy as np
from PIL import Image

from home.demo.art import inks
from home.demo.art.noise import Field, enlarged, smooth_noise
from home.demo.art.sheet import DRAW_WIDTH, lay, rows_of, within_margin

INKS = ("#123B4A", "#23606A", "#5C938B", "#A9C2A7", "#E7DDB8", "#EBC27C", "#DE8A55")


def tinted(heights: Field, levels: int, colors: tuple[str, ...]) -> Image.Image:
    """Return the land with one flat color a level."""
    palette = [inks.ramp(colors, (level + 0.5) / levels) for level in range(levels)]
    steps = np.clip(heights.astype(np.int16), 0, levels - 1)
    return Image.fromarray(np.array(palette, dtype=np.uint8)[steps])


def lines(heights: Field, width: int, thin: float, thick: float) -> Field:
    """Return the contour lines as a mask; every fifth is thick. Thicknesses in sheet widths."""
    down, right = np.gradient(heights)
    slope = np.hypot(down, right) + np.float32(1e-6)
    nearest = np.round(heights)
    half = np.where(nearest % 5 == 0, thick, thin).astype(np.float32) * width / 2
    return np.clip(half - np.abs(heights - nearest) / slope + 0.5, 0, 1)


def draw(
    seed: int,
    *,
    paper: str = inks.OAT,
    colors: tuple[str, ...] = INKS,
    line: str = "#0C2630",
    levels: int = 26,
    cells: float = 1.7,
    width: int = DRAW_WIDTH,
) -> Image.Image:
    """Return the map, cut to the margin."""
    land = smooth_noise(width // 4, rows_of(width) // 4, seed, cells, 4, 0.36)
    heights = enlarged(land, width, rows_of(width)) * np.float32(levels)
    image = lay(tinted(heights, levels, colors), lines(heights, width, 0.0014, 0.0033) * 0.82, line)
    return within_margin(image, paper)
