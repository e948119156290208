"""The program that draws one page of a PDF: reads the file from its input, writes the page as a PNG.

Started by `drawing.py` as a process of its own that may neither grow nor run on; it imports nothing of ours.
Arguments: number of the page from 0, and its longest side in pixels. The first line of the answer is how many pages
there are; exit 2 tells that the file cannot be read, 3 that there is no such page.
"""

import resource
import struct
import sys
import zlib

import pypdfium2  # type: ignore[import-untyped]

MEMORY_BYTES, CPU_SECONDS = 1_500_000_000, 10


def main(page: int, pixels: int) -> int:
    """Draw, see above; return the exit code."""
    try:
        document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
        # A visible signature is drawn as a form is: without them it would not be seen.
        document.init_forms()
        pages = len(document)
    except pypdfium2.PdfiumError:
        return 2
    if page >= pages:
        return 3
    sheet = document[page]
    longest = max(*sheet.get_size(), 1.0)
    # The library rounds up, so half a pixel less is never one too many.
    drawn = sheet.render(scale=(pixels - 0.5) / longest, rev_byteorder=True)
    sys.stdout.buffer.write(b"%d\n" % pages + png(drawn))
    return 0


def png(drawn: pypdfium2.PdfBitmap) -> bytes:
    """Write a bitmap of red, green and blue (and perhaps a fourth byte) as a PNG."""
    row = bytes(drawn.buffer)
    lines = [row[start : start + drawn.width * drawn.n_channels] for start in _starts(drawn)]
    if drawn.n_channels == 4:
        lines = [_without_fourth(line) for line in lines]
    shape = struct.pack(">IIBBBBB", drawn.width, drawn.height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"".join(b"\0" + line for line in lines), 6)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", shape) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _starts(drawn: pypdfium2.PdfBitmap) -> range:
    return range(0, drawn.stride * drawn.height, drawn.stride)


def _without_fourth(line: bytes) -> bytes:
    kept = bytearray(len(line) // 4 * 3)
    for channel in range(3):
        kept[channel::3] = line[channel::4]
    return bytes(kept)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
