"""Pages by Brotli or gzip, padded so that their length gives no secret away."""

import gzip

import brotli
import pytest
from django.http import HttpResponse, StreamingHttpResponse

from allied.foundation.ui.compression import CompressionMiddleware, _padding

WORDS = b"<p>Reduce the cycle time</p>" * 400


def answered(rf, accept, response=None):
    made = HttpResponse(WORDS, headers={"ETag": '"abc"'}) if response is None else response
    request = rf.get("/", headers={"Accept-Encoding": accept})
    return CompressionMiddleware(lambda _: made)(request)


@pytest.mark.parametrize("accept", ["br", "gzip, deflate, br, zstd", "gzip;q=0.5, br;q=0.8"])
def test_brotli_where_the_browser_takes_it(rf, accept):
    answer = answered(rf, accept)
    assert answer.headers["Content-Encoding"] == "br"
    assert brotli.decompress(answer.content) == WORDS
    assert answer.headers["Content-Length"] == str(len(answer.content))
    assert answer.headers["ETag"] == 'W/"abc"'
    assert "Accept-Encoding" in answer.headers["Vary"]


@pytest.mark.parametrize("accept", ["gzip", "gzip, br;q=0", "br;q=0.0, gzip", "brand, gzip"])
def test_gzip_elsewhere(rf, accept):
    answer = answered(rf, accept)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.content) == WORDS


def test_plain_for_whoever_takes_neither_and_for_a_few_words(rf):
    assert answered(rf, "").content == WORDS
    short = answered(rf, "br, gzip", HttpResponse(b"ok"))
    assert short.content == b"ok"
    assert "Content-Encoding" not in short.headers


def test_what_is_compressed_already_stays_as_it_is(rf):
    packed = HttpResponse(gzip.compress(WORDS), headers={"Content-Encoding": "gzip"})
    assert gzip.decompress(answered(rf, "br", packed).content) == WORDS


def test_a_streamed_answer_goes_by_gzip(rf):
    answer = answered(rf, "br, gzip", StreamingHttpResponse(iter([WORDS, WORDS])))
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(b"".join(answer.streaming_content)) == WORDS * 2


def test_the_same_page_has_many_lengths(rf):
    """As long as a guess that is right and a guess that is wrong may each be."""
    lengths = {len(answered(rf, "br").content) for _ in range(60)}
    assert len(lengths) > 15
    assert max(lengths) - min(lengths) > 30


@pytest.mark.parametrize("count", [1, 2, 100, 255, 256])
def test_a_padding_is_passed_over(count):
    press = brotli.Compressor()
    packed = press.process(WORDS) + press.flush() + _padding(count) + press.finish()
    assert brotli.decompress(packed) == WORDS
    assert len(_padding(count)) == count + 2
