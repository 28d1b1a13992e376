"""The catalogue in the Wagtail admin: a list of products, and stock."""
