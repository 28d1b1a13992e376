"""Filling an empty demo shop: people, pictures, pages, stock and a few orders."""
