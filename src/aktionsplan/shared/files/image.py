"""Draws a picture anew without metadata; run as a program of its own, so that a hostile file cannot take the server's memory.

    python image.py < FILE > CLEAN FILE

Exit code 0: clean; standard error then names the format. The codes below tell why not; any other one, too, means that
nothing was made of it.
"""

import io
import resource
import sys

BROKEN, LARGE = 12, 15
MEMORY, SECONDS = 768 * 1024 * 1024, 20
MAX_PIXELS = 20_000_000
"""An A4 sheet at 400 dots per inch has 15 million."""
MAX_SIDE = 10_000


def clean(content: bytes) -> tuple[bytes, str]:
    """The picture upright and without any metadata, and its format; HEIC as JPEG.

    Raises OverflowError for too many pixels, and whatever the library does with a broken picture.
    """
    import pi_heif  # noqa: PLC0415 -- a heavy library, imported in its one module
    from PIL import Image, ImageOps  # noqa: PLC0415 -- a heavy library, imported in its one module

    pi_heif.register_heif_opener()
    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "HEIF")) as image:
        if image.width * image.height > MAX_PIXELS or max(image.size) > MAX_SIDE:
            raise OverflowError
        kind = "PNG" if image.format == "PNG" else "JPEG"
        plain = ImageOps.exif_transpose(image).convert("RGBA" if kind == "PNG" else "RGB")
        bare = Image.frombytes(plain.mode, plain.size, plain.tobytes())
    out = io.BytesIO()
    bare.save(out, kind)
    return out.getvalue(), kind


def main() -> int:
    """Cleans standard input to standard output within the limits of memory and time; the exit code tells why not."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        bare, kind = clean(sys.stdin.buffer.read())
    except OverflowError:
        return LARGE
    except Exception:  # noqa: BLE001 -- a broken picture makes the library fail in many ways
        return BROKEN
    sys.stdout.buffer.write(bare)
    sys.stderr.write(kind)
    return 0


if __name__ == "__main__":
    sys.exit(main())
