"""The drawing of an order number."""

from io import BytesIO

import pytest
from PIL import Image

from checkout.orders.curves import FAMILIES, Dice
from checkout.orders.drawing import order_drawing_png, order_drawing_points, order_drawing_svg_paths

NUMBERS = [f"MO-{10480 + step}" for step in range(40)]


def test_same_order_number_gives_the_same_lines():
    assert order_drawing_points("MO-10482") == order_drawing_points("MO-10482")


def test_forty_order_numbers_give_forty_different_drawings():
    drawings = {tuple(order_drawing_svg_paths(number)) for number in NUMBERS}

    assert len(drawings) == 40


def test_forty_order_numbers_use_every_kind_of_curve():
    kinds = {Dice(number).whole(0, len(FAMILIES) - 1) for number in NUMBERS}

    assert kinds == set(range(len(FAMILIES)))


@pytest.mark.parametrize("number", NUMBERS)
def test_drawing_fills_the_square_within_its_margin(number):
    points = [point for line in order_drawing_points(number) for point in line]

    xs, ys = [x for x, _ in points], [y for _, y in points]

    assert min(xs) >= 35.999
    assert max(xs) <= 364.001
    assert min(ys) >= 35.999
    assert max(ys) <= 364.001
    assert max(max(xs) - min(xs), max(ys) - min(ys)) == pytest.approx(328)


def test_svg_path_lists_points_to_a_tenth():
    first_line, first_path = order_drawing_points("MO-1")[0], order_drawing_svg_paths("MO-1")[0]

    x, y = first_line[0]

    assert first_path.startswith(f"M{x:.1f} {y:.1f}L")
    assert first_path.count("L") == len(first_line) - 1


def test_svg_paths_stay_small_enough_to_be_inlined():
    sizes = [sum(len(path) for path in order_drawing_svg_paths(number)) for number in NUMBERS]

    assert max(sizes) < 48_000


def test_png_has_dark_lines_on_transparent_ground():
    with Image.open(BytesIO(order_drawing_png("MO-10482", size=140))) as image:
        assert (image.format, image.mode, image.size) == ("PNG", "RGBA", (140, 140))
        assert image.getpixel((0, 0)) == (22, 25, 27, 0)
        assert image.getchannel("A").getextrema()[1] > 120


def test_png_of_the_same_number_has_the_same_bytes():
    assert order_drawing_png("MO-7", size=80) == order_drawing_png("MO-7", size=80)
