"""The wall of the home page: six framed prints, a skirting, a floor and a bench."""

from PIL import Image, ImageDraw, ImageFilter

from home.demo.art.frames import Hanging, bar, hang
from home.demo.art.inks import rgb, shade
from home.demo.art.printing import SIZE
from home.demo.art.walls import Layer, cast, wall

COLUMNS, ROWS = 2800, 1354
WIDE = (2000, 967)
FLOOR = 1186
SKIRTING = 40
PHONE_CROP = (480, 2, 1561, 1353)
# Each print: its work, the middle of its frame, the width of its frame, and how it hangs.
PRINTS: tuple[tuple[str, int, int, int, Hanging], ...] = (
    ("house-rules", 356, 634, 386, Hanging("walnut", 0.035, 0.085, 1.25)),
    ("tailwind", 934, 584, 654, Hanging("oak", 0.031, 0.075, 1.7)),
    ("low-sun", 1570, 514, 420, Hanging("black", 0.034, 0.085, 1.4)),
    ("sunhead", 2036, 386, 338, Hanging("oak", 0.036, 0.085, 1.25)),
    ("interference", 2036, 858, 338, Hanging("white", 0.036, 0.085, 1.25)),
    ("quarter-turn", 2526, 607, 432, Hanging("black", 0.034, 0.085, 1.4)),
)


def sunny_wall() -> Image.Image:
    """Return the empty wall with the light of a tall window in it."""
    image = wall(COLUMNS, ROWS, "#D5D8D3", 3, window=False, light=(0.22, 0.1))
    glow = Image.new("L", image.size)
    draw = ImageDraw.Draw(glow)
    for i in range(3):
        for j in range(2):
            x, y = 500 + i * 385 - j * 140, -70 + j * 466 + i * 40
            draw.polygon([(x, y), (x + 345, y + 35), (x + 215, y + 501), (x - 130, y + 466)], fill=54)
    image.paste((255, 245, 226), (0, 0, *image.size), glow.filter(ImageFilter.GaussianBlur(15)))
    return image


def lay_floor(image: Image.Image) -> None:
    """Draw floorboards that run towards one far point, and the skirting board above them."""
    boards = wall(COLUMNS, ROWS - FLOOR, "#A98F6F", 5, window=False, light=(0.3, 0))
    image.paste(boards, (0, FLOOR))
    draw = ImageDraw.Draw(image)
    far_x, far_y = COLUMNS * 0.46, -ROWS * 0.9
    for board in range(-16, 42):
        near = board * 140
        top = far_x + (near - far_x) * (FLOOR - far_y) / (ROWS - far_y)
        draw.line([(near, ROWS), (top, FLOOR)], (148, 119, 88), 2)
    draw.rectangle((0, FLOOR - SKIRTING, COLUMNS, FLOOR), fill=rgb("#E9EAE5"))
    draw.line([(0, FLOOR - SKIRTING), (COLUMNS, FLOOR - SKIRTING)], rgb("#C3C6C0"), 2)
    draw.line([(0, FLOOR - SKIRTING + 3), (COLUMNS, FLOOR - SKIRTING + 3)], rgb("#F5F6F2"), 2)
    draw.line([(0, FLOOR), (COLUMNS, FLOOR)], rgb("#6D5A45"), 4)
    shade_below = Image.new("L", (COLUMNS, 16), 255)
    cast(image, shade_below, (0, FLOOR - 6), (Layer(0, 8, 10, 0.28),))
    draw.rectangle((0, FLOOR - 3, COLUMNS, FLOOR), fill=rgb("#DDDED8"))


def place_bench(image: Image.Image, left: int, right: int) -> None:
    """Put an oak bench with iron legs in front of the wall."""
    seat, thick = FLOOR - 108, 30
    puddle = Image.new("L", (right - left + 120, 64))
    ImageDraw.Draw(puddle).ellipse((0, 0, puddle.width, 64), fill=255)
    cast(image, puddle, (left - 30, FLOOR + 32), (Layer(10, 0, 22, 0.55),))
    draw = ImageDraw.Draw(image)
    for x in (left + 40, right - 70):
        draw.rectangle((x, seat + thick, x + 28, FLOOR + 62), fill=rgb("#2A2622"))
        draw.rectangle((x, seat + thick, x + 7, FLOOR + 62), fill=rgb("#403A34"))
    top = bar(right - left, 10, rgb("#B78F62"), 18, 7)
    front = bar(right - left, thick - 10, rgb("#8F6C47"), 16, 8)
    image.paste(top, (left, seat))
    image.paste(front, (left, seat + 10))
    draw.line([(left, seat + thick), (right, seat + thick)], shade("#8F6C47", 0.6), 4)


def room(arts: tuple[Image.Image, ...]) -> Image.Image:
    """Return the whole wall at 2800 × 1354; the prints come in the order of ``PRINTS``."""
    image = sunny_wall()
    for art, (_, x, y, width, how) in zip(arts, PRINTS, strict=True):
        half, tall = width // 2, round(width * 0.625)
        hang(image, art, (x - half, y - tall, x + half, y + tall), how)
    lay_floor(image)
    place_bench(image, 1180, 1752)
    return image


def wide(*arts: Image.Image) -> Image.Image:
    """Return the wall for wide screens, 2000 × 967."""
    return room(arts).resize(WIDE, Image.Resampling.LANCZOS)


def tall(*arts: Image.Image) -> Image.Image:
    """Return the part of the wall for phones, 960 × 1200."""
    return room(arts).crop(PHONE_CROP).resize(SIZE, Image.Resampling.LANCZOS)
