"""The trace that a change of what visitors see leaves, so that kept copies of pages are known to be old."""

from django.db import models


class PageChange(models.Model):
    """Something visible has changed. Rows are only ever added, beside the change; old ones are forgotten."""

    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.pk}: {self.created_at:%Y-%m-%d %H:%M:%S}"
