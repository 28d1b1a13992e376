"""Structured data in a page's head. A data block is no script: the content policy lets it be."""

import json
from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.models import Page, Site

from catalogue.facts import product_facts
from catalogue.gallery import GalleryImage
from catalogue.options import ProductChoice
from catalogue.pictures import shared_url
from catalogue.structured_data import CONTEXT, breadcrumb_data, product_data
from checkout.models import DeliverySettings
from config.policies import policies_of

register = template.Library()

# As in Django's json_script: nothing in the text can end the element or start a comment.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@dataclass(frozen=True)
class Json:
    """Data that writes itself so that it may stand inside a script element."""

    data: dict[str, Any]

    def __html__(self) -> str:
        return json.dumps(self.data, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)


def _block(data: dict[str, Any]) -> SafeString | str:
    return format_html('<script type="application/ld+json">{}</script>', Json(data)) if data else ""


@register.simple_tag(takes_context=True)
def product_json_ld(context: dict[str, Any], choice: ProductChoice) -> SafeString | str:
    """The product of the page with every variant, its price and whether it is there, and what buyers say."""
    page = context["page"]
    gallery: list[GalleryImage] = context.get("gallery") or []
    own = {variant.image_id for variant in choice.facts}
    facts = product_facts(
        page,
        choice.facts,
        url=page.full_url or "",
        images=[_address(context, picture) for picture in sorted(gallery, key=_place)[:1]],
        own_images={shown.image.pk: _address(context, shown) for shown in gallery if shown.image.pk in own},
    )
    terms = DeliverySettings.for_request(context["request"])
    return _block(product_data(facts, policies_of(terms), context.get("reviews")))


@register.simple_tag(takes_context=True)
def breadcrumb_json_ld(context: dict[str, Any], crumbs: list[tuple[str, str | None]]) -> SafeString | str:
    """The way from the shop's entrance to this page, as the breadcrumbs show it."""
    here = context["page"].full_url or ""
    root = _root_url(context)
    steps = [(title, root + url if url else here) for title, url in crumbs]
    entrance = root + reverse("wagtail_serve", args=("",))  # the one of this page's language
    return _block(breadcrumb_data([(settings.SHOP_NAME, entrance), *steps])) if here else ""


@register.simple_tag(takes_context=True)
def organization_json_ld(context: dict[str, Any]) -> SafeString | str:
    """Who keeps the shop, for the home page."""
    root = _root_url(context)
    data = {"@context": CONTEXT, "@type": "OnlineStore", "name": settings.SHOP_NAME, "url": f"{root}/"}
    return _block({**data, "logo": absolute(context, static("img/mark.svg"))})


@register.simple_tag(takes_context=True)
def shared_picture(context: dict[str, Any]) -> str:
    """The absolute address of the picture that stands for this page elsewhere; empty without one."""
    gallery: list[GalleryImage] = context.get("gallery") or []
    page: Page | None = context.get("page")
    image = gallery[0].image if gallery else getattr(page, "picture", None) or getattr(page, "image", None)
    return absolute(context, shared_url(image)) if image else ""


def _place(picture: GalleryImage) -> int:
    return picture.place


def _address(context: dict[str, Any], picture: GalleryImage) -> str:
    return absolute(context, shared_url(picture.image))


def absolute(context: dict[str, Any], url: str) -> str:
    """`url` with the site's scheme and host, unless it has its own."""
    return url if url.startswith(("http:", "https:")) else _root_url(context) + url


def _root_url(context: dict[str, Any]) -> str:
    site = Site.find_for_request(context["request"])
    return site.root_url if site else settings.SITE_URL
