"""The drawings of the demo shop and the pictures painted from them."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image

from home.demo.art import (
    circle_packing,
    contours,
    flow_field,
    grid_shapes,
    harmonograph,
    hatching,
    isometric,
    moire,
    phyllotaxis,
    reaction_diffusion,
    ridges,
    rotated_squares,
    space_filling,
    studio,
    truchet,
    waves,
)
from home.demo.art.frames import Hanging
from home.demo.art.printing import finish
from home.demo.art.prints import framed
from home.demo.art.works import WORKS

WIDTH = 240
TECHNIQUES = [
    circle_packing.draw,
    contours.draw,
    flow_field.draw,
    grid_shapes.draw,
    harmonograph.draw,
    hatching.draw,
    isometric.draw,
    moire.draw,
    phyllotaxis.draw,
    ridges.draw,
    rotated_squares.draw,
    space_filling.draw,
    truchet.draw,
    waves.draw,
]
Technique = Callable[..., Image.Image]


def small_reaction(seed: int) -> Image.Image:
    return reaction_diffusion.draw(seed, columns=48, steps=60, drops=8, width=WIDTH)


@pytest.mark.parametrize("draw", TECHNIQUES, ids=lambda draw: draw.__module__.rpartition(".")[2])
def test_same_seed_draws_same_pixels_and_another_differs(draw: Technique):
    first, again, other = (draw(seed, width=WIDTH) for seed in (7, 7, 8))

    assert first.size == (240, 300)
    assert first.tobytes() == again.tobytes()
    assert first.tobytes() != other.tobytes()


def test_reaction_gives_same_pixels_for_same_seed():
    first, again, other = (small_reaction(seed) for seed in (7, 7, 8))

    assert first.tobytes() == again.tobytes()
    assert first.tobytes() != other.tobytes()


@pytest.mark.parametrize("draw", TECHNIQUES, ids=lambda draw: draw.__module__.rpartition(".")[2])
def test_drawing_never_touches_edge_of_its_sheet(draw: Technique):
    pixels = np.asarray(draw(7, width=WIDTH)).astype(int)

    margin = np.concatenate([pixels[:10].reshape(-1, 3), pixels[:, :10].reshape(-1, 3)])

    assert (margin == pixels[0, 0]).all()
    assert (pixels != pixels[0, 0]).any()


def test_space_filling_path_visits_each_cell_once():
    cells = list(space_filling.path((0, 0), (0, 10), (8, 0)))

    steps = [abs(ax - bx) + abs(ay - by) for (ax, ay), (bx, by) in pairwise(cells)]

    assert len(cells) == 80
    assert set(cells) == {(x, y) for x in range(8) for y in range(10)}
    assert set(steps) == {1}


def test_packed_discs_never_overlap_each_other():
    discs = circle_packing.pack(np.random.default_rng(3), ((0.1, 60), (0.03, 300)), 0.005)

    gaps = [
        np.hypot(a[0] - b[0], a[1] - b[1]) - a[2] - b[2]
        for index, a in enumerate(discs)
        for b in discs[index + 1 :]
    ]

    assert len(discs) > 10
    assert min(gaps) >= 0.005 - 1e-9


def test_finished_print_has_full_size_and_repeats_exactly():
    drawing = grid_shapes.draw(12, width=WIDTH)

    first, again = finish(drawing, "#EFEBE0", 12), finish(drawing, "#EFEBE0", 12)

    assert first.size == (960, 1200)
    assert first.tobytes() == again.tobytes()


def test_framed_print_hangs_on_wall_of_product_size():
    picture = framed(Image.new("RGB", (96, 120), "#D9482B"), "#D3D8D4", Hanging("oak"), seed=1)

    assert picture.size == (960, 1200)
    assert picture.getpixel((480, 600))[0] > 200


def test_pictures_have_their_own_names_and_known_works():
    pictures = studio.pictures()

    names = [picture.name for picture in pictures]
    works = {art.removesuffix("-close") for picture in pictures for art in picture.arts}

    assert len(names) == len(set(names)) == 87
    assert works == set(WORKS)


def test_studio_draws_only_what_is_missing(tmp_path, monkeypatch):
    wanted = [picture for picture in studio.pictures() if picture.name.startswith("steps")]
    monkeypatch.setattr(studio, "all_pictures", lambda: wanted)
    first: list[tuple[int, int, str]] = []
    second: list[tuple[int, int, str]] = []

    studio.draw_all(tmp_path, lambda *step: first.append(step), workers=1)
    (tmp_path / "steps-close.jpg").unlink()
    studio.draw_all(tmp_path, lambda *step: second.append(step), workers=1)

    assert first[-1] == (4, 4, "steps-close.jpg")
    assert second == [(1, 2, "steps"), (2, 2, "steps-close.jpg")]
    with Image.open(tmp_path / "steps-framed.jpg") as image:
        assert (image.format, image.size) == ("JPEG", (960, 1200))


def test_studio_draws_again_after_a_change_of_recipe(tmp_path, monkeypatch):
    wanted = [picture for picture in studio.pictures() if picture.name == "steps-close.jpg"]
    monkeypatch.setattr(studio, "all_pictures", lambda: wanted)
    (tmp_path / "steps-close.jpg").write_bytes(b"old")
    (tmp_path / studio.STAMP).write_text("another recipe")
    steps: list[int] = []

    studio.draw_all(tmp_path, lambda done, total, label: steps.append(done), workers=1)

    assert steps == [1, 2]
    assert (tmp_path / "steps-close.jpg").stat().st_size > 10_000
