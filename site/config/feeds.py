"""The address of the product feed, where the catalogue meets the shop's terms."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.images.models import AbstractImage
from wagtail.models import Site

from catalogue.feed import feed_lines
from catalogue.pictures import shared_url
from checkout.models import DeliverySettings
from config.policies import policies_of


@require_safe
@cache_control(public=True, max_age=300)
def product_feed(request: HttpRequest) -> HttpResponseBase:
    """Stream every product that is for sale, at the price and in the state of its page."""
    site = Site.find_for_request(request)
    root = site.root_url if site else settings.SITE_URL

    def picture_url(image: AbstractImage) -> str:
        url = shared_url(image)
        return url if url.startswith(("http:", "https:")) else root + url

    lines = feed_lines(
        title=settings.SHOP_NAME,
        url=f"{root}/",
        policies=policies_of(DeliverySettings.for_request(request)),
        picture_url=picture_url,
    )
    return StreamingHttpResponse(lines, content_type="application/xml; charset=utf-8")
