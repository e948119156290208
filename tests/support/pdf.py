"""What a PDF says and how it looks: its text without line breaks, its pages as grey pictures that PNG files keep."""

import struct
import unicodedata
import zlib
from dataclasses import dataclass

import pypdfium2

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_BREAK_ANYWHERE = "\u200b"


@dataclass(frozen=True)
class Picture:
    """A page in grey, one byte a dot, row by row."""

    width: int
    height: int
    dots: bytes

    def png(self) -> bytes:
        """The picture as a file that anybody can look at; its rows are stored unfiltered."""
        head = struct.pack(">IIBBBBB", self.width, self.height, 8, 0, 0, 0, 0)
        rows = b"".join(
            b"\0" + self.dots[at : at + self.width] for at in range(0, len(self.dots), self.width)
        )
        chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
        return _SIGNATURE + b"".join(_chunk(*each) for each in chunks)

    @classmethod
    def read(cls, png: bytes) -> "Picture":
        """Read what `png` wrote, and nothing else."""
        width, height = struct.unpack(">II", png[16:24])
        at, packed = 8, b""
        while at < len(png):
            (length,) = struct.unpack(">I", png[at : at + 4])
            if png[at + 4 : at + 8] == b"IDAT":
                packed += png[at + 8 : at + 8 + length]
            at += length + 12
        rows = zlib.decompress(packed)
        return cls(
            width, height, b"".join(rows[y * (width + 1) + 1 : (y + 1) * (width + 1)] for y in range(height))
        )

    def differs(self, other: "Picture", by: int = 60) -> float:
        """The share of dots that are darker or lighter by more than `by` of 255; 1 where the sizes differ."""
        if (self.width, self.height) != (other.width, other.height):
            return 1.0
        apart = sum(abs(a - b) > by for a, b in zip(self.dots, other.dots, strict=True))
        return apart / len(self.dots)


def pictures_of(pdf: bytes, dots_per_inch: int = 72) -> list[Picture]:
    """Each page as somebody sees it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_picture(document[number], dots_per_inch) for number in range(len(document))]
    finally:
        document.close()


def text_of(pdf: bytes) -> str:
    """Everything that the pages say, without spaces: where a line ends is no part of what is said."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        said = "".join(document[number].get_textpage().get_text_range() for number in range(len(document)))
    finally:
        document.close()
    return squeezed(said)


def squeezed(text: str) -> str:
    """Text as `text_of` gives it."""
    return "".join(
        unicodedata.normalize("NFC", text).replace(_BREAK_ANYWHERE, "").replace("\ufffe", "").split()
    )


def _picture(page: pypdfium2.PdfPage, dots_per_inch: int) -> Picture:
    bitmap = page.render(scale=dots_per_inch / 72, grayscale=True)
    raw, width, height = bytes(bitmap.buffer), bitmap.width, bitmap.height
    return Picture(
        width, height, b"".join(raw[y * bitmap.stride : y * bitmap.stride + width] for y in range(height))
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
