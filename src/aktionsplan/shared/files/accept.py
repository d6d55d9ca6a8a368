"""What may come in: size, type by content, PDFs without script, images without metadata."""

import io
import subprocess
import sys
from dataclasses import dataclass

from django.conf import settings

from aktionsplan.shared.files import attached as embedded
from aktionsplan.shared.files import image, pdf
from aktionsplan.shared.words import Problem, Refused, mark

MEGABYTE = 1024 * 1024
HEIC_BRANDS = (b"heic", b"heix", b"mif1", b"msf1", b"heim", b"heis")
CLEANING_SECONDS = 30
BROKEN = Problem("pdf_broken", mark("Die PDF-Datei ist beschädigt."))
BROKEN_IMAGE = Problem("image_broken", mark("Das Bild ist beschädigt."))


@dataclass(frozen=True)
class Accepted:
    """Clean content and its type; `attached` is the XML file that a PDF carried, where it was asked for."""

    content: bytes
    content_type: str
    attached: bytes = b""


def accept(upload: io.IOBase, *, size: int, name: str, attached: bool = False) -> Accepted:
    """The content that may be stored, with the XML file of a PDF when it is asked for; raises Refused with the reason.

    Reads nothing over the limit.
    """
    limit = settings.AKTIONSPLAN_UPLOAD_MB
    if size > limit * MEGABYTE:
        raise Refused(Problem("file_size", mark("Die Datei ist größer als {limit} MB."), {"limit": limit}))
    content = upload.read(limit * MEGABYTE + 1)
    if not content:
        raise Refused(Problem("file_empty", mark("Die Datei ist leer.")))
    if content.startswith(b"%PDF-") and name.lower().endswith(".pdf"):
        return Accepted(clean_pdf(content), "application/pdf", _attached_xml(content) if attached else b"")
    if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS and name.lower().endswith((".heic", ".heif")):
        return clean_image(content)
    if content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) and name.lower().endswith(
        (".jpg", ".jpeg", ".png")
    ):
        return clean_image(content)
    raise Refused(Problem("file_type", mark("Bitte nehmen Sie eine PDF-, JPG-, PNG- oder HEIC-Datei.")))


def _cleaned(program: str, content: bytes, broken: Problem) -> subprocess.CompletedProcess[bytes]:
    """What a program of its own makes of the content, with limits of memory and time: a file of one kilobyte may unpack to
    gigabytes."""
    call = [sys.executable, "-I", program]
    try:
        return subprocess.run(call, input=content, capture_output=True, timeout=CLEANING_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise Refused(broken) from None


def clean_pdf(content: bytes) -> bytes:
    """The PDF without script, actions, embedded files and authors' names; Refused when it is encrypted, broken, too long
    or unpacks to too much."""
    done = _cleaned(pdf.__file__, content, BROKEN)
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
    done = _cleaned(image.__file__, content, BROKEN_IMAGE)
    if done.returncode == image.LARGE:
        raise Refused(Problem("image_pixels", mark("Das Bild hat zu viele Bildpunkte.")))
    if done.returncode:
        raise Refused(BROKEN_IMAGE)
    return Accepted(done.stdout, f"image/{done.stderr.decode().lower()}")


def _attached_xml(content: bytes) -> bytes:
    """The XML file inside a PDF as it came, nothing when there is none or it cannot be read; before the PDF is cleaned."""
    done = _cleaned(embedded.__file__, content, BROKEN)
    return b"" if done.returncode else done.stdout
