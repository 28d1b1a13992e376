"""The curves an order drawing is made of: pure functions from a few numbers to thin closed lines.

Every curve is drawn around the origin; the caller fits it to a square.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

Point = tuple[float, float]
Line = list[Point]
FULL_TURN = 2 * math.pi


@dataclass
class Dice:
    """Even numbers drawn from a text: the same text always throws the same row."""

    text: str
    throws: int = 0

    def share(self) -> float:
        """Throw a number from 0 up to, not including, 1."""
        self.throws += 1
        digest = sha256(f"{self.text}/{self.throws}".encode()).digest()
        return int.from_bytes(digest[:6], "big") / 2**48

    def between(self, low: float, high: float) -> float:
        """Throw a number in a range."""
        return low + (high - low) * self.share()

    def whole(self, low: int, high: int) -> int:
        """Throw a whole number, both ends included."""
        return low + int(self.share() * (high - low + 1))


def turned(point: Point, angle: float) -> Point:
    """Return a point turned around the origin by an angle in radians."""
    cos, sin = math.cos(angle), math.sin(angle)
    return point[0] * cos - point[1] * sin, point[0] * sin + point[1] * cos


def loop(shape: Callable[[float], Point], points: int) -> Line:
    """Return a closed line through a shape given by its angle in radians."""
    return [shape(FULL_TURN * step / points) for step in range(points + 1)]


def circle(heart: Point, radius: float) -> Line:
    """Return a circle of 40 sides."""
    return loop(lambda angle: (heart[0] + radius * math.cos(angle), heart[1] + radius * math.sin(angle)), 40)


def petals(dice: Dice) -> list[Line]:
    """Circles that grow as they leave the middle, once for each petal: a flower of rings."""
    count = dice.whole(3, 6)
    rings = min(60 // count, dice.whole(11, 16))
    lean, waist = dice.between(0.25, 1.1), dice.between(0.10, 0.2)
    lines = []
    for petal in range(count):
        for ring in range(1, rings + 1):
            share = ring / rings
            heart = turned((waist + share * 0.5, 0.0), FULL_TURN * petal / count + lean * share)
            lines.append(circle(heart, waist * 0.5 + share * 0.46))
    return lines


def ellipses(dice: Dice) -> list[Line]:
    """One slim ellipse, turned step by step, its middle carried round."""
    count, slim, carried = dice.whole(22, 36), dice.between(0.28, 0.62), dice.between(0.0, 0.3)

    def one(turn: float) -> Line:
        return loop(lambda a: turned((carried + math.cos(a), slim * math.sin(a)), turn), 64)

    return [one(FULL_TURN * step / count / (1 if carried > 0.08 else 2)) for step in range(count)]


def rosette(dice: Dice) -> list[Line]:
    """A wavy ring that shrinks and twists towards the middle."""
    waves, depth = dice.whole(3, 9), dice.between(0.10, 0.34)
    count, twist = dice.whole(16, 26), dice.between(0.5, 1.6) * (1 if dice.share() < 0.5 else -1)

    def one(share: float) -> Line:
        def point(angle: float) -> Point:
            radius = share * (1 + depth * share * math.cos(waves * angle))
            return turned((radius * math.cos(angle), radius * math.sin(angle)), twist * (1 - share))

        return loop(point, 16 * waves if waves > 5 else 84)

    return [one(0.12 + 0.88 * step / count) for step in range(1, count + 1)]


def wheels(dice: Dice) -> list[Line]:
    """A small wheel rolls round a large one, its pen set further out each time: loops within loops."""
    spins = (-6, -5, -4, 4, 5, 6, 7)[dice.whole(0, 6)]
    nearest, count = dice.between(0.04, 0.16), dice.whole(9, 13)
    step = dice.between(0.30, 0.62) / count

    def one(pen: float) -> Line:
        def point(angle: float) -> Point:
            x, y = (
                math.cos(angle) + pen * math.cos(spins * angle),
                math.sin(angle) + pen * math.sin(spins * angle),
            )
            return turned((x, y), pen * 0.5)

        return loop(point, 24 * abs(spins) + 24)

    return [one(nearest + step * number) for number in range(count)]


def pendulums(dice: Dice) -> list[Line]:
    """Two pendulums that swing at almost simple paces until they tire."""
    across, down = ((2, 3), (3, 4), (4, 5))[dice.whole(0, 2)]
    drift, phase = dice.between(0.004, 0.012), dice.between(0.4, 1.2)
    swings = round(64 / max(across, down))

    def at(time: float) -> Point:
        fade = 1 - 0.84 * time / (swings * FULL_TURN)
        return fade * math.sin((across + drift) * time + phase), fade * math.sin(down * time)

    steps = swings * max(across, down) * 30
    return [[at(swings * FULL_TURN * step / steps) for step in range(steps + 1)]]


FAMILIES: tuple[Callable[[Dice], list[Line]], ...] = (petals, ellipses, rosette, wheels, pendulums)
