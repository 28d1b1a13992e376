"""Races of 64: everybody does it at the same moment, and the counts are exact afterwards."""
