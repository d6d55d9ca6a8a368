"""What may come in: size, type by content, PDFs without script, images without metadata."""

import io
import subprocess
import sys
from dataclasses import dataclass

from django.conf import settings

from aktionsplan.shared.files import pdf
from aktionsplan.shared.words import Problem, Refused, mark

MEGABYTE = 1024 * 1024
MAX_PIXELS = 20_000_000
"""An A4 sheet at 400 dots per inch has 15 million."""
MAX_SIDE = 10_000
HEIC_BRANDS = (b"heic", b"heix", b"mif1", b"msf1", b"heim", b"heis")
CLEANING_SECONDS = 30
BROKEN = Problem("pdf_broken", mark("Die PDF-Datei ist beschädigt."))


@dataclass(frozen=True)
class Accepted:
    """Clean content and its type."""

    content: bytes
    content_type: str


def accept(upload: io.IOBase, *, size: int, name: str) -> Accepted:
    """The content that may be stored; raises Refused with the reason. Reads nothing over the limit."""
    limit = settings.AKTIONSPLAN_UPLOAD_MB
    if size > limit * MEGABYTE:
        raise Refused(Problem("file_size", mark("Die Datei ist größer als {limit} MB."), {"limit": limit}))
    content = upload.read(limit * MEGABYTE + 1)
    if not content:
        raise Refused(Problem("file_empty", mark("Die Datei ist leer.")))
    if content.startswith(b"%PDF-") and name.lower().endswith(".pdf"):
        return Accepted(clean_pdf(content), "application/pdf")
    if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS and name.lower().endswith((".heic", ".heif")):
        return clean_image(content)
    if content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) and name.lower().endswith(
        (".jpg", ".jpeg", ".png")
    ):
        return clean_image(content)
    raise Refused(Problem("file_type", mark("Bitte nehmen Sie eine PDF-, JPG-, PNG- oder HEIC-Datei.")))


def clean_pdf(content: bytes) -> bytes:
    """The PDF without script, actions, embedded files and authors' names; Refused when it is encrypted, broken, too long
    or unpacks to too much.

    A process of its own with limits of memory and time opens it: a file of one kilobyte may unpack to gigabytes.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-I", pdf.__file__],
            input=content,
            capture_output=True,
            timeout=CLEANING_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Refused(BROKEN) from None
    if done.returncode == pdf.LOCKED:
        raise Refused(Problem("pdf_locked", mark("Die PDF-Datei ist mit einem Kennwort geschützt.")))
    if done.returncode == pdf.BIG:
        raise Refused(
            Problem(
                "pdf_big", mark("Die PDF-Datei ist entpackt größer als {n} MB."), {"n": pdf.MAX_UNPACKED // MEGABYTE}
            )
        )
    if done.returncode == pdf.LONG:
        raise Refused(Problem("pdf_pages", mark("Die PDF-Datei hat mehr als {n} Seiten."), {"n": pdf.MAX_PAGES}))
    if done.returncode:
        raise Refused(BROKEN)
    return done.stdout


def clean_image(content: bytes) -> Accepted:
    """The picture drawn anew, upright and without any metadata, HEIC as JPEG; Refused when it is broken or too large."""
    import pi_heif  # noqa: PLC0415 -- a heavy library, imported in its one module
    from PIL import Image, ImageOps  # noqa: PLC0415 -- a heavy library, imported in its one module

    pi_heif.register_heif_opener()
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "HEIF")) as image:
            if image.width * image.height > MAX_PIXELS or max(image.size) > MAX_SIDE:
                raise Refused(Problem("image_pixels", mark("Das Bild hat zu viele Bildpunkte.")))
            kind = "PNG" if image.format == "PNG" else "JPEG"
            plain = ImageOps.exif_transpose(image).convert("RGBA" if kind == "PNG" else "RGB")
            bare = Image.frombytes(plain.mode, plain.size, plain.tobytes())
    except Refused:
        raise
    except Exception:  # noqa: BLE001 -- a broken picture makes the library fail in many ways
        raise Refused(Problem("image_broken", mark("Das Bild ist beschädigt."))) from None
    out = io.BytesIO()
    bare.save(out, kind)
    return Accepted(out.getvalue(), f"image/{kind.lower()}")
