"""The small line drawing each order gets: its number is the seed."""

import math
from io import BytesIO

from PIL import Image, ImageDraw

from checkout.orders.curves import FAMILIES, Dice, Line, turned

SIDE = 400
MARGIN = 36
LINE_WIDTH = 0.9
OVERSAMPLING = 4
INK = (22, 25, 27)


def order_drawing_points(order_number: str) -> list[Line]:
    """Return the lines of the drawing: points in a square of 400, at least 36 from its edges.

    The same number always gives the same lines.
    """
    dice = Dice(order_number)
    lines = FAMILIES[dice.whole(0, len(FAMILIES) - 1)](dice)
    return fitted(lines, dice.between(0, 2 * math.pi))


def fitted(lines: list[Line], angle: float) -> list[Line]:
    """Return the lines turned by ``angle`` radians, then centred in the square at its full size."""
    lines = [[turned(point, angle) for point in line] for line in lines]
    xs = [x for line in lines for x, _ in line]
    ys = [y for line in lines for _, y in line]
    scale = (SIDE - 2 * MARGIN) / max(max(xs) - min(xs), max(ys) - min(ys))
    left = SIDE / 2 - scale * (max(xs) + min(xs)) / 2
    top = SIDE / 2 - scale * (max(ys) + min(ys)) / 2
    return [[(left + x * scale, top + y * scale) for x, y in line] for line in lines]


def order_drawing_svg_paths(order_number: str) -> list[str]:
    """Return one ``d`` for each line, for ``<path>`` elements in ``viewBox="0 0 400 400"``."""
    return [svg_path(line) for line in order_drawing_points(order_number)]


def svg_path(line: Line) -> str:
    """Return a line as path data, to a tenth of a unit."""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in line)


def order_drawing_png(order_number: str, size: int = 280) -> bytes:
    """Return the drawing as a PNG of ``size`` × ``size`` pixels: dark ink on a transparent ground."""
    fine = size * OVERSAMPLING
    mask = Image.new("L", (fine, fine))
    draw = ImageDraw.Draw(mask)
    scale = fine / SIDE
    for line in order_drawing_points(order_number):
        points = [(x * scale, y * scale) for x, y in line]
        draw.line(points, fill=255, width=max(2, round(LINE_WIDTH * scale)), joint="curve")
    image = Image.new("RGBA", (size, size), (*INK, 0))
    image.putalpha(mask.resize((size, size), Image.Resampling.LANCZOS))
    output = BytesIO()
    image.save(output, "PNG", optimize=True)
    return output.getvalue()
