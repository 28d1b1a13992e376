"""Framed prints: moulding, mat, bevel and glass."""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from home.demo.art.inks import Color, rgb, shade
from home.demo.art.noise import smooth_noise
from home.demo.art.walls import cast, layers

MAT = "#F8F6F1"
Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Moulding:
    """A frame: its ink, how strong its grain is in grey levels."""

    ink: str
    grain: float


MOULDINGS = {
    "oak": Moulding("#C39A66", 16.0),
    "walnut": Moulding("#6A4A33", 12.0),
    "black": Moulding("#232323", 2.0),
    "white": Moulding("#F1EFE9", 1.5),
}


@dataclass(frozen=True)
class Hanging:
    """How a print hangs: frame name, moulding and mat as shares of the width, shadow scale."""

    frame: str = "oak"
    moulding: float = 0.026
    mat: float = 0.085
    depth: float = 1.0


def bar(length: int, thickness: int, color: Color, grain: float, seed: int) -> Image.Image:
    """Return one lying bar of moulding, its grain along it, lit on its upper edge."""
    streaks = smooth_noise(length, thickness * 6, seed, 5, 3)[::6] - 0.5
    rounding = np.linspace(1.05, 0.95, thickness, dtype=np.float32)[:, None]
    tinted = np.array(color, dtype=np.float32) * rounding[..., None] + streaks[..., None] * grain
    return Image.fromarray(np.clip(tinted, 0, 255).astype(np.uint8))


def moulding(width: int, height: int, thick: int, kind: Moulding) -> Image.Image:
    """Return an empty frame: four bars with mitred corners, lighter above and on the left."""
    top = bar(width, thick, shade(kind.ink, 1.04), kind.grain, 1)
    bottom = bar(width, thick, shade(kind.ink, 0.84), kind.grain, 2)
    left = bar(height, thick, shade(kind.ink, 0.99), kind.grain, 3).transpose(Image.Transpose.ROTATE_90)
    right = bar(height, thick, shade(kind.ink, 0.88), kind.grain, 4).transpose(Image.Transpose.ROTATE_90)
    frame = Image.new("RGB", (width, height))
    frame.paste(left, (0, 0))
    frame.paste(right, (width - thick, 0))
    for piece, y, inner in ((top, 0, thick), (bottom, height - thick, -thick)):
        mitre = Image.new("L", piece.size)
        edge, far = (0, thick) if inner > 0 else (thick, 0)
        corners = [(0, edge), (width, edge), (width - thick, far), (thick, far)]
        ImageDraw.Draw(mitre).polygon(corners, 255)
        frame.paste(piece, (0, y), mitre)
    ImageDraw.Draw(frame).line([(0, height), (0, 0), (width, 0)], shade(kind.ink, 1.16), max(1, thick // 9))
    return frame


def mounted(art: Image.Image, size: tuple[int, int], border: int) -> Image.Image:
    """Return the print behind a mat with a fine bevel."""
    board = Image.new("RGB", size, rgb(MAT))
    share = min((size[0] - 2 * border) / art.width, (size[1] - 2 * border) / art.height)
    width, height = round(art.width * share), round(art.height * share)
    x, y = (size[0] - width) // 2, (size[1] - height) // 2
    draw = ImageDraw.Draw(board)
    draw.rectangle((x - 3, y - 3, x + width + 2, y + height + 2), fill=(216, 212, 200))
    draw.line(
        [(x - 3, y + height + 2), (x + width + 2, y + height + 2), (x + width + 2, y - 3)], (255, 255, 255)
    )
    board.paste(art.resize((width, height), Image.Resampling.LANCZOS), (x, y))
    return board


def glaze(board: Image.Image, depth: float) -> None:
    """Add the shade the frame throws on the mat, and a slanted gleam on the glass."""
    width, height = board.size
    shadow = Image.new("L", board.size, 74)
    ImageDraw.Draw(shadow).rectangle((round(6 * depth), round(8 * depth), width + 60, height + 60), fill=0)
    board.paste((20, 18, 16), (0, 0, width, height), shadow.filter(ImageFilter.GaussianBlur(5.5 * depth)))
    gleam = Image.new("L", board.size)
    slant = [(width * 0.55, 0), (width * 0.86, 0), (width * 0.36, height), (width * 0.05, height)]
    ImageDraw.Draw(gleam).polygon(slant, 10)
    board.paste((255, 255, 255), (0, 0, width, height), gleam.filter(ImageFilter.GaussianBlur(36)))


def hang(image: Image.Image, art: Image.Image, box: Box, how: Hanging) -> None:
    """Hang a framed print on the wall, in place."""
    left, top, right, bottom = box
    width, height = right - left, bottom - top
    thick = round(width * how.moulding)
    frame = moulding(width, height, thick, MOULDINGS[how.frame])
    board = mounted(art, (width - 2 * thick, height - 2 * thick), round(width * how.mat))
    glaze(board, how.depth)
    frame.paste(board, (thick, thick))
    cast(image, Image.new("L", frame.size, 255), (left, top), layers(how.depth))
    image.paste(frame, (left, top))
