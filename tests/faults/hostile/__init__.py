"""Input that nobody means well with, by the hundred thousand, at every address of the shop."""
