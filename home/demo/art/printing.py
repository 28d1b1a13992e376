"""Turn a clean drawing into a print: paper that shines through the ink, and a tooth over everything."""

import numpy as np
from PIL import Image, ImageFilter

from home.demo.art.inks import rgb
from home.demo.art.noise import Field, smooth_noise

SIZE = (960, 1200)
SHINE = 0.07
TOOTH = 3.5


def speckle(columns: int, rows: int, seed: int, blur: float) -> Field:
    """Return fine grain of 0 to 1, softened by ``blur`` pixels."""
    grain = np.random.default_rng(seed).integers(0, 256, (rows, columns), dtype=np.uint8)
    soft = Image.fromarray(grain).filter(ImageFilter.GaussianBlur(blur))
    return np.asarray(soft, dtype=np.float32) / 255


def shine_through(columns: int, rows: int, seed: int, strength: float, grain: float) -> Field:
    """Return how much paper shows at each pixel: specks, and a slow cloud where the ink ran thin."""
    specks = np.clip((speckle(columns, rows, seed, 0.8 * grain) - 0.5) * 3 * grain, 0, 1)
    cloud = smooth_noise(columns, rows, seed + 5, 5)
    return specks * strength * 2 + cloud * strength * 0.6


def tooth(columns: int, rows: int, seed: int, levels: float, grain: float) -> Field:
    """Return the unevenness of the paper in grey levels, around 0."""
    fibres = (speckle(columns, rows, seed + 11, 0.7 * grain) - 0.5) * levels * 1.6 * grain
    return fibres + (smooth_noise(columns, rows, seed + 9, 3, 2) - 0.5) * levels


def finish(
    drawing: Image.Image, paper: str, seed: int, shine: float = SHINE, grain: float = 1.0
) -> Image.Image:
    """Return the drawing as a print of 960 × 1200 pixels; ``grain`` enlarges the grain of a close view."""
    columns, rows = SIZE
    clean = np.asarray(drawing.resize(SIZE, Image.Resampling.LANCZOS), dtype=np.float32)
    ground = np.array(rgb(paper), dtype=np.float32)
    shown = shine_through(columns, rows, seed, shine, grain)[..., None]
    printed = clean + (ground - clean) * shown + tooth(columns, rows, seed, TOOTH, grain)[..., None]
    return Image.fromarray(np.clip(printed, 0, 255).astype(np.uint8))
