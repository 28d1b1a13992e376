"""The checkout's addresses; Stripe and mails rely on them."""

from django.urls import path

from checkout import gate_views, order_views, views, webhooks
from checkout.awaited import views as awaited_views

app_name = "checkout"

urlpatterns = [
    path("", views.checkout, name="checkout"),
    path("cache_checkout_data/", gate_views.cache_checkout_data, name="cache_checkout_data"),
    path("return/", views.checkout_return, name="return"),
    path("success/<str:order_number>/", order_views.success, name="success"),
    path("orders/<str:order_number>/", order_views.order_page, name="order"),
    path("awaited/<str:reference>/", awaited_views.awaited, name="awaited"),
    path("awaited/<str:reference>/again/", awaited_views.buy_again, name="buy_again"),
    path("wh/", webhooks.webhook, name="webhook"),
]
