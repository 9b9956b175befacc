"""Pages by Brotli where the browser takes it, else by gzip.

A map says each title three times, in the drawing, for the ear and in the table: gzip looks back 32
kilobytes and does not see the first from the last, Brotli looks back over the whole page.

Who can put text into a page and see how long it becomes could guess a secret that stands in it.
Both ways add some bytes of random number, which say nothing: gzip in a file name, Brotli in a
metadata block (RFC 7932, section 9.2). The tokens of forms are masked anew in each page besides.
"""

import re
import secrets
from typing import Final

import brotli
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

QUALITY: Final = 6
LEAST: Final = 200
"""Bytes below which it is not worth while, as for gzip."""
_TAKES: Final = re.compile(r"\bbr\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))")


class CompressionMiddleware(GZipMiddleware):
    """Streamed answers go by gzip: they come in parts, and end when they end."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if isinstance(response, HttpResponse) and self._is_for_brotli(request, response):
            packed = _packed(response.content, self.max_random_bytes)
            if len(packed) < len(response.content):
                return _sent(response, packed)
        return super().process_response(request, response)

    @staticmethod
    def _is_for_brotli(request: HttpRequest, response: HttpResponse) -> bool:
        return (
            not response.has_header("Content-Encoding")
            and len(response.content) >= LEAST
            and bool(_TAKES.search(request.headers.get("Accept-Encoding", "")))
        )


def _sent(response: HttpResponse, packed: bytes) -> HttpResponse:
    patch_vary_headers(response, ("Accept-Encoding",))
    response.content = packed
    response.headers["Content-Length"] = str(len(packed))
    response.headers["Content-Encoding"] = "br"
    tag = response.get("ETag", "")
    if tag.startswith('"'):
        response.headers["ETag"] = f"W/{tag}"  # the same words in other bytes
    return response


def _packed(content: bytes, most: int) -> bytes:
    press = brotli.Compressor(quality=QUALITY, mode=brotli.MODE_TEXT)
    words = press.process(content) + press.flush()
    return words + _padding(1 + secrets.randbelow(most)) + press.finish()


def _padding(count: int) -> bytes:
    """A block of so many bytes, up to 256, that is passed over: not last, metadata, one for size.

    It begins at a whole byte, where the press was flushed.
    """
    head = 0b011 << 1 | 0b01 << 4 | (count - 1) << 6
    return head.to_bytes(2, "little") + bytes(count)
