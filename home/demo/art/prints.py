"""Pictures of prints: framed on a wall, a clipped sheet, and postcards."""

from PIL import Image, ImageDraw

from home.demo.art.frames import Hanging, hang
from home.demo.art.inks import rgb
from home.demo.art.printing import SIZE
from home.demo.art.walls import Layer, cast, layers, wall

SHEET = "#FAF8F3"
CLIP = "#2B2B2B"
COLUMNS, ROWS = SIZE
# Where postcards lie: a loose pile of four, and two almost straight rows.
PILE = ((0.605, 0.295, 9.0), (0.37, 0.375, -7.0), (0.63, 0.605, -4.0), (0.415, 0.665, 5.0))
TWO_ROWS = ((0.287, 0.282, -0.7), (0.713, 0.278, 0.6), (0.289, 0.722, 0.5), (0.712, 0.719, -0.5))


def framed(
    art: Image.Image, tone: str, how: Hanging, seed: int, share: float = 0.62, window: bool = True
) -> Image.Image:
    """Return a framed print on a wall; ``share`` is its part of the picture's width."""
    image = wall(COLUMNS, ROWS, tone, seed, window)
    width = round(COLUMNS * share)
    height = round(width * 1.25)
    left, top = (COLUMNS - width) // 2, (ROWS - height) // 2 - 6
    hang(image, art, (left, top, left + width, top + height), how)
    return image


def clip(image: Image.Image, x: int, y: int) -> None:
    """Draw a small black bulldog clip whose top middle is at (x, y)."""
    cast(image, Image.new("L", (22, 36), 255), (x - 11, y), (Layer(3, 5, 4, 0.35),))
    draw = ImageDraw.Draw(image)
    draw.rectangle((x - 11, y, x + 11, y + 36), fill=rgb(CLIP))
    draw.rectangle((x - 11, y, x - 7, y + 36), fill=(78, 78, 78))
    draw.rectangle((x - 11, y + 31, x + 11, y + 36), fill=(20, 20, 20))


def clipped(art: Image.Image, tone: str, seed: int, share: float = 0.66) -> Image.Image:
    """Return an unframed sheet that hangs from two clips."""
    image = wall(COLUMNS, ROWS, tone, seed, window=False)
    width = round(COLUMNS * share)
    height = round(width * 1.25)
    left, top, border = (COLUMNS - width) // 2, (ROWS - height) // 2, round(width * 0.045)
    sheet = Image.new("RGB", (width, height), rgb(SHEET))
    inner = (width - 2 * border, round((width - 2 * border) * 1.25))
    sheet.paste(art.resize(inner, Image.Resampling.LANCZOS), (border, (height - inner[1]) // 2))
    cast(image, Image.new("L", sheet.size, 255), (left, top), layers(0.65, 0.85))
    image.paste(sheet, (left, top))
    for x in (left + width * 0.22, left + width * 0.78):
        clip(image, round(x), top - 22)
    return image


def card(art: Image.Image, width: int, angle: float) -> Image.Image:
    """Return a postcard with a white border as an RGBA image, turned by ``angle`` degrees, smooth edges."""
    size = (width * 2, round(width * 2.6))
    border = round(width * 0.2)
    face = Image.new("RGBA", size, (*rgb("#FBF9F4"), 255))
    inner = (size[0] - border, round((size[0] - border) * 1.25))
    face.paste(art.resize(inner, Image.Resampling.LANCZOS), (border // 2, (size[1] - inner[1]) // 2))
    turned = face.rotate(angle, Image.Resampling.BICUBIC, expand=True)
    return turned.resize((turned.width // 2, turned.height // 2), Image.Resampling.LANCZOS)


def postcards(
    *arts: Image.Image, tone: str, seed: int, width: int, places: tuple[tuple[float, float, float], ...]
) -> Image.Image:
    """Return postcards on a plain ground, the first one lowest; places are x, y (shares) and degrees."""
    image = wall(COLUMNS, ROWS, tone, seed)
    for art, (x, y, angle) in zip(arts, places, strict=True):
        piece = card(art, width, angle)
        corner = (round(x * COLUMNS - piece.width / 2), round(y * ROWS - piece.height / 2))
        alpha = piece.getchannel("A")
        cast(image, alpha, corner, layers(0.7, 0.9))
        image.paste(piece.convert("RGB"), corner, alpha)
    return image
