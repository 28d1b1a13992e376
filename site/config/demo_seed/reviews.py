"""Puts up what the demo's customers say, what Ada would like to have, and who waits for what is sold out."""

from contextlib import suppress
from datetime import timedelta

from django.utils import timezone

from catalogue.models import BackInStockRequest, ProductPage, Review
from catalogue.reviews import product_key_of
from checkout.account.buyers import has_bought
from checkout.account.wishes import add_wish
from checkout.back_in_stock.asking import NothingToWaitFor, remember, sold_out_offer
from checkout.models import Wish
from config.demo_seed.opinions import OPINIONS, Opinion
from profiles.models import User

WISHES = ("MOT-TEE-RIDGE-LINES-S", "MOT-MUG-HOUSE-RULES", "MOT-TAILWIND-A3")
WAITING = (
    ("MOT-TAILWIND-A1", "greta@example.com", "en"),
    ("MOT-TAILWIND-A1", "jonas@example.com", "de"),
    ("MOT-TAILWIND-A1", "noor@example.com", "en"),
)


def add_reviews() -> None:
    """The reviews of all buyers who have written none, and Ada's wishlist; what is there stays as it is."""
    writers = {user.username: user for user in User.objects.filter(reviews=None)}
    reviews = [
        _review(writers[opinion.username], opinion) for opinion in OPINIONS if opinion.username in writers
    ]
    Review.objects.bulk_create(review for review in reviews if has_bought(review.user, review.product_key))
    ada = User.objects.get(username="ada")
    if not Wish.objects.filter(user=ada).exists():
        for sku in WISHES:
            add_wish(ada, product_key_of(_page(sku)))


def add_waiting() -> None:
    """Who asked for a mail when a piece is back, while nobody waits for any."""
    if BackInStockRequest.objects.exists():
        return
    for sku, email, language in WAITING:
        with suppress(NothingToWaitFor):  # somebody has counted it anew
            remember(sku=sold_out_offer(sku).sku, email=email, language=language)


def _review(user: User, opinion: Opinion) -> Review:
    page = _page(opinion.sku)
    return Review(
        product_key=product_key_of(page),
        product_name=page.title,
        user=user,
        stars=opinion.stars,
        title=opinion.title,
        text=opinion.text,
        name=f"{user.first_name} {user.last_name[:1]}.",
        language=opinion.language,
        state=opinion.state,
        written_at=timezone.now() - timedelta(days=opinion.days_ago, hours=1),
    )


def _page(sku: str) -> ProductPage:
    return ProductPage.objects.visible().once().with_sku(sku).get()
