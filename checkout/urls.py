"""The checkout's addresses; Stripe and mails rely on them."""

from django.urls import path

from checkout import views, webhooks

app_name = "checkout"

urlpatterns = [
    path("", views.checkout, name="checkout"),
    path("cache_checkout_data/", views.cache_checkout_data, name="cache_checkout_data"),
    path("return/", views.checkout_return, name="return"),
    path("success/<str:order_number>/", views.checkout_success, name="success"),
    path("wh/", webhooks.webhook, name="webhook"),
]
