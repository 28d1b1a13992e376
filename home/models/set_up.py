"""Which pages `set_up_shop` has made, so that it never makes again what an editor has taken down."""

from django.db import models
from wagtail.models import Page


class SetUpPage(models.Model):
    """A page that setting up has made, or found made; `page` is None once it is deleted."""

    key = models.SlugField(max_length=40)
    language = models.CharField(max_length=10)
    page = models.ForeignKey(Page, models.SET_NULL, null=True, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=("key", "language"), name="set_up_once_a_language"),)

    def __str__(self) -> str:
        return f"{self.key} ({self.language})"
