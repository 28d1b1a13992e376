"""The roles of those who work in the shop, and how an update keeps them."""
