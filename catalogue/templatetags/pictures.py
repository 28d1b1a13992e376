"""The template tag for pictures."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.images.models import AbstractImage

from catalogue.pictures import FORMATS, Size, is_small, sizes_of, stand_in_of, url_of

register = template.Library()

SOURCE = '<source type="image/{}" srcset="{}" sizes="{}">'
PHONE_SOURCE = (
    '<source media="(width < 860px)" type="image/{}" srcset="{}" sizes="100vw" width="{}" height="{}">'
)
PICTURE = '<picture>{}{}<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" {}></picture>'
PRELOAD = (
    '<link rel="preload" as="image" type="image/{}" imagesrcset="{}" imagesizes="{}" fetchpriority="high">'
)
PLAIN = '<img src="{}" width="{}" height="{}" alt="{}" {}>'
WAITING = "img/waiting.svg"  # keeps the place of a picture that has no file for shoppers yet
LAZY, EAGER = format_html('loading="{}"', "lazy"), format_html('fetchpriority="{}"', "high")


@register.simple_tag
def photo(
    image: AbstractImage | None,
    shape: str,
    sizes: str,
    alt: str | None = None,
    eager: bool = False,
    phone: AbstractImage | None = None,
) -> SafeString | str:
    """`image` in the files of `shape` that there are; while there are none in another small one.

    `sizes` is the width on the page, for the browser's choice; `eager` what is seen first; `phone` takes
    its place on phones, across the whole page.
    """
    if image is None:  # an editor's preview, or a file that was deleted
        return ""
    words = _words(image) if alt is None else alt
    loading = EAGER if eager else LAZY
    best, plain = sizes_of(image, shape).values()
    if not plain:
        return _stand_in(image, shape, words, loading)
    on_phones = _phone_sources(phone) if phone else ""
    source = format_html(SOURCE, FORMATS[0], _srcset(best), sizes) if best else ""
    width, height = plain[-1].width, plain[-1].height
    src, srcset = url_of(plain[0]), _srcset(plain)
    return format_html(PICTURE, on_phones, source, src, srcset, sizes, width, height, words, loading)


@register.simple_tag
def preload(image: AbstractImage | None, shape: str, sizes: str) -> SafeString | str:
    """For the head: lets the browser load what `photo` shows before it has read so far.

    Nothing while the worker has made no files. A browser leaves out a format that it does not know.
    """
    made = sizes_of(image, shape).items() if image else ()
    kind, files = next(((kind, files) for kind, files in made if files), ("", []))
    return format_html(PRELOAD, kind, _srcset(files), sizes, EAGER) if files else ""


@register.simple_tag
def photo_url(image: AbstractImage, shape: str) -> str:
    """The address of the largest file of `shape`; of the stand-in while there is none."""
    plain = sizes_of(image, shape)[FORMATS[-1]]
    file = plain[-1] if plain else stand_in_of(image, shape)
    return url_of(file) if file else _place_of(image)


def _stand_in(image: AbstractImage, shape: str, words: str, loading: SafeString) -> SafeString | str:
    """Never the original of a camera: a smaller file, a small original, or the empty place of the picture."""
    if file := stand_in_of(image, shape):
        return format_html(PLAIN, url_of(file), file.width, file.height, words, loading)
    if image.is_unreadable:
        return ""
    return format_html(PLAIN, _place_of(image), image.width, image.height, words, loading)


def _place_of(image: AbstractImage) -> str:
    return str(image.file.url if is_small(image) else static(WAITING))


def _words(image: AbstractImage) -> str:
    """What an editor wrote beside this use of `image`, else its own description."""
    said = getattr(image, "contextual_alt_text", None)
    return str(image.default_alt_text if said is None else said)


def _phone_sources(image: AbstractImage) -> SafeString:
    found = ((kind, files) for kind, files in sizes_of(image, "phone").items() if files)
    return format_html_join(
        "",
        PHONE_SOURCE,
        ((kind, _srcset(files), files[-1].width, files[-1].height) for kind, files in found),
    )


def _srcset(files: list[Size]) -> str:
    return ", ".join(f"{url_of(size)} {size.width}w" for size in files)
