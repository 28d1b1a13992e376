"""How each work was drawn, for the facts on its product pages."""

from home.demo.art.works import WORKS
from home.demo.entries import Facts


def facts(slug: str, technique: str, inks: str, colors: str) -> Facts:
    """Return the facts of a work; its seed is the one it is drawn with."""
    return Facts(technique, WORKS[slug].seed, tuple(inks.split()), tuple(colors.split()))


DRAWINGS: dict[str, Facts] = {
    "tailwind": facts(
        "tailwind", "Flow field", "#16324A #D9482B #E9B23C #7FA7A0 #1F5C5A #E8C9B0", "Blue Red Yellow Green"
    ),
    "headwind": facts("headwind", "Flow field", "#16324A #2B5674 #1F5C5A #17362F #D9482B", "Blue Green"),
    "quarter-turn": facts("quarter-turn", "Truchet tiles", "#1B2A4A #8FB0C6 #E4572E", "Blue Red"),
    "two-pendulums": facts("two-pendulums", "Harmonograph", "#123A6B #D2402A", "Blue Cream"),
    "sunhead": facts(
        "sunhead", "Phyllotaxis", "#17362F #F6E0A6 #F7D154 #F2A93B #E26A3A #6F9C86", "Green Yellow"
    ),
    "contour-interval": facts(
        "contour-interval", "Contour lines", "#123B4A #5C938B #A9C2A7 #E7DDB8 #EBC27C #DE8A55", "Green Yellow"
    ),
    "slow-reaction": facts("slow-reaction", "Reaction–diffusion", "#D2452F #7E2E5B", "Red"),
    "interference": facts("interference", "Moiré", "#1F4FA3 #E8543F", "Blue Red"),
    "steps": facts("steps", "Isometric blocks", "#F4C95D #F6EFE2 #E5715A #6D9DA8 #2C4A66", "Red Blue Yellow"),
    "ridge-lines": facts("ridge-lines", "Ridges", "#1A2130 #F4D58D #E46F51", "Black Yellow"),
    "house-rules": facts(
        "house-rules", "Shapes on a grid", "#1D2B3A #E0A526 #D6452B #8DA9A4 #E9CFC0", "Yellow Red Green Blue"
    ),
    "low-sun": facts("low-sun", "Waves", "#E2542F #20456B", "Red Blue"),
    "disorder": facts("disorder", "Rotated squares", "#22262C #F2B705", "Black Yellow"),
    "field-boundaries": facts(
        "field-boundaries",
        "Voronoi hatching",
        "#17362F #1F5C5A #7FA7A0 #E9B23C #D9482B #16324A",
        "Green Yellow Blue",
    ),
    "the-long-way-home": facts(
        "the-long-way-home", "Space-filling curve", "#1B2A4A #F6E0A6 #E9B23C #E5715A #8FB0C6", "Blue Yellow"
    ),
    "room-for-one-more": facts(
        "room-for-one-more",
        "Circle packing",
        "#D9482B #E8C9B0 #E9B23C #16324A #7FA7A0 #2B5674",
        "Red Yellow Blue Green",
    ),
}
