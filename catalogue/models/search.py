"""What the search looks into: plain rows that `catalogue.searching.writing` makes of live pages."""

from django.db import models


class SearchEntry(models.Model):
    """A live product's words without accents and capitals. PostgreSQL adds `document`, a column of stems."""

    page = models.OneToOneField("catalogue.ProductPage", models.CASCADE, primary_key=True, related_name="+")
    language = models.CharField(max_length=10)
    title = models.TextField()
    words = models.TextField(blank=True)
    text = models.TextField(blank=True)
    rules = models.PositiveSmallIntegerField(db_default=0)  # what `writing.RULES` was

    class Meta:
        ordering = ("page",)

    def __str__(self) -> str:
        return self.title


class SpellKey(models.Model):
    """A known word, found under itself and under each spelling that lacks one of its letters.

    Two spellings that differ by a letter share a key: a typing error is found by an index, on any database.
    """

    language = models.CharField(max_length=10)
    key = models.CharField(max_length=40)
    word = models.CharField(max_length=40)

    class Meta:
        ordering = ("language", "key", "word")
        constraints = (models.UniqueConstraint(fields=("language", "key", "word"), name="spell_key_once"),)

    def __str__(self) -> str:
        return f"{self.key}: {self.word}"
