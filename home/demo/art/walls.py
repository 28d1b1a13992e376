"""Plaster walls with light from the top left, and the shadows things cast on them."""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from home.demo.art.inks import rgb
from home.demo.art.noise import Field, enlarged, smooth_noise

SHADOW = (24, 22, 20)
SUNLIGHT = (255, 246, 230)


@dataclass(frozen=True)
class Layer:
    """One layer of shadow: offset and blur in pixels, strength 0 to 1."""

    right: float
    down: float
    blur: float
    strength: float


def layers(scale: float, strength: float = 1.0) -> tuple[Layer, ...]:
    """Return a tight, a middle and a wide shadow for a thing that stands off the wall."""
    return (
        Layer(2 * scale, 4 * scale, 3.5 * scale, 0.34 * strength),
        Layer(10 * scale, 17 * scale, 15 * scale, 0.22 * strength),
        Layer(26 * scale, 46 * scale, 46 * scale, 0.21 * strength),
    )


def plaster(columns: int, rows: int, tone: str, seed: int, light: tuple[float, float]) -> Field:
    """Return a lit surface of shape (rows, columns, 3) with faint unevenness and a fine dither."""
    x = np.linspace(0, 1, columns, dtype=np.float32)[None, :]
    y = np.linspace(0, 1, rows, dtype=np.float32)[:, None]
    brightness = 1.045 - 0.135 * np.hypot(x - light[0], (y - light[1]) * 0.9)
    clouds = enlarged(smooth_noise(columns // 4, rows // 4, seed, 3), columns, rows) - 0.5
    # Without the dither, slow light would show as steps.
    dither = np.random.default_rng(seed).random((rows, columns), dtype=np.float32) - 0.5
    surface = brightness[..., None] * np.array(rgb(tone), dtype=np.float32)
    return (surface + (clouds * 3.0 + dither * 2.4)[..., None]).astype(np.float32)


def to_image(surface: Field) -> Image.Image:
    """Return a surface of 0 to 255 as an image."""
    return Image.fromarray(np.clip(surface, 0, 255).astype(np.uint8))


def wall(
    columns: int,
    rows: int,
    tone: str,
    seed: int,
    window: bool = True,
    light: tuple[float, float] = (0.25, 0.2),
) -> Image.Image:
    """Return an empty wall; ``window`` throws the light of four panes on it."""
    image = to_image(plaster(columns, rows, tone, seed, light))
    if window:
        glow = panes(columns, rows)
        image.paste(Image.new("RGB", image.size, SUNLIGHT), (0, 0), glow)
    return image


def panes(columns: int, rows: int, across: int = 2, strength: int = 32) -> Image.Image:
    """Return the light of a window as a mask: slanted panes with soft edges."""
    mask = Image.new("L", (columns, rows))
    draw = ImageDraw.Draw(mask)
    size = min(columns, rows)
    for i in range(across):
        for j in range(2):
            x = columns * 0.03 + size * (i * 0.41 - j * 0.13)
            y = -rows * 0.05 + size * (j * 0.45 + i * 0.05)
            lean, drop = size * 0.12, size * 0.42
            right, slope = x + size * 0.36, size * 0.045
            draw.polygon(
                [(x, y), (right, y + slope), (right - lean, y + slope + drop), (x - lean, y + drop)], strength
            )
    return mask.filter(ImageFilter.GaussianBlur(size * 0.018))


def cast(image: Image.Image, shape: Image.Image, at: tuple[float, float], shadow: tuple[Layer, ...]) -> None:
    """Darken the image with the shadow of a shape (a grey mask) whose top left corner is at ``at``."""
    for layer in shadow:
        pad = round(layer.blur * 3)
        mask = Image.new("L", (shape.width + 2 * pad, shape.height + 2 * pad))
        mask.paste(shape, (pad, pad))
        mask = mask.filter(ImageFilter.GaussianBlur(layer.blur))
        faint = mask.point([round(level * layer.strength) for level in range(256)])
        corner = (round(at[0] + layer.right) - pad, round(at[1] + layer.down) - pad)
        image.paste(SHADOW, (*corner, corner[0] + faint.width, corner[1] + faint.height), faint)
