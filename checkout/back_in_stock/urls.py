"""Addresses of asking to be told and of taking it back; mails rely on the second."""

from django.urls import path

from checkout.back_in_stock import views

app_name = "back_in_stock"

urlpatterns = [
    path("", views.ask, name="ask"),
    path("withdraw/<slug:key>/", views.withdraw, name="withdraw"),
]
