"""Circle packing: each new disc is as large as the others allow."""

import math

import numpy as np
from PIL import Image

from home.demo.art import inks
from home.demo.art.noise import smooth_noise
from home.demo.art.sheet import DRAW_WIDTH, MARGIN, RATIO, Pen, blank

INKS = (inks.VERMILION, inks.BLUSH, inks.OCHRE, inks.NAVY, inks.SAGE, inks.SLATE, inks.NAVY)
Disc = tuple[float, float, float]


def room(discs: list[Disc], x: float, y: float, gap: float) -> float:
    """Return the largest radius a disc may have here, zero or less if there is none."""
    walls = min(x - MARGIN, 1 - MARGIN - x, y - MARGIN, RATIO - MARGIN - y)
    return min([walls, *(math.hypot(x - ox, y - oy) - radius - gap for ox, oy, radius in discs)])


def pack(rng: np.random.Generator, sizes: tuple[tuple[float, int], ...], gap: float) -> list[Disc]:
    """Return discs, the large ones first; ``sizes`` pairs a largest radius with a number of tries."""
    discs: list[Disc] = []
    for largest, tries in sizes:
        for x, y in (rng.random((tries, 2)) * (1, RATIO)).tolist():
            radius = min(room(discs, x, y, gap), largest)
            if radius > largest * 0.55:
                discs.append((x, y, radius))
    return discs


def fill(pen: Pen, disc: Disc, kind: int, angle: float, ink: str, paper: str) -> None:
    """Draw one disc: solid, ringed, a record, or cut in half."""
    x, y, radius = disc
    color, ground = inks.rgb(ink), inks.rgb(paper)
    pen.disc(x, y, radius, color)
    if kind == 1:
        for share in (0.82, 0.46):
            pen.disc(x, y, radius * share, ground)
            pen.disc(x, y, radius * (share - 0.18), color)
    elif kind == 2:
        pen.disc(x, y, radius * 0.34, ground)
    elif kind == 3:
        turned = [(angle + math.pi * step / 30) for step in range(31)]
        arc = [(x + radius * 1.01 * math.cos(a), y + radius * 1.01 * math.sin(a)) for a in turned]
        pen.polygon(arc, ground)
        pen.disc(x, y, radius * 0.36, color)


def draw(
    seed: int,
    *,
    paper: str = inks.RAG,
    colors: tuple[str, ...] = INKS,
    sizes: tuple[tuple[float, int], ...] = (
        (0.165, 40), (0.105, 160), (0.062, 500), (0.034, 1500), (0.018, 2600), (0.0085, 4200)
    ),
    gap: float = 0.0055,
    width: int = DRAW_WIDTH,
) -> Image.Image:  # fmt: skip
    """Return the packed sheet; only large discs carry rings and cuts."""
    rng = np.random.default_rng(seed)
    weather = smooth_noise(100, 125, seed + 2, 2.4, 2)
    image = blank(paper, width)
    pen = Pen(image)
    for disc in pack(rng, sizes, gap):
        place = float(weather[int(disc[1] * 100), int(disc[0] * 100)]) * len(colors) + rng.normal(0, 0.9)
        ink = colors[int(min(max(place, 0), len(colors) - 1))]
        kind = int(rng.integers(0, 5)) if disc[2] > 0.03 else 0
        fill(pen, disc, kind, float(rng.choice([0, math.pi / 2, math.pi, -math.pi / 2])), ink, paper)
    return image
