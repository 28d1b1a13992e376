"""The addresses of the whole site; Wagtail's pages come last."""

from django.conf import settings
from django.urls import include, path, re_path
from django.views.generic import TemplateView
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from config.feeds import product_feed
from config.stripe_proxy import stripe_double
from config.views import admin_login, favicon

urlpatterns = [
    path("admin/login/", admin_login),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("accounts/", include("allauth.urls")),
    path("bag/", include("checkout.bag.urls")),
    path("checkout/", include("checkout.urls")),
    path("profile/", include("checkout.account.urls")),
    path("favicon.ico", favicon),
    path("sitemap.xml", sitemap),
    path("feeds/products.xml", product_feed, name="product_feed"),
    path(
        "robots.txt",
        TemplateView.as_view(template_name="robots.txt", content_type="text/plain"),
    ),
    path("_stripe/<path:path>", stripe_double),
    path("", include("catalogue.urls")),
]

if settings.SHOP_DEMO or settings.DEBUG:
    # A shop in production serves media from its storage or web server; the demo has neither.
    urlpatterns.append(re_path(r"^media/(?P<path>.*)$", serve, {"document_root": settings.MEDIA_ROOT}))

urlpatterns.append(path("", include(wagtail_urls)))
