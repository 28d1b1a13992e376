"""Uploads that are no whole picture: an error beside the file in every way in, and nothing stored."""

import io
import struct
import zlib
from unittest.mock import patch

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.images import get_image_model

from catalogue.pictures import READY
from catalogue.tests.factories import make_image, make_product

pytestmark = pytest.mark.django_db

DAMAGED = "This picture cannot be read: the file is damaged or not complete."


def picture(kind: str = "JPEG", size: tuple[int, int] = (1200, 900), mode: str = "RGB", **options) -> bytes:
    file = io.BytesIO()
    Image.effect_noise(size, 90).convert(mode).save(file, kind, **options)
    return file.getvalue()


def bomb() -> bytes:
    """A PNG that says to be 100,000 pixels wide and high."""
    header = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b""))
    parts = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def animated() -> bytes:
    frames = [Image.new("P", (60, 40), color) for color in range(3)]
    file = io.BytesIO()
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:])
    return file.getvalue()


def half(content: bytes) -> bytes:
    return content[: len(content) // 2]


BROKEN = {
    "half a JPEG": ("a.jpg", half(picture())),
    "half a PNG": ("a.png", half(picture("PNG"))),
    "half a WebP": ("a.webp", half(picture("WEBP"))),
    "half a GIF": ("a.gif", half(animated())),
    "a JPEG called PNG": ("a.png", picture()),
    "a text": ("a.jpg", b"<html>"),
    "nothing": ("a.jpg", b""),
    "a bomb": ("a.png", bomb()),
}


def uploaded(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/jpeg")


def by_library(client, file):
    answer = client.post("/admin/images/add/", {"title": "New", "file": file})
    return answer.status_code, errors_of(answer)


def by_chooser(client, file):
    fields = {"image-chooser-upload-title": "New", "image-chooser-upload-file": file}
    answer = client.post("/admin/images/chooser/create/", fields)
    return answer.status_code, errors_of(answer)


def by_many(client, file):
    answer = client.post("/admin/images/multiple/add/", {"title": "New", "files[]": file})
    told = answer.json()
    return answer.status_code, "" if told["success"] else told["error_message"]


def by_replacing(client, file):
    image = get_image_model().objects.first() or make_image()
    answer = client.post(f"/admin/images/{image.pk}/", {"title": "New", "file": file})
    return answer.status_code, errors_of(answer)


def errors_of(answer) -> str:
    form = answer.context and answer.context.get("form")
    return " ".join(form.errors.get("file", [])) if form else ""


WAYS = {"library": by_library, "chooser": by_chooser, "many": by_many, "replacing": by_replacing}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("what", BROKEN)
def test_broken_picture_is_an_error_beside_the_file(staff_client, way, what):
    make_image("there")
    before = list(get_image_model().objects.values_list("pk", "file"))

    status, error = WAYS[way](staff_client, uploaded(*BROKEN[what]))

    assert (status, bool(error)) == (200, True)
    assert list(get_image_model().objects.values_list("pk", "file")) == before


def test_half_a_picture_is_called_damaged(staff_client):
    assert by_library(staff_client, uploaded(*BROKEN["half a JPEG"])) == (200, DAMAGED)


@pytest.mark.parametrize("way", WAYS)
def test_full_disk_is_an_error_beside_the_file(staff_client, way):
    make_image("there")
    before = list(get_image_model().objects.values_list("pk", "file"))

    with patch.object(FileSystemStorage, "_save", side_effect=OSError(28, "No space left on device")):
        status, error = WAYS[way](staff_client, uploaded("a.jpg", picture()))

    assert (status, "cannot be stored" in error) == (200, True)
    assert list(get_image_model().objects.values_list("pk", "file")) == before


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jpg", picture(mode="CMYK")),
        ("a.jpg", picture(mode="L")),
        ("a.png", picture("PNG", mode="RGBA")),
        ("a.png", picture("PNG", mode="P")),
        ("a.gif", animated()),
        ("a.webp", picture("WEBP")),
    ],
)
def test_odd_but_whole_picture_is_taken_and_ready_at_once(staff_client, name, content):
    by_library(staff_client, uploaded(name, content))

    image = get_image_model().objects.get()
    assert image.renditions.filter(filter_spec=READY).exists()


def test_new_file_is_made_anew_wherever_it_is_used(staff_client):
    from catalogue.picture_making import make_missing_sizes

    image = make_image()
    make_product(image=image)
    make_missing_sizes(60)

    by_replacing(staff_client, uploaded("b.jpg", picture()))

    image.refresh_from_db()
    assert make_missing_sizes(60) > 10
    assert image.renditions.filter(filter_spec="width-480|format-avif", width=480).exists()


def test_admins_lists_survive_a_broken_original(staff_client):
    image = make_image()
    with image.file.storage.open(image.file.name, "wb") as file:
        file.write(half(picture("PNG")))

    for path in ("", f"{image.pk}/", "chooser/", "multiple/add/"):
        assert staff_client.get(f"/admin/images/{path}").status_code == 200
