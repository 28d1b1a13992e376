"""A request of somebody who is signed in, and the products that the account's pages are about."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest

from catalogue.models import ProductPage, ProductVariant
from catalogue.models.queries import ProductPageQuerySet
from profiles.models import User


class AccountRequest(HttpRequest):
    """A request that passed `login_required`."""

    user: User


def products(keys: Collection[UUID]) -> ProductPageQuerySet:
    """The products that shoppers may see and buy, each once in the visitor's language."""
    pages: ProductPageQuerySet = ProductPage.objects.visible().once().filter(translation_key__in=keys)
    is_sold = Exists(ProductVariant.objects.filter(page=OuterRef("pk")))
    return pages.filter(is_sold).defer("story", "details", "related")


def product_or_404(key: UUID) -> ProductPage:
    """The product of this key as the visitor sees it. Raises Http404."""
    page = products([key]).first()
    if page is None:
        raise Http404
    return page
