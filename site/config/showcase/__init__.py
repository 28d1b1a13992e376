"""Every part of the shop's pages in each of its states, on one page: `/_components/`.

For those who work on the shop: it answers in development, in the demo and in tests, never where money is
taken. Everything on it is made up here; only the blocks of the
page editor take pictures and products of the shop.
"""
