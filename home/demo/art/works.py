"""The works of the demo shop: each a technique with its seed, paper and settings."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PIL import Image

from home.demo.art import (
    circle_packing,
    contours,
    flow_field,
    grid_shapes,
    harmonograph,
    hatching,
    inks,
    isometric,
    moire,
    phyllotaxis,
    reaction_diffusion,
    ridges,
    rotated_squares,
    space_filling,
    truchet,
    waves,
)
from home.demo.art.flow_field import Nib
from home.demo.art.printing import SHINE, finish


@dataclass(frozen=True)
class Work:
    """One artwork: ``draw(seed)`` gives the clean sheet; ``detail`` is the middle of its close view."""

    name: str
    seed: int
    paper: str
    draw: Callable[[int], Image.Image]
    shine: float = SHINE
    detail: tuple[float, float] = (0.5, 0.5)


HEADWIND = partial(
    flow_field.draw,
    paper=inks.CHALK,
    colors=(inks.TEAL, inks.BOTTLE, inks.NAVY, inks.NAVY, inks.SLATE, inks.VERMILION),
    nibs=(Nib(0.0085, 1.3, 900), Nib(0.0045, 0.9, 3000), Nib(0.0026, 0.6, 6000)),
    swirl=1.2,
    turn=0.6,
    scatter=0.7,
)

WORKS: dict[str, Work] = {
    work.name: work
    for work in (
        Work("tailwind", 1207, inks.COTTON, flow_field.draw, 0.09, (0.42, 0.44)),
        Work("headwind", 86, inks.CHALK, HEADWIND, 0.06, (0.40, 0.62)),
        Work("quarter-turn", 44, "#ECE8DD", truchet.draw, 0.09, (0.45, 0.40)),
        Work("two-pendulums", 3, inks.RAG, harmonograph.draw, 0.05, (0.50, 0.50)),
        Work("sunhead", 21, inks.BOTTLE, phyllotaxis.draw, 0.07, (0.62, 0.38)),
        Work("contour-interval", 58, inks.OAT, contours.draw, 0.07, (0.66, 0.40)),
        Work("slow-reaction", 9, "#F4E9DF", reaction_diffusion.draw, 0.09, (0.42, 0.56)),
        Work("interference", 5, "#F2EFE6", moire.draw, 0.09, (0.50, 0.50)),
        Work("steps", 77, "#E6E4DA", isometric.draw, 0.06, (0.50, 0.44)),
        Work("ridge-lines", 31, inks.NIGHT, ridges.draw, 0.05, (0.55, 0.36)),
        Work("house-rules", 12, "#EFEBE0", grid_shapes.draw, 0.09, (0.60, 0.40)),
        Work("low-sun", 66, inks.PEACH, waves.draw, 0.08, (0.58, 0.50)),
        Work("disorder", 18, inks.CHALK, rotated_squares.draw, 0.05, (0.55, 0.70)),
        Work("field-boundaries", 340, inks.OAT, hatching.draw, 0.06, (0.45, 0.55)),
        Work("the-long-way-home", 8, inks.INDIGO, space_filling.draw, 0.06, (0.40, 0.42)),
        Work("room-for-one-more", 15, inks.RAG, circle_packing.draw, 0.09, (0.42, 0.52)),
    )
}


def close_up(work: Work, drawing: Image.Image, zoom: float = 2.0) -> Image.Image:
    """Return a part of the drawing, ``zoom`` times as large, as a print with coarser grain."""
    columns, rows = round(drawing.width / zoom), round(drawing.height / zoom)
    left = round(min(max(work.detail[0] * drawing.width - columns / 2, 0), drawing.width - columns))
    top = round(min(max(work.detail[1] * drawing.height - rows / 2, 0), drawing.height - rows))
    part = drawing.crop((left, top, left + columns, top + rows))
    return finish(part, work.paper, work.seed, work.shine, grain=1.35)


def render(name: str, folder: Path) -> None:
    """Write the print and the close view of a work into ``folder``, without loss."""
    work = WORKS[name]
    drawing = work.draw(work.seed)
    finish(drawing, work.paper, work.seed, work.shine).save(folder / f"{name}.png", compress_level=1)
    close_up(work, drawing).save(folder / f"{name}-close.png", compress_level=1)
