"""The table that is shown before many variants change, and that is carried out afterwards as it was shown."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Generic, TypeVar

from django.utils.translation import gettext as _

from catalogue.models import ProductVariant

MOST_VARIANTS = 500

Value = TypeVar("Value")


class Refused(Exception):
    """Nothing was changed; the text says why, in words for editors."""


@dataclass(frozen=True)
class Row(Generic[Value]):
    """One variant. `after` is None for one that is left out; `remark` says why, or what is wrong with it."""

    variant: ProductVariant
    before: Value
    after: Value | None
    remark: str = ""
    is_error: bool = False

    @property
    def is_change(self) -> bool:
        """Whether it will be written."""
        return self.after is not None and not self.is_error

    @property
    def seen(self) -> str:
        """What must still be so when the table is carried out."""
        page = self.variant.page
        parts = (page.pk, page.latest_revision_id, self.variant.sku, self.before, self.after)
        return repr((*parts, self.remark, self.is_error))


@dataclass(frozen=True)
class Plan(Generic[Value]):
    """The whole table."""

    rows: tuple[Row[Value], ...]

    @cached_property
    def changes(self) -> list[Row[Value]]:
        """The rows that will be written."""
        return [row for row in self.rows if row.is_change]

    @property
    def errors(self) -> int:
        """How many rows are in the way of all others."""
        return sum(row.is_error for row in self.rows)

    @property
    def left_out(self) -> int:
        """How many rows stay as they are."""
        return sum(row.after is None for row in self.rows)

    @property
    def can_be_applied(self) -> bool:
        """Whether there is something to write and nothing in its way."""
        return bool(self.changes) and not self.errors

    @cached_property
    def fingerprint(self) -> str:
        """The same for the same table only."""
        return sha256("\n".join(row.seen for row in self.rows).encode()).hexdigest()

    def refuse_unless_shown(self, fingerprint: str) -> None:
        """Raises Refused when another table than this had been shown, or this one cannot be carried out."""
        if fingerprint != self.fingerprint:
            raise Refused(changed_meanwhile())
        if not self.can_be_applied:
            raise Refused(_("Nothing was changed, because of the rows below."))


def changed_meanwhile() -> str:
    """What is said when a table is not true any more."""
    return _(
        "Nothing was changed: something is different now from what was shown. Please look at the new table."
    )


def ticked_variants(page_ids: Collection[int], most_products: int = MOST_VARIANTS) -> list[ProductVariant]:
    """The live variants of the pages with their pages, page by page. Raises Refused for too many."""
    if len(page_ids) > most_products:
        words = _("More than %(most)s products cannot be changed at once: tick fewer.")
        raise Refused(words % {"most": most_products})
    rows = ProductVariant.objects.filter(page__in=page_ids)
    if (number := rows.count()) > MOST_VARIANTS:
        words = _(
            "These are %(number)s variants. At most %(most)s can be changed at once: tick fewer products."
        )
        raise Refused(words % {"number": number, "most": MOST_VARIANTS})
    return list(rows.select_related("page__locale").order_by("page__title", "page_id", "sort_order", "pk"))
