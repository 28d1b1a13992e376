"""The one small sign that a product may wear."""

from django.utils.translation import gettext as _

LAST_PIECES = 3


def badge_for(free: int, *, is_on_sale: bool, is_new: bool) -> tuple[str, str]:
    """(kind, words) of the badge for `free` pieces: sold out beats last, last beats sale, sale beats new."""
    if free <= 0:
        return "sold", _("Sold out")
    if free <= LAST_PIECES:
        return "low", _("Last %(count)s") % {"count": free}
    if is_on_sale:
        return "sale", _("On sale")
    return ("new", _("New")) if is_new else ("", "")
