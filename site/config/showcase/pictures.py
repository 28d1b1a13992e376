"""A picture that no shop has to have: the shop's own mark, as the tag `photo` takes one."""

from typing import Any

from django.templatetags.static import static

from catalogue.pictures import SHAPES

WORDS = "A bird on a wall"


class StandInFile:
    """Where the picture lies."""

    @property
    def url(self) -> str:
        return static("img/mark.svg")


class StandInPicture:
    """Has the fields of a `ShopImage` that templates read, and no row; no other size was ever made of it."""

    width, height = 480, 600
    is_unreadable = False
    file = StandInFile()
    default_alt_text = WORDS
    made_sizes: dict[Any, Any] = {}
    made_shapes = frozenset(SHAPES)
    focal_point_width = focal_point_height = focal_point_x = focal_point_y = None


PICTURE: Any = StandInPicture()
