"""T-shirts, folded flat: outline, cloth, folds and the print on them."""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from home.demo.art import inks
from home.demo.art.curves import bezier, chain, mirrored, shape
from home.demo.art.inks import rgb, shade
from home.demo.art.noise import Field, enlarged, smooth_noise
from home.demo.art.printing import SIZE
from home.demo.art.sheet import Point
from home.demo.art.walls import Layer, cast, to_image, wall

COLUMNS, ROWS = SIZE
SCALE = 2
SHADE = "#16130F"
LEFT_SIDE = chain(
    (0.378, 0.136),
    ((0.33, 0.150), (0.27, 0.158), (0.212, 0.172)),
    ((0.184, 0.179), (0.174, 0.200), (0.174, 0.238)),
    ((0.179, 0.48), (0.179, 0.70), (0.174, 0.846)),
    ((0.173, 0.866), (0.181, 0.872), (0.202, 0.873)),
    ((0.30, 0.877), (0.40, 0.878), (0.5, 0.878)),
)
COLLAR = bezier((0.622, 0.136), (0.595, 0.222), (0.405, 0.222), (0.378, 0.136), 90)
NAPE = bezier((0.378, 0.136), (0.43, 0.114), (0.57, 0.114), (0.622, 0.136))
OUTLINE = LEFT_SIDE + mirrored(LEFT_SIDE)[1:]
FRONT = OUTLINE + COLLAR
# Folds: the curve of each, its thickness in shares of the width, and how far it lightens or darkens.
FOLDS = (
    (bezier((0.205, 0.19), (0.30, 0.36), (0.338, 0.60), (0.332, 0.875)), 0.017, -0.20),
    (bezier((0.222, 0.19), (0.318, 0.36), (0.356, 0.60), (0.349, 0.875)), 0.012, 0.16),
    (bezier((0.795, 0.19), (0.70, 0.36), (0.662, 0.60), (0.668, 0.875)), 0.017, -0.20),
    (bezier((0.778, 0.19), (0.682, 0.36), (0.644, 0.60), (0.651, 0.875)), 0.012, 0.15),
    (bezier((0.18, 0.705), (0.40, 0.738), (0.60, 0.722), (0.82, 0.748)), 0.012, -0.09),
    (bezier((0.18, 0.719), (0.40, 0.752), (0.60, 0.736), (0.82, 0.762)), 0.010, 0.10),
    (bezier((0.40, 0.215), (0.37, 0.27), (0.34, 0.30), (0.29, 0.33)), 0.014, -0.07),
    (bezier((0.60, 0.215), (0.63, 0.27), (0.66, 0.30), (0.71, 0.33)), 0.014, -0.07),
)


@dataclass(frozen=True)
class Printed:
    """What is printed on a shirt: part of the sheet (left, top, right, bottom in shares), width, top."""

    crop: tuple[float, float, float, float]
    width: float
    top: float


def folds(columns: int, rows: int) -> Field:
    """Return how the folds change the light, around 0."""
    image = Image.new("L", (columns, rows), 128)
    draw = ImageDraw.Draw(image)
    for points, thickness, light in FOLDS:
        pixels = [(x * columns, y * rows) for x, y in points]
        draw.line(pixels, round(128 + 128 * light), round(thickness * columns))
    soft = image.filter(ImageFilter.GaussianBlur(columns * 0.013))
    return np.asarray(soft, dtype=np.float32) / 128 - 1


def cloth_light(columns: int, rows: int, front: Image.Image, seed: int) -> Field:
    """Return the light on the front: from the top left, over folds, rounded at the hems."""
    x = np.linspace(0, 1, columns, dtype=np.float32)[None, :]
    y = np.linspace(0, 1, rows, dtype=np.float32)[:, None]
    rumples = enlarged(smooth_noise(columns // 4, rows // 4, seed + 3, 2.2), columns, rows) - 0.5
    light = 1.025 - 0.10 * (x - 0.35) - 0.06 * (y - 0.3) + rumples * 0.07 + folds(columns, rows) * 0.6
    hem = np.asarray(front.filter(ImageFilter.GaussianBlur(columns * 0.02)), dtype=np.float32) / 255
    return light * (0.85 + 0.15 * np.clip(hem * 1.5 - 0.25, 0, 1))


def weave(columns: int, rows: int, seed: int) -> Field:
    """Return the texture of jersey around 0: fine columns of stitches, and fluff."""
    fluff = np.random.default_rng(seed).random((rows, columns), dtype=np.float32) - 0.5
    stitches = np.sin(np.arange(columns, dtype=np.float32) * 1.9)[None, :]
    rows_of_stitches = np.sin(np.arange(rows, dtype=np.float32) * 1.3)[:, None]
    return fluff * 0.030 + stitches * rows_of_stitches * 0.014


def ink_share(art: Field, paper: Field) -> Field:
    """Return where the print carries ink: 0 on bare paper, 1 on ink."""
    difference = np.abs(art - paper).max(axis=2)
    return np.clip((difference - 20) / 30, 0, 1)


def print_on(cloth: Field, art: Image.Image, printed: Printed) -> None:
    """Put the inked parts of the art on the cloth, in place; the paper stays behind."""
    rows, columns = cloth.shape[:2]
    paper = np.asarray(art.crop((8, 8, 48, 48)), dtype=np.float32).mean(axis=(0, 1))
    left, top, right, bottom = printed.crop
    part = art.crop(
        (
            round(left * art.width),
            round(top * art.height),
            round(right * art.width),
            round(bottom * art.height),
        )
    )
    width = round(columns * printed.width)
    size = (width, round(width * part.height / part.width))
    ink = np.asarray(part.resize(size, Image.Resampling.LANCZOS), dtype=np.float32)
    share = (ink_share(ink, paper) * 0.95)[..., None]
    y, x = round(rows * printed.top), (columns - width) // 2
    region = cloth[y : y + size[1], x : x + width]
    region += (ink - region) * share


def inner_collar(image: Image.Image, cloth: str) -> None:
    """Draw the inside of the neck with its rib and a small label."""
    width, height = image.size
    fall = [inks.blend(cloth, SHADE, share / 63) for share in range(20, 40)]
    dusk = Image.fromarray(np.array(fall, dtype=np.uint8)[:, None]).resize((width, round(height * 0.1)))
    inside = Image.new("RGB", image.size, fall[-1])
    inside.paste(dusk, (0, round(height * 0.12)))
    image.paste(inside, (0, 0), shape(image.size, NAPE + COLLAR).filter(ImageFilter.GaussianBlur(1)))
    draw = ImageDraw.Draw(image)
    rib = [(x * width, (y + 0.006) * height) for x, y in NAPE]
    draw.line(rib, shade(cloth, 0.82), round(width * 0.018), joint="curve")
    draw.rectangle((width * 0.476, height * 0.129, width * 0.524, height * 0.148), fill=(245, 243, 238))


def collar(image: Image.Image, cloth: str) -> None:
    """Draw the rib of the collar and its seam."""
    width, height = image.size

    def pixels(drop: float, spread: float) -> list[Point]:
        return [((0.5 + (x - 0.5) * spread) * width, (y + drop) * height) for x, y in COLLAR]

    draw = ImageDraw.Draw(image)
    draw.line(pixels(0.0075, 1.02), shade(cloth, 0.955), round(width * 0.017), joint="curve")
    for upper, lower in zip(pixels(0.001, 1.0)[1:-1], pixels(0.0145, 1.04)[1:-1], strict=True):
        draw.line([upper, lower], shade(cloth, 0.90), 2)
    draw.line(pixels(0.0155, 1.05)[2:-2], shade(cloth, 0.82), 3, joint="curve")
    draw.line(pixels(0, 1), shade(cloth, 0.74), 4, joint="curve")


def lay_shirt(ground: Image.Image, art: Image.Image, cloth: str, printed: Printed, seed: int) -> Image.Image:
    """Return the ground (960 × 1200) with a folded shirt on it, at twice the size."""
    size = (COLUMNS * SCALE, ROWS * SCALE)
    image = ground.resize(size, Image.Resampling.BICUBIC)
    front = shape(size, FRONT)
    shadow = tuple(Layer(6 * k, 14 * k, 12 * k, s) for k, s in ((0.6, 0.30), (2.2, 0.26), (6.5, 0.22)))
    cast(image, shape(size, OUTLINE + mirrored(NAPE)), (0, 0), shadow)
    image.paste(shade(cloth, 0.78), (0, 0, *size), shape(size, OUTLINE, (0.0, 0.006)))
    inner_collar(image, cloth)
    light = enlarged(cloth_light(COLUMNS, ROWS, front.resize(SIZE), seed), *size)
    jersey = np.empty((size[1], size[0], 3), dtype=np.float32)
    jersey[:] = rgb(cloth)
    print_on(jersey, art, printed)
    jersey *= (light + weave(*size, seed))[..., None]
    dressed = to_image(jersey)
    collar(dressed, cloth)
    image.paste(dressed, (0, 0), front)
    return image


def folded(art: Image.Image, tone: str, cloth: str, printed: Printed, seed: int) -> Image.Image:
    """Return a picture of a folded shirt."""
    ground = wall(COLUMNS, ROWS, tone, seed, window=False, light=(0.3, 0.1))
    return lay_shirt(ground, art, cloth, printed, seed).resize(SIZE, Image.Resampling.LANCZOS)


def chest(art: Image.Image, tone: str, cloth: str, printed: Printed, seed: int) -> Image.Image:
    """Return a close view of the print on the cloth, from the collar down."""
    ground = wall(COLUMNS, ROWS, tone, seed, window=False, light=(0.3, 0.1))
    shirt = lay_shirt(ground, art, cloth, printed, seed)
    left, top = round(shirt.width * 0.195), round(shirt.height * 0.108)
    return shirt.crop((left, top, left + 1172, top + 1465)).resize(SIZE, Image.Resampling.LANCZOS)


def pair(
    *arts: Image.Image, cloths: tuple[str, str], prints: tuple[Printed, Printed], tone: str, seed: int
) -> Image.Image:
    """Return two folded shirts side by side, 1320 × 758."""
    ground = wall(2200, 1264, tone, seed, window=False, light=(0.3, 0.1))
    for x, art, cloth, printed in zip((112, 1128), arts, cloths, prints, strict=True):
        part = ground.crop((x, 32, x + COLUMNS, 32 + ROWS))
        shirt = lay_shirt(part, art, cloth, printed, seed + x)
        ground.paste(shirt.resize(SIZE, Image.Resampling.LANCZOS), (x, 32))
    return ground.resize((1320, 758), Image.Resampling.LANCZOS)
