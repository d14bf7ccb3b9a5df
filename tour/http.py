"""HTTP as RFC 9110 says it, apart from any framework: conditions, ranges, content codings, who asks."""

import ipaddress
import re
from collections.abc import Sequence

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_ETAG = re.compile(r'(?:W/)?"([\x21\x23-\x7e\x80-\xff]*)"')
_RANGE = re.compile(r"\s*([0-9]*)\s*-\s*([0-9]*)\s*")
_WEIGHT = re.compile(r"(?:0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)")
# Longer headers of these kinds are nobody's honest ones; they are read as if they were not there.
LONGEST = 2000


class RangeNotSatisfiable(Exception):
    """The range asked for lies wholly outside the file; answered by 416."""


def content_coding(accept_encoding: str, available: Sequence[str]) -> str:
    """The available coding the client likes best, "" for none (identity); on a tie the earlier of `available`."""
    if not accept_encoding or len(accept_encoding) > LONGEST:
        return ""
    weights = _weights(accept_encoding.lower())
    anything = weights.get("*", 0.0)
    best, best_weight = "", 0.0
    for coding in available:
        weight = weights.get(coding, anything)
        if weight > best_weight:
            best, best_weight = coding, weight
    return best if best_weight >= weights.get("identity", 0.0) else ""


def _weights(header: str) -> dict[str, float]:
    """Each coding's weight; one whose weight cannot be read weighs nothing."""
    found: dict[str, float] = {}
    for part in header.split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        weight = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip() == "q":
                weight = float(value) if _WEIGHT.fullmatch(value.strip()) else 0.0
        if name:
            found["gzip" if name == "x-gzip" else name] = weight
    return found


def etag_matches(if_none_match: str, etag: str) -> bool:
    """Whether an If-None-Match header names the entity tag, by weak comparison; `etag` with its quotes."""
    if if_none_match == etag or if_none_match.strip() == "*":
        return True
    if len(if_none_match) > LONGEST:
        return False
    return etag.strip('"') in _ETAG.findall(if_none_match)


def range_holds(if_range: str, etag: str) -> bool:
    """Whether a Range is to be honoured beside this If-Range header ("": there is none), by strong comparison.

    A date never holds: files have entity tags, not dates.
    """
    return not if_range or if_range.strip() == etag


def byte_range(header: str, size: int) -> tuple[int, int] | None:
    """The part of a file of `size` bytes that a Range header asks for: first byte, and the one after the last.

    None where the whole is to be sent: another unit, several ranges, anything malformed. Raises
    `RangeNotSatisfiable`.
    """
    unit, separator, spec = header.partition("=")
    if not separator or unit.strip().lower() != "bytes" or len(header) > LONGEST:
        return None
    match = _RANGE.fullmatch(spec)
    if match is None:
        return None
    first, last = match.groups()
    if not first:
        return _suffix(last, size) if last else None
    start = int(first)
    if last and int(last) < start:
        return None
    if start >= size:
        raise RangeNotSatisfiable
    return start, min(int(last) + 1, size) if last else size


def _suffix(length: str, size: int) -> tuple[int, int]:
    """The last `length` bytes; all where there are fewer."""
    if not size or not int(length):
        raise RangeNotSatisfiable
    return max(0, size - int(length)), size


def client_address(remote: str, forwarded: str, proxies: Sequence[Network]) -> str:
    """The address whose limit counts: of the connection or, where that is one of our proxies, the last entry
    of its `X-Forwarded-For`, which the proxy itself has added. "" where neither can be read.

    Nobody but a proxy can use that header to pass for another. Of an IPv6 address it is the network of the
    first 64 bits, which one household holds whole.
    """
    peer = _address(remote)
    if peer is None or any(peer in network for network in proxies):
        peer = _address(forwarded.rpartition(",")[2].strip()) or peer
    if isinstance(peer, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((peer, 64), strict=False))
    return str(peer or "")


def _address(text: str) -> Address | None:
    try:
        found = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return (found.ipv4_mapped or found) if isinstance(found, ipaddress.IPv6Address) else found
