"""Truchet tiles: one tile of quarter circles, turned at random."""

import numpy as np
from PIL import Image

from home.demo.art import inks
from home.demo.art.sheet import DRAW_WIDTH, RATIO, Mask, blank, edge, lay

INKS = (inks.INDIGO, inks.MIST, "#E4572E", inks.MIST, inks.INDIGO)
BAND = (0.14, 0.86)


def arc(distance: Mask, low: float, high: float, pixels: int) -> Mask:
    """Return the coverage of a ring between two radii, in tile widths."""
    return edge(np.minimum(distance - low, high - distance), pixels)


def band(image: Image.Image, distance: Mask, paper: str, colors: tuple[str, ...]) -> Image.Image:
    """Return the tile with one band of parallel arcs laid over it."""
    low, high = BAND
    pitch = (high - low) / (2 * len(colors) - 1)
    image = lay(image, arc(distance, low, high, image.width), paper)
    for index, color in enumerate(colors):
        start = low + 2 * index * pitch
        image = lay(image, arc(distance, start, start + pitch, image.width), color)
    return image


def tile(pixels: int, mirrored: bool, swapped: bool, paper: str, colors: tuple[str, ...]) -> Image.Image:
    """Return one tile; ``mirrored`` picks the diagonal, ``swapped`` which band lies on top."""
    across = (np.arange(pixels, dtype=np.float32) + 0.5) / pixels
    x, y = across[None, :], across[:, None]
    corner = 1.0 if mirrored else 0.0
    bands = [np.hypot(x - corner, y), np.hypot(x - (1 - corner), y - 1)]
    image = Image.new("RGB", (pixels, pixels), inks.rgb(paper))
    for distance in reversed(bands) if swapped else bands:
        image = band(image, distance, paper, colors)
    return image


def draw(
    seed: int,
    *,
    paper: str = "#ECE8DD",
    colors: tuple[str, ...] = INKS,
    columns: int = 6,
    rows: int = 8,
    size: float = 0.1385,
    width: int = DRAW_WIDTH,
) -> Image.Image:
    """Return ``rows`` × ``columns`` tiles of ``size`` sheet widths, centred."""
    rng = np.random.default_rng(seed)
    pixels = round(size * width)
    kinds = [tile(pixels, bool(k & 1), bool(k & 2), paper, colors) for k in range(4)]
    image = blank(paper, width)
    left, top = (width - columns * pixels) // 2, (round(width * RATIO) - rows * pixels) // 2
    for row, column in np.ndindex(rows, columns):
        kind = kinds[int(rng.integers(4))]
        image.paste(kind, (left + column * pixels, top + row * pixels))
    return image
