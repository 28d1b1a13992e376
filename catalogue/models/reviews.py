"""What buyers say about a product: kept beside the pages, so that no old draft can change it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

MAX_STARS = 5
LENGTHS = {"title": 100, "text": 2000, "name": 60}


class ReviewState(models.TextChoices):
    """Only what somebody of the shop has read is shown."""

    WAITING = "waiting", _("Waiting")
    PUBLISHED = "published", _("Published")
    DECLINED = "declined", _("Declined")


class Review(models.Model):
    """One account's word on one product, in all the product's languages. It goes when the account goes.

    `product_key` is the page's `translation_key`, an alias's original's (`catalogue.reviews.product_key_of`).
    """

    product_key = models.UUIDField(editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reviews", editable=False)
    product_name = models.CharField(_("product"), max_length=255)
    stars = models.PositiveSmallIntegerField(_("stars"))
    title = models.CharField(_("title"), max_length=LENGTHS["title"], blank=True)
    text = models.TextField(_("review"), max_length=LENGTHS["text"])
    name = models.CharField(_("name shown"), max_length=LENGTHS["name"])
    language = models.CharField(_("language"), max_length=10)
    state = models.CharField(
        _("state"), max_length=10, choices=ReviewState, default=ReviewState.WAITING, editable=False
    )
    written_at = models.DateTimeField(_("written"))

    class Meta:
        ordering = ("-written_at", "-pk")
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        default_permissions = ("view",)
        permissions = (("moderate_review", "Can publish and decline reviews"),)
        indexes = (models.Index(fields=("product_key", "state"), name="review_of_product"),)
        constraints = (
            models.UniqueConstraint(fields=("product_key", "user"), name="review_once_per_account"),
            models.CheckConstraint(condition=Q(stars__gte=1, stars__lte=MAX_STARS), name="review_stars"),
            models.CheckConstraint(condition=Q(state__in=ReviewState.values), name="review_state_known"),
        )

    def __str__(self) -> str:
        return f"{self.product_name}: {self.star_marks}"

    @property
    def star_marks(self) -> str:
        """Full and empty stars, for the eye; say the number beside them."""
        return star_marks(self.stars)


def star_marks(stars: int) -> str:
    """`stars` of five as full and empty stars."""
    return "★" * stars + "☆" * (MAX_STARS - stars)
