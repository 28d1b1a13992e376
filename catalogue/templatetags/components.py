"""The template tag for components, the parts that pages share."""

from typing import Any

from django import template
from django.conf import settings
from django.template import Context, Node, TemplateSyntaxError
from django.template.base import FilterExpression, Parser, Token, token_kwargs
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from wagtail.models import Page

from catalogue import breadcrumbs
from catalogue.drawing import drawings

register = template.Library()


@register.simple_tag
def shown_above(page: Page) -> Page | None:
    """The nearest page above `page` that a link may lead to."""
    return breadcrumbs.shown_above(page)


@register.tag
def component(parser: Parser, token: Token) -> "ComponentNode":
    """`{% component "card" card=card level="h2" %}`: templates/components/card.html with these values alone.

    A name with a folder is a template elsewhere. Unlike an include with `only` it is drawn once for the same
    values, and knows nothing of the request.
    """
    tag, *words = token.split_contents()
    if not words or words[0][0] != '"' or words[0][-1] != '"':
        raise TemplateSyntaxError(f"{tag} takes the name of a component in double quotes")
    values = words[1:]
    named = token_kwargs(values, parser)
    if values:
        raise TemplateSyntaxError(f"{tag} takes values by name only, not {values[0]}")
    name = words[0][1:-1]
    return ComponentNode(f"{name if '/' in name else 'components/' + name}.html", named)


class ComponentNode(Node):
    """Draws one component."""

    def __init__(self, name: str, named: dict[str, FilterExpression]) -> None:
        self.name, self.named = name, named

    def render(self, context: Context) -> SafeString:
        values = {name: value.resolve(context) for name, value in self.named.items()}

        def draw() -> SafeString:
            found: Any = context.template
            drawn: SafeString = found.engine.get_template(self.name).render(
                Context(values, autoescape=context.autoescape)
            )
            return drawn

        if settings.SHOP_REMEMBERS and context.autoescape:
            return drawings.get(self.name, get_language() or "", values, draw)
        return draw()
