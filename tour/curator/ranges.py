"""A file's bytes, whole or the one part asked for: without it Chromium silently seeks to the beginning."""

from django.http import HttpRequest, HttpResponse

from tour import http


def ranged(request: HttpRequest, body: bytes, content_type: str) -> HttpResponse:
    """200 with the whole, 206 with the part of a single byte range, 416 for one beyond the end."""
    size = len(body)
    try:
        part = http.byte_range(request.headers.get("Range", ""), size)
    except http.RangeNotSatisfiable:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    headers = {"Accept-Ranges": "bytes", "Cache-Control": "private"}
    if part is None:
        return HttpResponse(body, content_type=content_type, headers=headers | {"Content-Length": str(size)})
    start, end = part
    headers |= {"Content-Range": f"bytes {start}-{end - 1}/{size}", "Content-Length": str(end - start)}
    return HttpResponse(body[start:end], content_type=content_type, status=206, headers=headers)
