"""The sheet a drawing is made on: its measures, masks of ink, and a pen.

All measures are in sheet widths: x runs from 0 to 1, y from 0 to 1.25.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw

from home.demo.art.inks import Color, rgb

DRAW_WIDTH = 2880
RATIO = 1.25
MARGIN = 0.085

Mask = NDArray[np.floating]
Point = tuple[float, float]


def rows_of(width: int) -> int:
    """Return the height in pixels of a sheet that is ``width`` pixels wide."""
    return round(width * RATIO)


def blank(paper: str, width: int) -> Image.Image:
    """Return an empty sheet."""
    return Image.new("RGB", (width, rows_of(width)), rgb(paper))


def plane(width: int) -> tuple[Mask, Mask]:
    """Return x of shape (1, width) and y of shape (height, 1), at pixel centres."""
    x = (np.arange(width, dtype=np.float32) + 0.5) / width
    y = (np.arange(rows_of(width), dtype=np.float32) + 0.5) / width
    return x[None, :], y[:, None]


def edge(distance: Mask, width: int) -> Mask:
    """Return ink coverage 0 to 1 for a distance (sheet widths) that is positive inside the mark."""
    return np.clip(distance * width + 0.5, 0, 1)


def inside(width: int, margin: float = MARGIN) -> Mask:
    """Return a mask that is 1 within the margin and 0 outside."""
    x, y = plane(width)
    return np.minimum(
        edge(np.minimum(x - margin, 1 - margin - x), width),
        edge(np.minimum(y - margin, RATIO - margin - y), width),
    )


def as_image(mask: Mask) -> Image.Image:
    """Return a mask of 0 to 1 as a grey image."""
    return Image.fromarray((np.clip(mask, 0, 1) * 255).astype(np.uint8))


def lay(image: Image.Image, mask: Mask, ink: str) -> Image.Image:
    """Return the image with opaque ink laid where the mask says."""
    return Image.composite(Image.new("RGB", image.size, rgb(ink)), image, as_image(mask))


def overprint(image: Image.Image, mask: Mask, ink: str) -> Image.Image:
    """Return the image with see-through ink laid: where inks overlap they multiply."""
    printed = ImageChops.multiply(image, Image.new("RGB", image.size, rgb(ink)))
    return Image.composite(printed, image, as_image(mask))


def within_margin(image: Image.Image, paper: str, margin: float = MARGIN) -> Image.Image:
    """Return the image cut to the margin, on clean paper."""
    sheet = blank(paper, image.width)
    inset = round(image.width * margin)
    box = (inset, inset, image.width - inset, image.height - inset)
    sheet.paste(image.crop(box), box[:2])
    return sheet


class Pen:
    """Draws on an image in sheet widths."""

    def __init__(self, image: Image.Image) -> None:
        self.scale = image.width
        self.draw = ImageDraw.Draw(image)

    def pixels(self, points: Sequence[Point]) -> list[Point]:
        """Return the points in pixels."""
        return [(x * self.scale, y * self.scale) for x, y in points]

    def polygon(self, points: Sequence[Point], color: Color | int) -> None:
        """Fill a polygon."""
        self.draw.polygon(self.pixels(points), fill=color)

    def disc(self, x: float, y: float, radius: float, color: Color | int) -> None:
        """Fill a circle."""
        cx, cy, r = x * self.scale, y * self.scale, radius * self.scale
        self.draw.ellipse((cx - r, cy - r, cx + r, cy + r), fill=color)

    def box(self, left: float, top: float, right: float, bottom: float, color: Color | int) -> None:
        """Fill a rectangle, its right and bottom pixels excluded."""
        s = self.scale
        corners = (round(left * s), round(top * s), round(right * s) - 1, round(bottom * s) - 1)
        self.draw.rectangle(corners, fill=color)

    def line(self, points: Sequence[Point], thickness: float, color: Color | int) -> None:
        """Draw a line with bent joints and square ends."""
        width = max(1, round(thickness * self.scale))
        self.draw.line(self.pixels(points), fill=color, width=width, joint="curve")

    def stroke(self, points: Sequence[Point], thickness: float, color: Color | int) -> None:
        """Draw a line with round joints and round ends."""
        self.line(points, thickness, color)
        # Thick lines leave hairline gaps at their joints; a disc on each closes them.
        joints = points if thickness * self.scale > 8 else (points[0], points[-1])
        for x, y in joints:
            self.disc(x, y, thickness / 2, color)
