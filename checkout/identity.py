"""Whose payment it is: several shops may share a Stripe account, and each hears of the others' payments."""

from django.conf import settings
from django.db import connection
from django.db.models import F
from django.utils import timezone

from checkout.models import ShopIdentity
from checkout.models.identity import ID_LENGTH
from checkout.payments.facts import Payment

ONLY_ROW = 1

# The row never changes but for its counter: each process reads it once for each database.
_known: dict[str, ShopIdentity] = {}


def shop_id() -> str:
    """What our payments name as their shop."""
    return own_ids()[0]


def own_ids() -> list[str]:
    """All names that are ours: those of the setting (a copied shop's, a former one's), else the row's."""
    return settings.SHOP_IDS or [identity().shop_id]


def identity() -> ShopIdentity:
    """The shop's row, made if there is none."""
    database = str(connection.settings_dict["NAME"])
    if database not in _known:
        found = ShopIdentity.objects.filter(pk=ONLY_ROW).first()
        if found is None:  # not kept: this transaction may come to nothing
            return ShopIdentity.objects.get_or_create(pk=ONLY_ROW)[0]
        _known[database] = found
    return _known[database]


def is_foreign(payment: Payment) -> bool:
    """Whether `payment` names another shop. What names none may be of a former release."""
    return is_foreign_name(payment.shop_id)


def is_foreign_name(name: str) -> bool:
    """Whether `name` is a shop, and not this one."""
    return bool(name) and name not in own_ids()


def note_foreign(name: str) -> None:
    """Count one event about a payment of the shop `name`: no row for each, other shops may be large."""
    identity()
    ShopIdentity.objects.filter(pk=ONLY_ROW).update(
        foreign_events=F("foreign_events") + 1, foreign_shop=name[:ID_LENGTH], foreign_at=timezone.now()
    )


def foreign_so_far() -> ShopIdentity:
    """The row as it stands now, with its counter."""
    return ShopIdentity.objects.filter(pk=ONLY_ROW).first() or identity()
