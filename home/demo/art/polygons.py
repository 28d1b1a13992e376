"""Geometry of convex polygons: cutting, shrinking, centres, and lines across them."""

import math

from home.demo.art.sheet import Point

Polygon = list[Point]


def cut(polygon: Polygon, normal: Point, limit: float) -> Polygon:
    """Return the part of the polygon where ``normal · point`` is at most ``limit``."""
    kept: Polygon = []
    for index, here in enumerate(polygon):
        before = polygon[index - 1]
        a = normal[0] * before[0] + normal[1] * before[1] - limit
        b = normal[0] * here[0] + normal[1] * here[1] - limit
        if (a > 0) != (b > 0):
            share = a / (a - b)
            kept.append(
                (before[0] + (here[0] - before[0]) * share, before[1] + (here[1] - before[1]) * share)
            )
        if b <= 0:
            kept.append(here)
    return kept


def cell(sites: list[Point], index: int, outline: Polygon, gap: float) -> Polygon:
    """Return the points of the outline nearer to one site than to any other, kept ``gap`` off each border."""
    x, y = sites[index]
    polygon = outline
    for other, (ox, oy) in enumerate(sites):
        if other == index or not polygon:
            continue
        length = math.hypot(ox - x, oy - y) or 1e-9
        normal = ((ox - x) / length, (oy - y) / length)
        middle = normal[0] * (x + ox) / 2 + normal[1] * (y + oy) / 2
        polygon = cut(polygon, normal, middle - gap)
    return polygon


def middle(polygon: Polygon) -> Point:
    """Return the centre of gravity of a polygon that has an area."""
    area = x = y = 0.0
    for (ax, ay), (bx, by) in zip(polygon, polygon[1:] + polygon[:1], strict=True):
        cross = ax * by - bx * ay
        area += cross
        x += (ax + bx) * cross
        y += (ay + by) * cross
    return x / (3 * area), y / (3 * area)


def chord(polygon: Polygon, angle: float, offset: float) -> tuple[Point, Point] | None:
    """Return where a line (angle, offset from the origin) enters and leaves, or None if it misses."""
    normal = (-math.sin(angle), math.cos(angle))
    crossings: Polygon = []
    for index, here in enumerate(polygon):
        before = polygon[index - 1]
        a = normal[0] * before[0] + normal[1] * before[1] - offset
        b = normal[0] * here[0] + normal[1] * here[1] - offset
        if (a > 0) != (b > 0):
            share = a / (a - b)
            crossings.append(
                (before[0] + (here[0] - before[0]) * share, before[1] + (here[1] - before[1]) * share)
            )
    return (crossings[0], crossings[1]) if len(crossings) == 2 else None
