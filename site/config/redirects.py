"""Old addresses lead to new ones without losing what was asked of them."""

from urllib.parse import urlparse

from django.http import HttpRequest, HttpResponseBase
from wagtail.contrib.redirects.middleware import RedirectMiddleware, get_redirect
from wagtail.contrib.redirects.models import Redirect


class QueryKeepingRedirectMiddleware(RedirectMiddleware):
    """As Wagtail's, but the query goes along: the chosen variant, filters, an advertiser's campaign.

    A redirect that an editor wrote for one address with its query has said all there is to say.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        answer: HttpResponseBase = super().process_response(request, response)
        query = request.META.get("QUERY_STRING", "")
        if answer is response or not query or _names_the_query(request):
            return answer
        answer.headers["Location"] = with_query(answer.headers["Location"], query)
        return answer


def with_query(address: str, query: str) -> str:
    """`address` with `query` behind its own, in front of its fragment; what it says itself comes first."""
    parts = urlparse(address)
    return parts._replace(query="&".join(filter(None, (parts.query, query)))).geturl()


def _names_the_query(request: HttpRequest) -> bool:
    path = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
    return "?" in path and get_redirect(request, path) is not None
