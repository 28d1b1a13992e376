"""Moiré: two sets of rings, each regular, together restless."""

from dataclasses import dataclass

import numpy as np
from PIL import Image

from home.demo.art import inks
from home.demo.art.sheet import DRAW_WIDTH, Mask, blank, edge, overprint, plane


@dataclass(frozen=True)
class Rings:
    """Concentric rings: centre, outer radius and pitch in sheet widths."""

    x: float
    y: float
    radius: float
    pitch: float
    ink: str


RINGS = (
    Rings(0.4125, 0.5225, 0.325, 0.0161, inks.COBALT),
    Rings(0.5875, 0.7275, 0.325, 0.0174, "#E8543F"),
)


def coverage(rings: Rings, phase: float, share: float, width: int) -> Mask:
    """Return the mask of one set; ``share`` of each pitch is inked, ``phase`` shifts all rings outwards."""
    x, y = plane(width)
    distance = np.hypot(x - rings.x, y - rings.y)
    place = np.abs((distance / rings.pitch + phase) % 1 - 0.5) * rings.pitch
    return edge(rings.pitch * share / 2 - place, width) * edge(rings.radius - distance, width)


def draw(
    seed: int,
    *,
    paper: str = "#F2EFE6",
    rings: tuple[Rings, ...] = RINGS,
    share: float = 0.54,
    width: int = DRAW_WIDTH,
) -> Image.Image:
    """Return the sets printed over one another; the seed sets where the first ring of each begins."""
    rng = np.random.default_rng(seed)
    image = blank(paper, width)
    for one in rings:
        image = overprint(image, coverage(one, float(rng.random()), share, width), one.ink)
    return image
