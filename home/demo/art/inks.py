"""Papers and inks of the demo drawings, as hex codes."""

from functools import cache

NAVY = "#16324A"
INDIGO = "#1B2A4A"
NIGHT = "#1A2130"
CHARCOAL = "#22262C"
COBALT = "#1F4FA3"
SLATE = "#2B5674"
MIST = "#8FB0C6"
TEAL = "#1F5C5A"
SAGE = "#7FA7A0"
BOTTLE = "#17362F"
VERMILION = "#D9482B"
CORAL = "#E5715A"
PLUM = "#7E2E5B"
OCHRE = "#E9B23C"
SUN = "#F2B705"
STRAW = "#F6E0A6"
BLUSH = "#E8C9B0"
CREAM = "#F6EFE2"

RAG = "#F3F0E8"
COTTON = "#F1ECDF"
OAT = "#EEE9DC"
CHALK = "#ECEBE4"
PEACH = "#F3E6D3"

Color = tuple[int, int, int]


@cache
def rgb(ink: str) -> Color:
    """Return the three channels (0 to 255) of a hex code such as ``#16324A``."""
    return int(ink[1:3], 16), int(ink[3:5], 16), int(ink[5:7], 16)


def blend(first: str, second: str, amount: float) -> Color:
    """Return the color between two inks; ``amount`` 0 is the first, 1 the second."""
    one, two = rgb(first), rgb(second)
    red, green, blue = (round(a + (b - a) * amount) for a, b in zip(one, two, strict=True))
    return red, green, blue


def shade(ink: str, factor: float) -> Color:
    """Return the ink lightened (factor above 1) or darkened (below 1)."""
    red, green, blue = (min(255, max(0, round(channel * factor))) for channel in rgb(ink))
    return red, green, blue


def ramp(inks: tuple[str, ...], amount: float) -> Color:
    """Return the color at ``amount`` (0 to 1) along a row of inks."""
    position = min(max(amount, 0.0), 0.9999) * (len(inks) - 1)
    return blend(inks[int(position)], inks[int(position) + 1], position % 1)
