"""Addresses of the account's own pages."""

from django.urls import path

from checkout.account import review_views, views, wishlist_views

app_name = "profile"

urlpatterns = [
    path("", views.orders, name="profile"),
    path("details/", views.details, name="details"),
    path("reviews/", review_views.reviews, name="reviews"),
    path("reviews/<uuid:key>/", review_views.review, name="review"),
    path("wishlist/", wishlist_views.wishlist, name="wishlist"),
    path("wishlist/<uuid:key>/add/", wishlist_views.add, name="wish"),
    path("wishlist/<uuid:key>/remove/", wishlist_views.remove, name="unwish"),
]
