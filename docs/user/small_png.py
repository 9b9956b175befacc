"""A picture of a screen as a small PNG: at most 64 of its colours."""

import base64
import struct
import zlib

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Page

COLOURS = 64

# The browser reads the PNG, so that nothing else need be installed for it.
_PIXELS = """async (data) => {
  const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const paper = new OffscreenCanvas(image.width, image.height).getContext("2d");
  paper.drawImage(image, 0, 0);
  const found = paper.getImageData(0, 0, image.width, image.height).data;
  let text = "";
  for (let at = 0; at < found.length; at += 32768) {
    text += String.fromCharCode(...found.subarray(at, at + 32768));
  }
  return [image.width, image.height, btoa(text)];
}"""


def small_png(png: bytes, blank: Page) -> bytes:
    """The same picture with few colours. `blank`: an empty page to read it in."""
    width, height, data = blank.evaluate(_PIXELS, base64.b64encode(png).decode())
    pixels = np.frombuffer(base64.b64decode(data), np.uint8).reshape(height, width, 4)
    palette, indices = _few_colours(pixels[:, :, :3])
    rows = np.insert(indices, 0, 0, axis=1).tobytes()  # each row begins with its filter: none
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            _chunk(b"PLTE", palette.tobytes()),
            _chunk(b"IDAT", zlib.compress(rows, 9)),
            _chunk(b"IEND", b""),
        ]
    )


def _few_colours(pixels: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """The most frequent colours, and for each pixel the number of the nearest of them."""
    flat = pixels.reshape(-1, 3).astype(np.uint32)
    packed = flat[:, 0] << 16 | flat[:, 1] << 8 | flat[:, 2]
    found, inverse, counts = np.unique(packed, return_inverse=True, return_counts=True)
    colours = np.stack([found >> 16 & 255, found >> 8 & 255, found & 255], axis=1).astype(np.int32)
    chosen = _spread(colours, counts)
    distance = ((colours[:, None, :] - colours[None, chosen, :]) ** 2).sum(axis=2)
    nearest = distance.argmin(axis=1).astype(np.uint8)
    return colours[chosen].astype(np.uint8), nearest[inverse].reshape(pixels.shape[:2])


def _spread(colours: NDArray[np.int32], counts: NDArray[np.intp]) -> list[int]:
    """Half by how often they occur, half by how far they are from the others, weighted."""
    order = np.argsort(-counts, kind="stable")
    chosen = [int(place) for place in order[: COLOURS // 2]]
    far = np.full(len(colours), np.iinfo(np.int32).max)
    for place in chosen:
        far = np.minimum(far, ((colours - colours[place]) ** 2).sum(axis=1))
    while len(chosen) < min(COLOURS, len(colours)):
        place = int((far * np.sqrt(counts)).argmax())
        chosen.append(place)
        far = np.minimum(far, ((colours - colours[place]) ** 2).sum(axis=1))
    return chosen


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)
