"""Media types: which compress, and which extension a content address carries."""

_EXTENSIONS = {
    "text/html": "html",
    "text/css": "css",
    "text/javascript": "js",
    "text/plain": "txt",
    "text/vtt": "vtt",
    "application/json": "json",
    "application/geo+json": "geojson",
    "application/gpx+xml": "gpx",
    "application/xml": "xml",
    "application/rss+xml": "xml",
    "application/manifest+json": "webmanifest",
    "image/svg+xml": "svg",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/avif": "avif",
    "image/x-icon": "ico",
    "audio/webm": "webm",
    "audio/mpeg": "mp3",
    "application/vnd.pmtiles": "pmtiles",
    "font/woff2": "woff2",
}
# Of two types with one ending the first.
_TYPES = {extension: kind for kind, extension in reversed(_EXTENSIONS.items())}


def bare(media_type: str) -> str:
    """The type without its parameters: `text/html; charset=utf-8` -> `text/html`."""
    return media_type.partition(";")[0].strip().lower()


def extension(media_type: str) -> str:
    """What a content address of this type ends with; `bin` for a type not foreseen."""
    return _EXTENSIONS.get(bare(media_type), "bin")


def of_extension(extension: str) -> str:
    """The type whose content addresses end so; "" for an ending that none has."""
    return _TYPES.get(extension, "")


def compresses(media_type: str) -> bool:
    """Whether files of this type are text, worth compressing; sound and pictures are compressed already."""
    kind = bare(media_type)
    return kind.startswith("text/") or kind == "application/json" or kind.endswith(("+json", "+xml", "/xml"))
