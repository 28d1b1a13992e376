"""Pictures as shoppers get them: their sizes are made ahead by the worker, never inside a request."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from django.core.files.storage import FileSystemStorage
from django.db.models import QuerySet
from django.utils.encoding import filepath_to_uri
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage, Filter

from catalogue.statements import Among, Statement

# What a browser may choose from, the best first; the last one, which all know, is also the plain `src`.
FORMATS = ("avif", "webp")
FORMATS_OF = {"share": ("jpeg",)}  # programs of others, which may know nothing newer
# Every picture has this one from its upload on; it stands in for what the worker has not made yet.
READY = "width-960|format-webp"
SMALL_PIXELS = 400_000  # an original that may stand in for itself

# The shapes that templates name, from small to large. Those of one shape have one ratio.
SHAPES: dict[str, tuple[str, ...]] = {
    "card": ("fill-480x600", "fill-960x1200"),
    "offer": ("fill-240x300", "fill-480x600"),
    "piece": ("fill-176x220", "fill-352x440"),
    "wide": ("width-480", "width-960", "width-1440"),
    "widest": ("width-480", "width-960", "width-1440", "width-2000"),
    "phone": ("fill-640x800", "fill-960x1200"),
    "story": ("fill-640x480", "fill-1280x960"),
    "share": ("max-1200x1200",),  # for feeds and other sites
}


class Size(NamedTuple):
    """One file that is made of a picture; `name` is the storage's."""

    name: str
    width: int
    height: int


def formats_of(shape: str) -> tuple[str, ...]:
    """The formats of `shape`, the best first."""
    return FORMATS_OF.get(shape, FORMATS)


def specs_of(shape: str) -> Iterator[str]:
    """Wagtail's filter specs for every size of `shape`, in the format that is made fastest first."""
    return (f"{size}|format-{kind}" for kind in formats_of(shape)[::-1] for size in SHAPES[shape])


def specs_for(image: AbstractImage, shapes: Iterable[str]) -> list[str]:
    """The specs that `image` needs for `shapes`, each once: no size that comes out as a smaller one does."""
    found = dict.fromkeys(
        f"{size}|format-{kind}"
        for shape in shapes
        for kind in formats_of(shape)[::-1]
        for smaller, size in zip((None, *SHAPES[shape]), SHAPES[shape], strict=False)
        if smaller is None or _exceeds(image, smaller)
    )
    return list(found)


def _exceeds(image: AbstractImage, size: str) -> bool:
    """Whether `image` is larger than `size`, so that a larger one is another picture."""
    width, height = (int(number) for number in re.findall(r"\d+", f"{size}x0")[:2])
    return bool(image.width > width and image.height > height)


def fetch_sizes(images: Iterable[AbstractImage | None], *shapes: str) -> None:
    """Let `images` know their files of `shapes`: one statement for any number of pictures."""
    known = [image for image in images if image is not None]
    specs = {READY, *(spec for shape in shapes for spec in specs_of(shape))}
    made: dict[int, dict[tuple[str, str], Size]] = {image.pk: {} for image in known}
    for image_id, spec, key, *size in _SIZES.rows(image_ids=made, specs=specs) if made else ():
        made[image_id][spec, key] = Size(*size)
    for image in known:
        image.made_sizes = getattr(image, "made_sizes", {}) | made[image.pk]
        image.made_shapes = {*getattr(image, "made_shapes", ()), *shapes}


def sizes_of(image: AbstractImage, shape: str) -> dict[str, list[Size]]:
    """The files of `shape` by format, from small to large; none for what the worker has not made yet.

    A picture that is smaller than some of them came out alike for these: each width is named once.
    """
    made = made_of(image, shape)
    by_format = {}
    for kind in formats_of(shape):
        found = (made.get(key_of(image, f"{size}|format-{kind}")) for size in SHAPES[shape])
        by_format[kind] = list({size.width: size for size in found if size}.values())
    return by_format


def stand_in_of(image: AbstractImage, shape: str) -> Size | None:
    """The file that is shown until one of `shape` is there."""
    return made_of(image, shape).get(key_of(image, READY))


def can_be_shown(image: AbstractImage, shape: str) -> bool:
    """Whether there is anything to show: the original can be read, or files were made when it could be."""
    return not image.is_unreadable or bool(made_of(image, shape))


def is_small(image: AbstractImage) -> bool:
    """Whether shoppers may be given the original itself."""
    return bool(image.width * image.height <= SMALL_PIXELS)


def made_of(image: AbstractImage, shape: str) -> Mapping[tuple[str, str], Size]:
    """What `fetch_sizes` found for `image`; asks for a picture that it was not told of."""
    if shape not in getattr(image, "made_shapes", ()):
        fetch_sizes([image], shape)
    found: Mapping[tuple[str, str], Size] = image.made_sizes
    return found


def key_of(image: AbstractImage, spec: str) -> tuple[str, str]:
    """What tells apart the files of one picture: spec and focal point."""
    focus = (
        image.focal_point_width,
        image.focal_point_height,
        image.focal_point_x,
        image.focal_point_y,
    )
    return spec, _focus_key(spec, focus)


def url_of(size: Size) -> str:
    """The address of a made file."""
    storage = get_image_model().get_rendition_model()._meta.get_field("file").storage
    if isinstance(storage, FileSystemStorage):  # its own `url` takes apart each address anew
        return f"{storage.base_url}{filepath_to_uri(size.name)}"
    return str(storage.url(size.name))


def shared_url(image: AbstractImage) -> str:
    """What other sites show of `image`; the original until the worker has made something smaller."""
    files = sizes_of(image, "share")["jpeg"]
    return url_of(files[0]) if files else str(image.file.url)


def _rows() -> QuerySet[Any]:
    renditions = get_image_model().get_rendition_model().objects
    rows = renditions.filter(Among("image_id", "image_ids", "bigint"), Among("filter_spec", "specs"))
    found: QuerySet[Any] = rows.values_list(
        "image_id", "filter_spec", "focal_point_key", "file", "width", "height"
    )
    return found


_SIZES: Statement[tuple[Any, ...]] = Statement(_rows)


@lru_cache(maxsize=4096)
def _focus_key(spec: str, focus: tuple[int | None, ...]) -> str:
    width, height, x, y = focus
    stand_in = get_image_model()(
        focal_point_width=width, focal_point_height=height, focal_point_x=x, focal_point_y=y
    )
    return str(Filter(spec=spec).get_cache_key(stand_in))
