"""What the demo's customer says about what she bought, and what she would like to have."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from catalogue.models import ProductPage, Review, ReviewState
from catalogue.reviews import product_key_of
from checkout.account.wishes import add_wish
from checkout.models import Wish
from profiles.models import User


@dataclass(frozen=True)
class Opinion:
    """Ada's review of the product that sells `sku`."""

    sku: str
    days_ago: int
    stars: int
    title: str
    text: str
    state: ReviewState = ReviewState.PUBLISHED


OPINIONS = (
    Opinion(
        "MOT-SUNHEAD-A3-OAK",
        40,
        5,
        "The hallway is brighter",
        "It hangs where no sun ever comes, and visitors stop to count the spirals.\n\n"
        "The frame arrived in one piece.",
    ),
    Opinion("MOT-CARDS-CORNERS-8", 38, 4, "", "Too good to send. I have framed two and posted six."),
    Opinion(
        "MOT-MUG-TAILWIND",
        12,
        4,
        "Survives the dishwasher",
        "The lines are as sharp after two weeks as on the first day. I would have liked a larger one.",
    ),
    Opinion("MOT-TAILWIND-A3", 2, 5, "Still looking", "I find a new current in it every morning."),
    Opinion("MOT-HOUSE-RULES-A4", 0, 3, "", "Smaller than I thought. My mistake.", ReviewState.WAITING),
)
WISHES = ("MOT-TEE-RIDGE-LINES-S", "MOT-MUG-HOUSE-RULES", "MOT-TAILWIND-A3")


def add_reviews() -> None:
    """Ada's reviews and her wishlist; what is there already stays as it is."""
    ada = User.objects.get(username="ada")
    if not Review.objects.filter(user=ada).exists():
        Review.objects.bulk_create(_review(ada, opinion) for opinion in OPINIONS)
    if not Wish.objects.filter(user=ada).exists():
        for sku in WISHES:
            add_wish(ada, product_key_of(_page(sku)))


def _review(user: User, opinion: Opinion) -> Review:
    page = _page(opinion.sku)
    return Review(
        product_key=product_key_of(page),
        product_name=page.title,
        user=user,
        stars=opinion.stars,
        title=opinion.title,
        text=opinion.text,
        name="Ada L.",
        language="en",
        state=opinion.state,
        written_at=timezone.now() - timedelta(days=opinion.days_ago, hours=1),
    )


def _page(sku: str) -> ProductPage:
    return ProductPage.objects.visible().once().with_sku(sku).get()
