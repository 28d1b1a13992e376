"""Reviews of a product: the published ones with their average, and what writing and moderating them does."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.db.models import CharField, Count, OuterRef, Q, QuerySet, Subquery, Sum, UUIDField, Value, Window
from django.db.models.functions import Cast, Coalesce, Concat
from django.http import Http404, QueryDict
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.models.reviews import Review, ReviewState, star_marks
from catalogue.page_changes import note_page_change
from catalogue.statements import OFFSET, Given, Statement

if TYPE_CHECKING:
    from catalogue.models.products import ProductPage

SHOWN, MAX_DIGITS = 10, 5


@dataclass(frozen=True)
class Rating:
    """How many published reviews there are, and how many stars they have together."""

    count: int = 0
    sum_of_stars: int = 0

    @property
    def average(self) -> Decimal:
        """To one place; 0 without a review."""
        mean = Decimal(self.sum_of_stars) / (self.count or 1)
        return mean.quantize(Decimal("0.1"), ROUND_HALF_UP)

    @property
    def star_marks(self) -> str:
        """The average to whole stars, for the eye."""
        return star_marks(int(self.average.quantize(Decimal(1), ROUND_HALF_UP)))


@dataclass(frozen=True)
class Reviews(Rating):
    """The rating with a page of the published reviews, the newest first."""

    shown: tuple[Review, ...] = ()
    page: int = 1

    @property
    def first(self) -> int:
        """The place of the first one shown, counted from 1."""
        return (self.page - 1) * SHOWN + 1

    @property
    def last(self) -> int:
        return self.first + len(self.shown) - 1

    @property
    def is_everything(self) -> bool:
        return self.count == len(self.shown)

    @property
    def newer(self) -> int | None:
        """The page before this one."""
        return self.page - 1 if self.page > 1 else None

    @property
    def older(self) -> int | None:
        """The page after this one."""
        return self.page + 1 if self.last < self.count else None


def product_key_of(page: "ProductPage") -> UUID:
    """What all languages and aliases of `page` have in common."""
    original = page.alias_of or page
    key: UUID = original.translation_key
    return key


def _page() -> QuerySet[Review]:
    of_product = Review.objects.filter(product_key=Given("product", UUIDField()))
    published = of_product.filter(state=ReviewState.PUBLISHED)
    counted = published.annotate(count=Window(Count("pk")), sum_of_stars=Window(Sum("stars")))
    return counted[OFFSET : OFFSET + SHOWN]


_PAGE = Statement(_page)


def page_number(query: QueryDict) -> int:
    """The asked page of reviews; the first for what is no number."""
    asked = query.get("page", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= MAX_DIGITS else 1


def reviews_of(key: UUID, page: int = 1) -> Reviews:
    """The published reviews of a product; one query however many there are.

    Raises Http404 past the last page, so that search engines forget a page that the shop has lost.
    """
    rows: list[Any] = _PAGE.rows(product=key, offset=(page - 1) * SHOWN) if page else []
    if rows:
        return Reviews(rows[0].count, rows[0].sum_of_stars, tuple(rows), page)
    if page == 1:
        return Reviews()
    raise Http404(_("There is no such page."))


def rating_text() -> Subquery:
    """For a statement of variants: the rating of the product as text for `rating_of`; NULL without a review.

    One column, so that the reviews of a product are looked up once.
    """
    key = Coalesce(OuterRef("page__alias_of__translation_key"), OuterRef("page__translation_key"))
    published = Review.objects.filter(product_key=key, state=ReviewState.PUBLISHED).order_by()
    parts = (Cast(number("stars"), CharField()) for number in (Count, Sum))
    return Subquery(published.values("product_key").values(text=Concat(next(parts), Value(" "), next(parts))))


def rating_of(text: str | None) -> Rating | None:
    """The rating that a statement has found as `rating_text`."""
    return Rating(*map(int, text.split())) if text else None


@transaction.atomic
def write_review(page: "ProductPage", user_id: int, words: Mapping[str, Any]) -> None:
    """Keep `words` (stars, title, text, name) as the account's review, to be read before it is shown.

    Whether the account may is the caller's to know. What was published before is not shown any more.
    """
    key = product_key_of(page)
    before = Review.objects.select_for_update().filter(product_key=key, user_id=user_id).first()
    fields = {name: words[name] for name in ("stars", "title", "text", "name")} | {
        "product_name": page.title,
        "language": get_language() or "",
        "state": ReviewState.WAITING,
        "written_at": timezone.now(),
    }
    Review.objects.update_or_create(product_key=key, user_id=user_id, defaults=fields)
    if before and before.state == ReviewState.PUBLISHED:
        note_page_change()


def decide(review_id: int, state: ReviewState, seen: datetime) -> bool:
    """Publish or decline a review as it was written at `seen`; False when it has been changed since."""
    return bool(decide_all({review_id: seen}, state))


@transaction.atomic
def decide_all(seen: Mapping[int, datetime], state: ReviewState) -> int:
    """As `decide` for several, by id; answers how many had not been changed since and are decided."""
    wanted = Q(pk__in=[])
    for pk, written_at in seen.items():
        wanted |= Q(pk=pk, written_at=written_at)
    changed = Review.objects.filter(wanted).update(state=state)
    if changed:
        note_page_change()
    return changed
