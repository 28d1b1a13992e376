"""What the site itself adds to Wagtail."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from config.page_cache.visitor import serving_for_everybody

# After Wagtail's own, and so inside it: private sections are checked against the real visitor.
hooks.register("on_serve_page", serving_for_everybody, order=100)


@hooks.register("insert_global_admin_js")
def keep_numbers_from_the_wheel() -> str:
    """Prices and pieces are numbers too."""
    return format_html('<script type="module" src="{}"></script>', static("js/number_wheel.js"))
