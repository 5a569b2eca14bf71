"""How a stored file goes to a browser. Whether this person may have it was asked before."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from typing import IO, Any
from urllib.parse import quote

from django.conf import settings
from django.db import close_old_connections, connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from chat import limits
from chat.errors import NotFound
from chat.files import store
from chat.files.ranges import Unsatisfiable, asked_range

# What a browser may show in a page or a tab of its own. Nothing among it can hold a script.
INLINE = {
    *(f"image/{kind}" for kind in ("avif", "gif", "jpeg", "png", "webp")),
    *(f"audio/{kind}" for kind in ("aac", "flac", "mp4", "mpeg", "ogg", "wav", "webm", "x-wav")),
    *(f"video/{kind}" for kind in ("mp4", "ogg", "quicktime", "webm")),
}
# Anything else comes under this type: with nosniff, no browser takes it for a page, a style or a script.
OPAQUE = "application/octet-stream"

# A file that is opened in a tab of its own runs nothing, asks for nothing, and has no origin.
CLOSED = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox"
# A browser asks for a sound or a film a second time, from the page that it makes for it, and with the person's cookie.
PLAYED = "default-src 'none'; media-src 'self'; style-src 'unsafe-inline'; sandbox allow-same-origin"

# The bytes at an address never change.
CACHING = "private, max-age=31536000, immutable"

# Of the path's digest; the path itself is nobody's business.
ETAG_SIGNS = 32
# Categories of Unicode: controls, halves of signs, separators of lines and paragraphs.
LINE_ENDS = {"Cc", "Cs", "Zl", "Zp"}
# Signs that turn the direction of reading: "photo.exe" must not read as something else.
TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

# Our nginx says that it sends files itself when it is told where they are. Others that stand in front cannot.
SENDS_FILES = "X-Sendfile-Type"
BY_NGINX = "X-Accel-Redirect"
PROTECTED = "/protected/"


def send_file(
    request: HttpRequest, path: str, content_type: str, *, name: str = "", download: bool = False
) -> HttpResponseBase:
    """Answer with a file by its name in the storage: all of it or the part that is asked for.

    `content_type` is what the bytes were found to be, `name` what a download is called (the browser's choice without
    one). What is no picture, sound or film is a download in any case. Raises NotFound.
    """
    response = _by_nginx(path) if _nginx_sends(request) else _by_ourselves(request, path)
    shown = content_type in INLINE
    response.headers["Content-Type"] = content_type if shown else OPAQUE
    response.headers["Content-Disposition"] = disposition("inline" if shown and not download else "attachment", name)
    response.headers["Content-Security-Policy"] = PLAYED if content_type.startswith(("audio/", "video/")) else CLOSED
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["X-Content-Type-Options"] = "nosniff"
    if response.status_code != 416:
        response.headers["Cache-Control"] = CACHING
    return response


def disposition(kind: str, name: str) -> str:
    """Return a Content-Disposition with this file name, as RFC 6266 has it: once for everybody, once in full."""
    name = _plain(name)
    if not name:
        return kind
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    quoted = re.sub(r'["\\%]', "_", ascii_name) or "file"
    return f"{kind}; filename=\"{quoted}\"; filename*=UTF-8''{quote(name, safe='')}"


def _plain(name: str) -> str:
    """Return the name without what ends a header, leads into a folder, or turns the direction of reading."""
    kept = "".join(sign for sign in name if unicodedata.category(sign) not in LINE_ENDS and sign not in TURNING)
    return re.sub(r"[/\\]", "_", kept).strip(" .")


def _nginx_sends(request: HttpRequest) -> bool:
    return settings.BEHIND_PROXY and request.headers.get(SENDS_FILES) == BY_NGINX and store.is_local()


def _by_nginx(path: str) -> HttpResponse:
    """Tell nginx where the file is. It answers HEAD, ranges and what a browser knows already by itself."""
    response = HttpResponse()
    response.headers[BY_NGINX] = PROTECTED + quote(path)
    return response


def _by_ourselves(request: HttpRequest, path: str) -> HttpResponseBase:
    etag = f'"{hashlib.sha256(path.encode()).hexdigest()[:ETAG_SIGNS]}"'
    if etag in re.split(r"\s*,\s*|W/", request.headers.get("If-None-Match", "")):
        return _described(HttpResponse(status=304), etag)
    try:
        opened = store.open_file(path)
    except FileNotFoundError:
        raise NotFound from None
    size = opened.size
    try:
        span = _wanted(request, etag, size)
    except Unsatisfiable:
        opened.close()
        return _described(HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"}), etag)
    sent = range(size) if span is None else span
    if not connection.in_atomic_block:
        # The file may go out for minutes, and nothing more is asked of the database.
        close_old_connections()
    response = StreamingHttpResponse(Pieces(opened, sent), status=200 if span is None else 206)
    response.headers["Content-Length"] = str(len(sent))
    if span is not None:
        response.headers["Content-Range"] = f"bytes {span.start}-{span.stop - 1}/{size}"
    return _described(response, etag)


def _described(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    response.headers["ETag"] = etag
    response.headers["Accept-Ranges"] = "bytes"
    return response


def _wanted(request: HttpRequest, etag: str, size: int) -> range | None:
    """Return the part that is asked for, or None for everything. Raises Unsatisfiable."""
    if request.method != "GET" or request.headers.get("If-Range", etag) != etag:
        return None
    return asked_range(request.headers.get("Range", ""), size)


class Pieces:
    """A part of an opened file, read piece by piece as it is asked for."""

    def __init__(self, opened: IO[bytes] | Any, span: range) -> None:
        self._opened = opened
        self._span = span

    def __iter__(self) -> Iterator[bytes]:
        left = len(self._span)
        source = self._source()
        while left and (piece := source.read(min(limits.UPLOAD_CHUNK_BYTES, left))):
            left -= len(piece)
            yield piece

    def close(self) -> None:
        self._opened.close()

    def _source(self) -> Any:
        """Return what the part can be read from. An S3 service is asked for that part alone, which then flows."""
        if (away := getattr(self._opened, "obj", None)) is not None and self._span:
            return away.get(Range=f"bytes={self._span.start}-{self._span.stop - 1}")["Body"]
        self._opened.seek(self._span.start)
        return self._opened
