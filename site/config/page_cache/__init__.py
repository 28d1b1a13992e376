"""Pages that are kept for everybody who is not signed in, with a bag or without one.

How nobody sees what is another's:
- A page is kept only when it was *rendered for nobody*: just before Wagtail serves a page, the request
  forgets its visitor (cookies, session, account, headers; `visitor.forget`). What is not known cannot be
  written. A page of a private section is marked by Wagtail as never to be cached, and so it is not kept.
- Nothing that sets a cookie is kept, so no form token can be in it. Forms on kept pages go without one; see
  `catalogue/cached_forms.py`. The bag's number comes from a cookie, see `config/visitor_cookies.py`.
- Who is signed in, or has a message waiting, passes the cache by, and every page that is not kept says
  `private, no-store` to browsers and proxies.

How nobody sees what is old: each change that visitors see leaves a row (`catalogue/page_changes.py`). Each
process looks for new ones twice a second at most and drops what it kept before; a price that starts or ends
at an hour ends what is kept at that hour. So any number of processes and machines agree, whatever cache or
none they share.

How nobody fills or poisons it: the key is all that a page may depend on (scheme, allowed host, path, and a
query of known names and plain values). Only pages that were found are kept, up to a number of bytes; those
with a query have a smaller room of their own.
"""
