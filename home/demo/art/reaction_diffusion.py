"""Reaction–diffusion: two imagined chemicals, one eats the other, both spread."""

import numpy as np
from PIL import Image

from home.demo.art import inks
from home.demo.art.noise import Field, enlarged
from home.demo.art.sheet import DRAW_WIDTH, RATIO, rows_of, within_margin

COLUMNS = 176


def spread(level: Field) -> Field:
    """Return how much each cell gains from its eight neighbours; the edges wrap around."""
    padded = np.pad(level, 1, mode="wrap")
    rows = padded[:-2] + padded[2:]
    sides = padded[1:-1, :-2] + padded[1:-1, 2:] + rows[:, 1:-1]
    corners = rows[:, :-2] + rows[:, 2:]
    return np.float32(0.2) * sides + np.float32(0.05) * corners - level


def first_drops(seed: int, rows: int, columns: int, drops: int) -> tuple[Field, Field]:
    """Return the dish at the start: full of food, with a few drops of the eater."""
    rng = np.random.default_rng(seed)
    food = np.ones((rows, columns), dtype=np.float32)
    eater = np.zeros_like(food)
    for y, x in zip(rng.integers(4, rows - 4, drops), rng.integers(4, columns - 4, drops), strict=True):
        food[y - 3 : y + 3, x - 3 : x + 3] = 0.5
        eater[y - 3 : y + 3, x - 3 : x + 3] = 0.5
    return food, eater


def react(seed: int, columns: int, steps: int, drops: int) -> Field:
    """Return the eater after so many steps. Feed and kill rise from top to bottom: mazes, then islands."""
    rows = round(columns * RATIO)
    food, eater = first_drops(seed, rows, columns, drops)
    depth = np.linspace(0, 1, rows, dtype=np.float32)[:, None]
    feed = np.float32(0.030) + np.float32(0.024) * depth
    kill = np.float32(0.0575) + np.float32(0.0056) * depth
    for _ in range(steps):
        meal = food * eater * eater
        food += spread(food) - meal + feed * (1 - food)
        eater += np.float32(0.5) * spread(eater) + meal - (feed + kill) * eater
    return eater


def draw(
    seed: int,
    *,
    paper: str = "#F4E9DF",
    top: str = "#D2452F",
    bottom: str = inks.PLUM,
    columns: int = COLUMNS,
    steps: int = 4200,
    drops: int = 60,
    width: int = DRAW_WIDTH,
) -> Image.Image:
    """Return the dish, its ink running from the top color to the bottom one."""
    dish = enlarged(react(seed, columns, steps, drops), width, rows_of(width))
    down, right = np.gradient(dish)
    coverage = np.clip((dish - np.float32(0.19)) / (np.hypot(down, right) + np.float32(1e-5)) + 0.5, 0, 1)
    ramp = [inks.blend(top, bottom, step / 255) for step in range(256)]
    strip = Image.fromarray(np.array(ramp, dtype=np.uint8)[:, None])
    image = Image.new("RGB", (width, rows_of(width)), inks.rgb(paper))
    mask = Image.fromarray((coverage * 255).astype(np.uint8))
    return within_margin(Image.composite(strip.resize(image.size), image, mask), paper)
