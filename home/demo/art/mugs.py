"""Mugs on a table line, the print wrapped round them."""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from home.demo.art.inks import rgb
from home.demo.art.noise import Field
from home.demo.art.printing import SIZE
from home.demo.art.walls import to_image, wall

COLUMNS, ROWS = SIZE
SCALE = 2
TABLE_LINE = 0.665
WARM_SHADE = (34, 28, 24)


@dataclass(frozen=True)
class Wrap:
    """The printed part: crop of the sheet in shares, and whether it runs right round the mug."""

    crop: tuple[float, float, float, float]
    around: bool = True

    def far_side(self) -> "Wrap":
        """Return what shows from behind: more of the sheet if it runs round, else the same print again."""
        left, top, right, bottom = self.crop
        return Wrap((left, 1 - bottom, right, 1 - top)) if self.around else self


@dataclass(frozen=True)
class Body:
    """The cylinder in pixels: left, right, rim and foot; ``tilt`` is half the height of its rim."""

    left: float
    right: float
    rim: float
    foot: float

    @property
    def middle(self) -> float:
        """Return the x of the axis."""
        return (self.left + self.right) / 2

    @property
    def radius(self) -> float:
        """Return half the width."""
        return (self.right - self.left) / 2

    @property
    def tilt(self) -> float:
        """Return how far the rim bends down at its middle."""
        return self.radius * 0.17


def room(wall_tone: str, table_tone: str, seed: int) -> Image.Image:
    """Return a wall above a table, at twice the picture size."""
    image = wall(COLUMNS, ROWS, wall_tone, seed)
    line = round(ROWS * TABLE_LINE)
    table = wall(COLUMNS, ROWS, table_tone, seed + 1, window=False, light=(0.3, 0.6))
    image.paste(table.crop((0, line, COLUMNS, ROWS)), (0, line))
    seam = Image.new("L", SIZE)
    ImageDraw.Draw(seam).rectangle((0, line - 2, COLUMNS, line + 5), fill=44)
    image.paste(WARM_SHADE, (0, 0, *SIZE), seam.filter(ImageFilter.GaussianBlur(6)))
    return image.resize((COLUMNS * SCALE, ROWS * SCALE), Image.Resampling.BICUBIC)


def shadow(image: Image.Image, body: Body) -> None:
    """Lay a wide and a tight shadow on the table, to the right."""
    width, height = image.size
    wide = (
        body.left + 10,
        body.foot - body.tilt,
        body.right + body.radius * 0.95,
        body.foot + body.tilt * 1.7,
    )
    tight = (body.left + 8, body.foot - body.tilt * 0.6, body.right + 28, body.foot + body.tilt * 1.24)
    for box, level, blur in ((wide, 96, 46), (tight, 140, 13)):
        mask = Image.new("L", (width // 2, height // 2))
        ImageDraw.Draw(mask).ellipse([value / 2 for value in box], fill=level)
        soft = mask.filter(ImageFilter.GaussianBlur(blur / 2)).resize(
            (width, height), Image.Resampling.BICUBIC
        )
        image.paste(WARM_SHADE, (0, 0, width, height), soft)


def handle(image: Image.Image, body: Body, glaze: str, flipped: bool) -> None:
    """Draw the handle on the right, or flipped on the left: a rounded ring, half hidden by the body."""
    width, height = image.size
    x = body.middle + body.radius * (-0.98 if flipped else 0.98)
    y = (body.rim + body.foot) / 2 + height * 0.006
    reach, rise, thick = body.radius * 0.56, (body.foot - body.rim) * 0.315, body.radius * 0.165
    mask = Image.new("L", image.size)
    draw = ImageDraw.Draw(mask)
    draw.ellipse((x - reach, y - rise, x + reach, y + rise), fill=255)
    draw.ellipse((x - reach + thick, y - rise + thick, x + reach - thick, y + rise - thick), fill=0)
    across = (np.arange(width, dtype=np.float32)[None, :] - x) / reach
    down = (np.arange(height, dtype=np.float32)[:, None] - y) / rise
    depth = (np.hypot(across, down) - (1 - thick / reach)) / (thick / reach)
    light = 0.99 - 0.24 * np.abs(depth - 0.36) - 0.10 * down
    lit = to_image(light[..., None] * np.array(rgb(glaze), dtype=np.float32))
    image.paste(lit, (0, 0), mask.filter(ImageFilter.GaussianBlur(1)))


def wrapped(art: Image.Image, wrap: Wrap, turn: Field, down: Field, squat: float) -> tuple[Field, Field]:
    """Return the colors of the print at each place of the body, and whether there is print.

    ``turn`` is the angle from the middle in radians, ``down`` runs from rim 0 to foot 1, ``squat`` is the
    width of the body over its height.
    """
    left, top, right, bottom = wrap.crop
    box = (left * art.width, top * art.height, right * art.width, bottom * art.height)
    part = np.asarray(art.crop(box), dtype=np.float32)
    span = np.pi if wrap.around else 2.16
    tall = 1.0 if wrap.around else min(part.shape[0] / part.shape[1] * span / 2 * squat, 0.9)
    x, y = turn / span + 0.5, (down - 0.5) / tall + 0.5
    printed = (x >= 0) & (x <= 1) & (y >= 0) & (y <= 1)
    column = np.clip(x * part.shape[1], 0, part.shape[1] - 1).astype(np.intp)
    row = np.clip(y * part.shape[0], 0, part.shape[0] - 1).astype(np.intp)
    return part[row, column], printed.astype(np.float32)


def body_light(across: Field, down: Field) -> Field:
    """Return the light on the cylinder: a soft gleam on the left, shade on both flanks."""
    gleam = 0.11 * np.exp(-(((across + 0.42) / 0.24) ** 2))
    right = 0.27 * np.clip(across, 0, 1) ** 1.9
    left = 0.17 * np.clip(-across - 0.5, 0, 1) ** 1.2
    bounce = 0.05 * np.clip(across - 0.86, 0, 1) / 0.14
    return 0.93 + gleam - right - left + bounce - 0.03 * down


def cylinder(image: Image.Image, art: Image.Image, body: Body, wrap: Wrap, glaze: str) -> None:
    """Draw the printed body of the mug."""
    box = (round(body.left) - 2, round(body.rim), round(body.right) + 2, round(body.foot + body.tilt) + 2)
    across = ((np.arange(box[0], box[2], dtype=np.float32) - body.middle) / body.radius)[None, :]
    rounding = body.tilt * np.sqrt(np.clip(1 - across * across, 0, 1))
    height = body.foot - body.rim
    down = (np.arange(box[1], box[3], dtype=np.float32)[:, None] - rounding - body.rim) / height
    turn = np.arcsin(np.clip(across, -1, 1)) + np.zeros_like(down)
    colors, printed = wrapped(art, wrap, turn, down, 2 * body.radius / height)
    base = np.array(rgb(glaze), dtype=np.float32)
    ceramic = base + (colors - base) * printed[..., None]
    lit = to_image(ceramic * body_light(across, down)[..., None])
    solid = np.clip((1 - np.abs(across)) * body.radius, 0, 1) * np.clip((1 - down) * height, 0, 1)
    solid = solid * (down > -0.2)
    image.paste(lit, box[:2], Image.fromarray((solid * 255).astype(np.uint8)))


def mouth(image: Image.Image, body: Body, glaze: str) -> None:
    """Draw the rim and the inside of the mug."""
    left, right, rim, tilt = body.left, body.right, body.rim, body.tilt
    base = np.array(rgb(glaze), dtype=np.float32)
    lip = Image.new("L", image.size)
    ImageDraw.Draw(lip).ellipse((left, rim - tilt, right, rim + tilt), fill=255)
    image.paste(rgb(glaze), (0, 0, *image.size), lip.filter(ImageFilter.GaussianBlur(1)))
    hole = Image.new("L", image.size)
    ImageDraw.Draw(hole).ellipse((left + 13, rim - tilt + 7, right - 13, rim + tilt - 4), fill=255)
    across = ((np.arange(image.width, dtype=np.float32) - left) / (right - left))[None, :]
    depth = ((np.arange(image.height, dtype=np.float32) - rim) / tilt)[:, None]
    light = 0.64 + 0.27 * np.clip(across, 0, 1) + 0.10 * np.clip(depth, -1, 1)
    image.paste(to_image(light[..., None] * base), (0, 0), hole.filter(ImageFilter.GaussianBlur(1)))


def on_table(
    art: Image.Image,
    tones: tuple[str, str],
    wrap: Wrap,
    seed: int,
    flipped: bool = False,
    glaze: str = "#F7F5F0",
) -> Image.Image:
    """Return a mug on a table; ``tones`` are wall and table, ``flipped`` puts the handle on the left."""
    image = room(*tones, seed)
    width, height = image.size
    left, right = (0.335, 0.765) if flipped else (0.235, 0.665)
    body = Body(width * left, width * right, height * 0.335, height * 0.765)
    shadow(image, body)
    handle(image, body, glaze, flipped)
    cylinder(image, art, body, wrap, glaze)
    mouth(image, body, glaze)
    return image.resize(SIZE, Image.Resampling.LANCZOS)
