"""The addresses of the whole site; Wagtail's pages come last."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import TemplateView
from django.views.i18n import set_language
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from catalogue.admin.privacy import PrivacyView
from catalogue.cached_forms import on_cached_pages
from catalogue.views import search
from config.feeds import product_feed
from config.page_cache.visitor import without_visitor
from config.showcase.views import showcase
from config.sitemaps import LanguagesSitemap
from config.stripe_proxy import stripe_double
from config.views import admin_login, admin_password_reset, favicon, media, page_login
from home.entrance import serve_page

handler500 = "config.views.server_error"

urlpatterns = [
    path("admin/login/", admin_login),
    re_path("^admin/password_reset/", admin_password_reset),
    path("admin/pages/<int:page_id>/privacy/", require_admin_access(PrivacyView.as_view())),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("accounts/", include("allauth.urls")),
    path("i18n/language/", on_cached_pages(set_language), name="set_language"),
    path("back-in-stock/", include("checkout.back_in_stock.urls")),
    path("bag/", include("checkout.bag.urls")),
    path("checkout/", include("checkout.urls")),
    path("profile/", include("checkout.account.urls")),
    path("favicon.ico", favicon),
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": LanguagesSitemap}}),
    path("feeds/products.xml", product_feed, name="product_feed"),
    path(
        "robots.txt",
        TemplateView.as_view(template_name="robots.txt", content_type="text/plain"),
    ),
    path("_stripe/<path:path>", stripe_double),
    path("_components/", showcase),
]

if settings.SHOP_DEMO or settings.DEBUG:
    # A shop in production serves media from its storage or web server; the demo has neither.
    urlpatterns.append(path("media/<path:path>", media))

# What reads differently in each language has an address in each; see config/languages.py.
urlpatterns += i18n_patterns(
    path("search/", without_visitor(search), name="search"),
    path("", include("catalogue.urls")),
    path("_util/login/", page_login),  # Wagtail's, for private pages, knows neither throttle nor factor
    *wagtail_urls.urlpatterns[:-1],
    re_path(wagtail_urls.serve_pattern, serve_page, name="wagtail_serve"),
    prefix_default_language=False,
)
