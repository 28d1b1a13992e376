"""An account's reviews: what it bought, and the form for one product."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.cards import ProductCard, cards_for
from catalogue.models import ProductPage, Review, ReviewState
from catalogue.reviews import write_review
from checkout.account.buyers import bought_by, has_bought
from checkout.account.requests import AccountRequest, product_or_404, products
from checkout.account.review_form import ReviewForm, first_words
from profiles.models import User

# The dot beside the word, by state: a component class of the badge.
DOTS = {ReviewState.WAITING: "way", ReviewState.PUBLISHED: "good", ReviewState.DECLINED: "sold"}


@dataclass(frozen=True)
class ReviewRow:
    """A product that was bought, and what its buyer wrote about it, if anything."""

    key: UUID
    card: ProductCard
    review: Review | None

    @property
    def dot(self) -> str:
        return DOTS[ReviewState(self.review.state)] if self.review else ""


@never_cache
@login_required
@require_safe
def reviews(request: AccountRequest) -> HttpResponse:
    """What the account bought, with its reviews."""
    return render(request, "profiles/reviews.html", {"section": "reviews", "rows": review_rows(request.user)})


def review_rows(user: User) -> list[ReviewRow]:
    """The products that `user` bought and that are still to be seen, by name."""
    written = {review.product_key: review for review in Review.objects.filter(user=user)}
    pages = list(products(set(bought_by(user))).order_by("title"))
    return [
        ReviewRow(page.translation_key, card, written.get(page.translation_key))
        for page, card in zip(pages, cards_for(pages), strict=True)
    ]


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: AccountRequest, key: UUID) -> HttpResponse:
    """The account's review of one product; for those who bought it."""
    page = product_or_404(key)
    if not has_bought(request.user, key):
        return _form_page(request, page, None, status=403)
    if request.method != "POST":
        mine = Review.objects.filter(product_key=key, user=request.user).first()
        return _form_page(request, page, ReviewForm(initial=first_words(request.user, mine)))
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return _form_page(request, page, form, status=400)
    write_review(page, request.user.pk, form.cleaned_data)
    messages.success(request, _("Thank you. Your review is shown as soon as we have read it."))
    return redirect("profile:reviews")


def _form_page(
    request: HttpRequest, page: ProductPage, form: ReviewForm | None, *, status: int = 200
) -> HttpResponse:
    context = {"section": "reviews", "product": page, "form": form}
    return render(request, "profiles/review.html", context, status=status)
