"""The WSGI application: the front with finished files, and Django behind it."""

import os
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from tour.serving import front

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tour.settings")


@cache
def _django() -> Callable[[dict[str, Any], Any], Iterable[bytes]]:
    """Django's own application, loaded at the first request that needs it: visitors' pages never do."""
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application()


def _behind(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    return _django()(environ, start_response)


application = front(_behind)
