"""Flow field: a pen follows a field of arrows until it comes too close to another line."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image

from home.demo.art import inks
from home.demo.art.noise import Field, smooth_noise
from home.demo.art.sheet import DRAW_WIDTH, MARGIN, RATIO, Pen, Point, blank

GRID = 480
STEP = 0.0035


@dataclass(frozen=True)
class Nib:
    """One pen: its thickness and reach in sheet widths, and how often it is put down."""

    thickness: float
    reach: float
    tries: int


@dataclass(frozen=True)
class Stroke:
    """A finished line."""

    points: list[Point]
    thickness: float


NIBS = (
    Nib(0.034, 0.56, 300),
    Nib(0.020, 0.44, 700),
    Nib(0.0115, 0.36, 2200),
    Nib(0.0058, 0.26, 5200),
    Nib(0.0032, 0.16, 7000),
)
INKS = (
    inks.NAVY, inks.NAVY, inks.VERMILION, inks.SAGE, inks.OCHRE,
    inks.NAVY, inks.BLUSH, inks.SAGE, inks.TEAL, inks.VERMILION, inks.OCHRE,
)  # fmt: skip


def occupied(strokes: list[Stroke], nib: Nib, gap: float) -> tuple[Pen, Image.Image]:
    """Return a map of where the centre of ``nib`` may not go, and the pen that extends it."""
    image = Image.new("L", (GRID, round(GRID * RATIO)))
    pen = Pen(image)
    for stroke in strokes:
        block(pen, stroke, nib, gap)
    return pen, image


def block(pen: Pen, stroke: Stroke, nib: Nib, gap: float) -> None:
    """Mark the surroundings of a stroke as taken."""
    pen.stroke(stroke.points, stroke.thickness + nib.thickness + 2 * gap, 255)


class Walker:
    """Walks a nib through the arrows; a walk ends at the margin or at another line."""

    def __init__(self, angles: Field, taken: Image.Image, margin: float) -> None:
        self.angles: list[list[float]] = angles.tolist()
        self.taken = taken
        self.low, self.right, self.bottom = margin, 1 - margin, RATIO - margin

    def free(self, x: float, y: float) -> bool:
        """Say whether the nib may stand here."""
        if not (self.low < x < self.right and self.low < y < self.bottom):
            return False
        return not self.taken.getpixel((int(x * GRID), int(y * GRID)))

    def walk(self, x: float, y: float, step: float, length: float) -> Iterator[Point]:
        """Yield the points of one walk; a negative step walks against the arrows."""
        for _ in range(int(length / abs(step))):
            angle = self.angles[int(y * GRID)][int(x * GRID)]
            x, y = x + step * math.cos(angle), y + step * math.sin(angle)
            if not self.free(x, y):
                return
            yield x, y

    def both_ways(self, x: float, y: float, length: float) -> list[Point]:
        """Return the line through a point, walked both ways."""
        back = list(self.walk(x, y, -STEP, length / 2))
        return [*reversed(back), (x, y), *self.walk(x, y, STEP, length / 2)]


def strokes_of(
    rng: np.random.Generator, angles: Field, nib: Nib, earlier: list[Stroke], gap: float
) -> Iterator[Stroke]:
    """Yield the strokes one nib finds room for among the earlier ones."""
    pen, taken = occupied(earlier, nib, gap)
    walker = Walker(angles, taken, MARGIN + nib.thickness / 2)
    shortest = max(0.024, nib.thickness * 1.6)
    for x, y, share in rng.random((nib.tries, 3)).tolist():
        if not walker.free(x, y * RATIO):
            continue
        points = walker.both_ways(x, y * RATIO, nib.reach * (0.35 + 0.65 * share))
        if len(points) * STEP > shortest:
            stroke = Stroke(points, nib.thickness)
            block(pen, stroke, nib, gap)
            yield stroke


def place_at(stroke: Stroke, weather: np.ndarray, count: int, shift: float) -> int:
    """Return which of ``count`` inks the weather at a stroke picks, ``shift`` places further on."""
    x, y = stroke.points[len(stroke.points) // 2]
    place = float(weather[int(y * GRID), int(x * GRID)]) * count + shift
    return int(min(max(place, 0), count - 1))


def draw(
    seed: int,
    *,
    paper: str = inks.COTTON,
    colors: tuple[str, ...] = INKS,
    nibs: tuple[Nib, ...] = NIBS,
    cells: float = 1.6,
    swirl: float = 1.7,
    turn: float = -0.35,
    gap: float = 0.0022,
    scatter: float = 1.5,
    width: int = DRAW_WIDTH,
) -> Image.Image:
    """Return the drawing; ``swirl`` is the range of the arrows in half turns, ``turn`` an offset in radians.

    The ink is picked by a second, slower field, loosened by ``scatter`` places in the row of colors.
    """
    rng = np.random.default_rng(seed)
    rows = round(GRID * RATIO)
    angles = (smooth_noise(GRID, rows, seed, cells, 2, 0.35) - 0.5) * np.float32(math.pi * swirl) + turn
    weather = smooth_noise(GRID, rows, seed + 3, 2.2, 2)
    image = blank(paper, width)
    pen = Pen(image)
    strokes: list[Stroke] = []
    for nib in nibs:
        for stroke in strokes_of(rng, angles.astype(np.float32), nib, strokes.copy(), gap):
            strokes.append(stroke)
            color = colors[place_at(stroke, weather, len(colors), rng.normal(0, scatter))]
            pen.stroke(stroke.points, stroke.thickness, inks.rgb(color))
    return image
