"""Pictures of pages as small PNG files: 256 colours are enough for text, and a third of the bytes."""

from __future__ import annotations

import base64
import struct
import zlib
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from playwright.sync_api import Page

Pixels = NDArray[np.uint8]
COLOURS = 256
_READ = """async source => {
  const image = new Image();
  image.src = source;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height);
  const drawing = canvas.getContext("2d");
  drawing.drawImage(image, 0, 0);
  const { data } = drawing.getImageData(0, 0, image.width, image.height);
  let text = "";
  for (let i = 0; i < data.length; i += 8190) text += String.fromCharCode(...data.subarray(i, i + 8190));
  return [image.width, image.height, btoa(text)];
}"""


def small(picture: bytes, blank: Page) -> bytes:
    """A screenshot as a PNG of at most 256 colours; `blank` is a page on which scripts may read pictures."""
    width, height, text = blank.evaluate(_READ, "data:image/png;base64," + base64.b64encode(picture).decode())
    pixels = np.frombuffer(base64.b64decode(text), dtype=np.uint8).reshape(height, width, 4)[..., :3]
    return png(*indexed(pixels))


def indexed(pixels: Pixels) -> tuple[Pixels, Pixels]:
    """Each pixel's number in a table of colours, and the table: the most frequent shades; others become the nearest."""
    shades = (pixels.reshape(-1, 3).astype(np.int64) >> 3) @ np.array([1024, 32, 1])
    _, at, counts = np.unique(shades, return_inverse=True, return_counts=True)
    sums = np.stack([np.bincount(at, weights=pixels.reshape(-1, 3)[:, channel]) for channel in range(3)], axis=1)
    means = sums / counts[:, None]
    kept = np.argsort(-counts)[:COLOURS]
    apart = ((means[:, None, :] - means[kept][None, :, :]) ** 2).sum(axis=2)
    numbers = apart.argmin(axis=1).astype(np.uint8)
    return numbers[at.reshape(pixels.shape[:2])], np.rint(means[kept]).astype(np.uint8)


def png(numbers: Pixels, table: Pixels) -> bytes:
    """A PNG of numbered colours."""
    height, width = numbers.shape
    rows = np.hstack([np.zeros((height, 1), dtype=np.uint8), numbers]).tobytes()
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = ((b"IHDR", head), (b"PLTE", table.tobytes()), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in parts)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
