"""The links of a page, as site-root-relative addresses: what must exist beside it."""

import html
import re
from urllib.parse import unquote, urljoin, urlsplit

_TAG = re.compile(r"<[a-zA-Z][^<>]*>")
_TARGET = re.compile(r"""\s(href|src|poster|action|srcset)=(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
# What a page's own address is resolved against; never seen outside this file.
_ROOT = "http://release.invalid/"


def links(page: str, url: str) -> tuple[str, ...]:
    """The addresses the page at `url` leads to inside the site, each once, without query and fragment.

    Another site's addresses, data: and mailto: are left out. A link that climbs above the root or
    begins with a slash is given with its leading slash: it does not work under any path.
    """
    found: dict[str, None] = {}
    for tag in _TAG.findall(page):
        for name, double, single in _TARGET.findall(tag):
            for target in _targets(name.lower(), html.unescape(double or single).strip()):
                found.update(dict.fromkeys(_resolved(target, url)))
    return tuple(found)


def _targets(name: str, value: str) -> list[str]:
    if name != "srcset":
        return [value]
    return [candidate.split()[0] for candidate in value.split(",") if candidate.strip()]


def _resolved(target: str, url: str) -> list[str]:
    """The target as an address of the site; none where it leads elsewhere or into the page itself."""
    if urlsplit(target).scheme or target.startswith(("//", "#")):
        return []
    if target.startswith("/") or _climbs(target, url):
        return ["/" + urlsplit(target).path.lstrip("/")]
    resolved = urlsplit(urljoin(_ROOT + url, target))
    return [unquote(resolved.path.removeprefix("/"))]


def _climbs(target: str, url: str) -> bool:
    """Whether a relative target leads above the site's root."""
    depth = url.count("/")
    for part in urlsplit(target).path.split("/"):
        depth += {"..": -1, ".": 0, "": 0}.get(part, 0)
        if depth < 0:
            return True
    return False
