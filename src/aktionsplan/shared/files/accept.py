"""What may come in: size, type by content, PDFs without script, images without metadata."""

import io
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from aktionsplan.shared.words import Problem, Refused, mark

MEGABYTE = 1024 * 1024
PDF_DANGERS = (
    "/A",
    "/AA",
    "/AF",
    "/EF",
    "/EmbeddedFiles",
    "/FS",
    "/JS",
    "/JavaScript",
    "/Launch",
    "/Metadata",
    "/OpenAction",
    "/RichMedia",
    "/RichMediaContent",
    "/XFA",
)
"""Keys under which a PDF carries actions, script, other files and its authors; links go with their actions."""
UNWANTED_NOTES = ("/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D")
MAX_INSIDE = 200_000
MAX_PIXELS = 20_000_000
"""An A4 sheet at 400 dots per inch has 15 million."""
MAX_SIDE = 10_000
MAX_PAGES = 500


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
    if content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) and name.lower().endswith(
        (".jpg", ".jpeg", ".png")
    ):
        return clean_image(content)
    raise Refused(Problem("file_type", mark("Bitte nehmen Sie eine PDF-, JPG- oder PNG-Datei.")))


def clean_pdf(content: bytes) -> bytes:
    """The PDF without script, actions, embedded files and authors' names; Refused when it is encrypted, broken or too long."""
    import pikepdf  # noqa: PLC0415 -- a heavy library, imported in its one module

    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if len(pdf.pages) > MAX_PAGES:
                raise Refused(Problem("pdf_pages", mark("Die PDF-Datei hat mehr als {n} Seiten."), {"n": MAX_PAGES}))
            for item in [pdf.Root, *pdf.objects]:
                _disarm(item)
            if "/Info" in pdf.trailer:
                del pdf.trailer["/Info"]
            clean = io.BytesIO()
            pdf.save(clean)
            return clean.getvalue()
    except pikepdf.PasswordError:
        raise Refused(Problem("pdf_locked", mark("Die PDF-Datei ist mit einem Kennwort geschützt."))) from None
    except pikepdf.PdfError:
        raise Refused(Problem("pdf_broken", mark("Die PDF-Datei ist beschädigt."))) from None


def _disarm(item: Any) -> None:
    """Takes actions, script and embedded files out of an object and everything written inside it.

    Objects that are referred to are visited on their own; a document with more parts than any writer makes is refused as broken.
    """
    import pikepdf  # noqa: PLC0415 -- a heavy library, imported in its one module

    waiting, depth = [item], 0
    while waiting:
        depth += 1
        if depth > MAX_INSIDE:
            raise Refused(Problem("pdf_broken", mark("Die PDF-Datei ist beschädigt.")))
        found = waiting.pop()
        if isinstance(found, pikepdf.Array):
            waiting += [part for part in found if not getattr(part, "is_indirect", False)]
            continue
        if not isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
            continue
        if found.get("/Subtype") in UNWANTED_NOTES:
            found["/Subtype"] = pikepdf.Name("/Text")
        for danger in PDF_DANGERS:
            if danger in found:
                del found[danger]
        for name in list(found.keys()):
            part = found[name]
            if isinstance(part, pikepdf.Dictionary | pikepdf.Array) and not part.is_indirect:
                waiting.append(part)


def clean_image(content: bytes) -> Accepted:
    """The picture drawn anew without any metadata; Refused when it is broken or has too many pixels."""
    from PIL import Image  # noqa: PLC0415 -- a heavy library, imported in its one module

    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as image:
            if image.width * image.height > MAX_PIXELS or max(image.size) > MAX_SIDE:
                raise Refused(Problem("image_pixels", mark("Das Bild hat zu viele Bildpunkte.")))
            kind = image.format or "PNG"
            plain = image.convert("RGBA" if kind == "PNG" else "RGB")
            bare = Image.frombytes(plain.mode, plain.size, plain.tobytes())
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise Refused(Problem("image_broken", mark("Das Bild ist beschädigt."))) from None
    out = io.BytesIO()
    bare.save(out, kind)
    return Accepted(out.getvalue(), f"image/{kind.lower()}")
