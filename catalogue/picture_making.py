"""Makes the sizes of pictures: by the worker, in slices, and never for a shopper who waits."""

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator

from PIL import Image
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage, Filter

from catalogue import picture_queue
from catalogue.models.pictures import PictureDue
from catalogue.page_changes import note_page_change
from catalogue.picture_queue import OPENING
from catalogue.pictures import READY, key_of, specs_for

logger = logging.getLogger(__name__)

CHUNK = 3  # files made at once, on as many cores
LARGE_PIXELS = 12_000_000  # pictures of which one file is made at a time, for the memory
BROKEN = (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError)
OPENING_SHAPES = ("widest", "phone", "card", "wide")


def make_missing_sizes(seconds: float = 5.0) -> int:
    """Make files that pages need and nobody has made, what is seen first first; stop after about `seconds`.

    Answers how many were made. What is published is found here within one run, whoever published it.
    """
    ends_at, count = time.monotonic() + seconds, 0
    _step_aside()
    while picture_queue.notice_uses() and time.monotonic() < ends_at:
        pass
    while time.monotonic() < ends_at and (due := picture_queue.claim()):
        count += _make_due(due, ends_at)
    if count:
        note_page_change()  # kept pages show the stand-ins
    return count


def make_first_screens(report: Callable[[int, int, str], None]) -> None:
    """Make what a new shop shows before anybody scrolls, in the format that is quick to make."""
    while picture_queue.notice_uses():
        pass
    rows = list(PictureDue.objects.select_related("image").order_by("rank", "pk"))
    for done, due in enumerate(rows, 1):
        shapes = [shape for shape in picture_queue.shapes_of(due.image_id) if shape in OPENING_SHAPES]
        specs = specs_for(due.image, shapes) if due.rank <= OPENING else []
        _make(due.image, [READY, *(spec for spec in specs if spec.endswith("webp") and spec != READY)])
        report(done, len(rows), due.image.title)


def make_ready(image: AbstractImage) -> None:
    """Make the file that stands in for all others, right after the upload."""
    try:
        _make(image, [READY])
    except OSError as error:  # the worker tries again
        logger.warning("picture %s has no stand-in: %s", image.pk, error)


def can_be_read(image: AbstractImage) -> bool:
    """Whether all of the original is there and is a picture."""
    try:
        with image.open_file() as file, Image.open(file) as opened:
            opened.load()
    except BROKEN:
        return False
    return True


def _make_due(due: PictureDue, ends_at: float) -> int:
    """Make what is missing of one picture, as far as time allows."""
    image, count = get_image_model().objects.get(pk=due.image_id), 0
    try:
        for specs in _chunks(image, _missing(image)):
            if time.monotonic() >= ends_at:
                picture_queue.give_back(due)
                return count
            count += _make(image, specs)
    except OSError as error:
        _give_up(due, image, error)
        return count
    PictureDue.objects.filter(pk=due.pk).delete()
    say_readable(image, is_readable=True)
    return count


def _missing(image: AbstractImage) -> list[str]:
    wanted = {READY: None} | dict.fromkeys(specs_for(image, picture_queue.shapes_of(image.pk)))
    made = set(image.renditions.filter(filter_spec__in=wanted).values_list("filter_spec", "focal_point_key"))
    return [spec for spec in wanted if key_of(image, spec) not in made]


def _chunks(image: AbstractImage, specs: list[str]) -> Iterator[list[str]]:
    size = 1 if image.width * image.height > LARGE_PIXELS else CHUNK
    for start in range(0, len(specs), size):
        yield specs[start : start + size]


def _make(image: AbstractImage, specs: list[str]) -> int:
    """Asks the database alone what is there: a cache may remember files of a database before a restore."""
    return len(image.create_renditions(*(Filter(spec=spec) for spec in specs)))


def _give_up(due: PictureDue, image: AbstractImage, error: OSError) -> None:
    """An original that cannot be read is told of once and left; what cannot be written is tried again."""
    if can_be_read(image):
        logger.warning("picture %s: its sizes cannot be written: %s", image.pk, error)
        picture_queue.wait_longer(due)
        return
    logger.error("picture %s (%s) cannot be read; pages show without it", image.pk, image.file.name)
    PictureDue.objects.filter(pk=due.pk).delete()
    say_readable(image, is_readable=False)


def say_readable(image: AbstractImage, *, is_readable: bool) -> None:
    """Pages show without what cannot be read, and the admin's start page names it."""
    if image.is_unreadable is is_readable:
        image.is_unreadable = not is_readable
        type(image).objects.filter(pk=image.pk).update(is_unreadable=not is_readable)


def _step_aside() -> None:
    """Pages come before pictures. The main thread of a process has other work and stays as it is."""
    if threading.current_thread() is not threading.main_thread() and hasattr(os, "setpriority"):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 10)
