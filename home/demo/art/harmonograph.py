"""Harmonograph: two slow pendulums move one pen until friction wins."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from home.demo.art import inks
from home.demo.art.sheet import DRAW_WIDTH, Mask, blank, overprint, rows_of

Track = NDArray[np.float64]
POINTS_A_PIXEL = 400


@dataclass(frozen=True)
class Swing:
    """One pendulum: swings a second, phase in radians, reach in sheet widths."""

    pace: float
    phase: float
    reach: float

    def at(self, time: Track) -> Track:
        """Return the way from the centre at each moment."""
        return self.reach * np.sin(self.pace * time + self.phase)


ACROSS = (Swing(2.0023, -0.24, 0.375), Swing(3.0, 0.0, 0.02))
DOWN = (Swing(3.0, 0.0, 0.435), Swing(2.0, 0.9, 0.028))


def density(x: Track, y: Track, weight: Track, width: int) -> Mask:
    """Return how much ink the pen left at each pixel, softened to a line of two pixels."""
    rows = rows_of(width)
    cells = (y * width).astype(np.int64) * width + (x * width).astype(np.int64)
    ink = np.bincount(cells, weights=weight, minlength=width * rows).reshape(rows, width).astype(np.float32)
    soft = ink * 2
    soft[1:] += ink[:-1]
    soft[:-1] += ink[1:]
    soft[:, 1:] += ink[:, :-1]
    soft[:, :-1] += ink[:, 1:]
    return soft / 6


def draw(
    seed: int,
    *,
    paper: str = inks.RAG,
    early: str = "#123A6B",
    late: str = "#D2402A",
    across: tuple[Swing, ...] = ACROSS,
    down: tuple[Swing, ...] = DOWN,
    seconds: float = 250.0,
    friction: float = 0.0074,
    width: int = DRAW_WIDTH,
) -> Image.Image:
    """Return the drawing: the pen starts with the early ink and ends with the late one.

    The seed sets a tremor of the hand, too small to see and large enough to be told apart.
    """
    time = np.linspace(0, seconds, POINTS_A_PIXEL * width)
    tremor = np.random.default_rng(seed).normal(0, 0.002)
    fade = np.exp(-friction * time)
    x = 0.5 + fade * np.sum([swing.at(time) for swing in across], axis=0)
    y = 0.625 + fade * np.sum([swing.at(time + tremor) for swing in down], axis=0)
    handover = np.clip(time / seconds * 1.3 - 0.15, 0, 1)
    image = blank(paper, width)
    for ink, weight in ((early, 1 - handover), (late, handover)):
        image = overprint(image, (1 - np.exp(-3.8 * density(x, y, weight, width))) * 0.96, ink)
    return image
