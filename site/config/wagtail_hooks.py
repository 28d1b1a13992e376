"""What the site itself adds to Wagtail."""

from wagtail import hooks

from config.page_cache.visitor import serving_for_everybody

# After Wagtail's own, and so inside it: private sections are checked against the real visitor.
hooks.register("on_serve_page", serving_for_everybody, order=100)
