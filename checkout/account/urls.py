"""Addresses of the account's own pages."""

from django.urls import path

from checkout.account import views

app_name = "profile"

urlpatterns = [
    path("", views.orders, name="profile"),
    path("details/", views.details, name="details"),
]
