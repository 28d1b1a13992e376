"""Draws the demo's pictures and puts them into the shop's image library."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.files import File
from wagtail.models import Collection

from config.demo_seed.progress import Progress
from home.demo.art.studio import draw_all, pictures
from home.models import ShopImage

COLLECTION = "Demo art"
Library = Mapping[str, ShopImage]


def add_pictures(folder: Path, progress: Progress) -> Library:
    """Every picture by its file name; draws into `folder` and saves what is not in the library yet."""
    progress.say("Drawing the art")
    draw_all(folder, progress)
    progress.say("Hanging it in the image library")
    collection = _collection()
    library = {image.title: image for image in ShopImage.objects.filter(collection=collection)}
    missing = [picture for picture in pictures() if picture.name not in library]
    for done, picture in enumerate(missing, 1):
        library[picture.name] = _add(folder / picture.name, picture.alt, collection)
        progress(done, len(missing), picture.name)
    return library


def image_value(library: Library, name: str, alt: str) -> dict[str, Any]:
    """A picture as the raw value of an image block."""
    return {"image": library[name].pk, "alt_text": alt, "decorative": False}


def _collection() -> Collection:
    found = Collection.objects.filter(name=COLLECTION).first()
    return found or Collection.get_first_root_node().add_child(name=COLLECTION)


def _add(path: Path, alt: str, collection: Collection) -> ShopImage:
    with path.open("rb") as picture:
        return ShopImage.objects.create(
            title=path.name, description=alt, collection=collection, file=File(picture, path.name)
        )
