"""Uploads: type by content, clean PDFs and images, honest names."""

import io
import os
import resource
import struct
import zipfile
import zlib
from pathlib import Path

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from aktionsplan.implementation.calls.operations import drafts
from aktionsplan.shared.files import image
from aktionsplan.shared.files.accept import MEGABYTE, Accepted, accept
from aktionsplan.shared.files.operations import UNNAMED, path_of, sweep
from aktionsplan.shared.files.responses import disposition, file_name
from aktionsplan.shared.words import Refused
from tests.factories import town as make

PHONE = Path(__file__).parent / "phone.heic"
"""64 by 64 points, made with a library of the format; no photograph of anybody."""


def take(content, name):
    return accept(io.BytesIO(content), size=len(content), name=name)


def pdf(change=None, **how):
    made = pikepdf.new()
    made.add_blank_page()
    if change:
        change(made)
    out = io.BytesIO()
    made.save(out, **how)
    return out.getvalue()


def jpeg():
    image = Image.new("RGB", (8, 8), "red")
    exif = Image.Exif()
    exif[0x010F] = "Kamera von Anna"
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_nobody_is_named_inside_a_pdf():
    def sign(made):
        made.docinfo["/Author"] = "Max Mustermann"
        with made.open_metadata() as notes:
            notes["dc:creator"] = ["Max Mustermann"]

    content = pdf(sign)
    with pikepdf.open(io.BytesIO(content)) as before:
        assert "/Metadata" in before.Root
    with pikepdf.open(io.BytesIO(take(content, "a.pdf").content)) as after:
        assert "/Metadata" not in after.Root
        assert "/Author" not in after.docinfo


def test_script_is_taken_out_of_a_pdf():
    def poison(made):
        made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        made.attachments["x.exe"] = b"MZ"

    clean = take(pdf(poison), "a.pdf").content
    with pikepdf.open(io.BytesIO(clean)) as made:
        assert "/OpenAction" not in made.Root
        assert not made.attachments
    assert b"app.alert" not in clean


def test_metadata_is_taken_out_of_a_picture():
    accepted = take(jpeg(), "foto.JPG")
    assert accepted.content_type == "image/jpeg"
    assert b"Anna" not in accepted.content
    assert not Image.open(io.BytesIO(accepted.content)).getexif()


def zipped():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("x", "0")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.pdf", "file_empty"),
        (b"MZ\x90", "a.pdf", "file_type"),
        (b"<html>", "a.pdf", "file_type"),
        (b"<svg onload=x>", "a.svg", "file_type"),
        (pdf(), "a.pdf.html", "file_type"),
        (b"%PDF-1.7 kaputt", "a.pdf", "pdf_broken"),
        (zipped(), "a.docx", "file_type"),
        (b"\x89PNG\r\n\x1a\nkaputt", "a.png", "image_broken"),
        (pdf(encryption=pikepdf.Encryption(owner="x", user="y")), "a.pdf", "pdf_locked"),
        (b"X5O!P%@AP", "eicar.com", "file_type"),
    ],
)
def test_bad_upload_is_refused(content, name, code):
    with pytest.raises(Refused) as refused:
        take(content, name)
    assert refused.value.problem.code == code


def bomb(megabytes):
    """A PDF of two kilobytes whose object stream unpacks to so many megabytes, packed twice."""
    packer = zlib.compressobj(9)
    packed = packer.compress(b"4 0 <</X 1>>") + b"".join(packer.compress(b" " * MEGABYTE) for _ in range(megabytes))
    packed = zlib.compress(packed + packer.flush(), 9)
    parts = {
        1: b"<</Type/Catalog/Pages 2 0 R/Z 4 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<<>>>>",
        5: b"<</Type/ObjStm/N 1/First 4/Filter[/FlateDecode/FlateDecode]/Length %d>>\nstream\n%s\nendstream"
        % (len(packed), packed),
    }
    out, rows = b"%PDF-1.5\n", {0: (0, 0, 65535), 4: (2, 5, 0)}
    for number, text in parts.items():
        rows[number] = (1, len(out), 0)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    rows[6] = (1, len(out), 0)
    table = b"".join(struct.pack(">BIH", *rows[number]) for number in range(7))
    head = b"6 0 obj\n<</Type/XRef/Size 7/W[1 4 2]/Root 1 0 R/Length %d>>\nstream\n" % len(table)
    return out + head + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % rows[6][1]


def test_a_small_file_that_unpacks_to_gigabytes_is_refused_and_takes_no_memory_here():
    assert take(bomb(1), "a.pdf").content_type == "application/pdf"
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Refused) as refused:
        take(bomb(1000), "a.pdf")
    assert refused.value.problem.code == "pdf_big"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 * 1024


def test_too_large_is_refused_before_reading():
    class Unread(io.BytesIO):
        def read(self, *args):
            raise AssertionError("must not be read")

    with pytest.raises(Refused, match="größer"):
        accept(Unread(), size=10 * MEGABYTE + 1, name="a.pdf")


def test_enormous_picture_is_refused():
    header = bytearray(io.BytesIO(b"").getvalue())
    image = Image.new("L", (1, 1))
    out = io.BytesIO()
    image.save(out, "PNG")
    header = bytearray(out.getvalue())
    header[16:24] = (2**31 - 1).to_bytes(4) * 2
    with pytest.raises(Refused):
        take(bytes(header), "a.png")


@pytest.mark.parametrize(
    "name", ["../../x", "/etc/x", "C:\\x", "a\r\nSet-Cookie: x", 'a"; x="', "\u202efdp.exe", "x" * 400, "\0", "..."]
)
def test_download_name_cannot_break_out(name):
    header = disposition(name)
    assert header.startswith('attachment; filename="')
    assert not set(header) & set("\r\n\0/\\")
    assert header.count('"') == 2
    assert len(header) < 1200


def poisoned_notes(made):
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(2)")
    embedded = made.make_stream(b"MZ-program")
    rectangle = pikepdf.Array([0, 0, 9, 9])
    made.pages[0].Annots = pikepdf.Array(
        [
            pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=rectangle, A=action),
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.FileAttachment,
                Rect=rectangle,
                FS=pikepdf.Dictionary(Type=pikepdf.Name.Filespec, F="x.exe", EF=pikepdf.Dictionary(F=embedded)),
            ),
        ]
    )


def test_actions_and_files_inside_notes_are_taken_out_of_a_pdf():
    clean = take(pdf(poisoned_notes), "a.pdf").content
    assert b"app.alert" not in clean
    assert b"MZ-program" not in clean
    with pikepdf.open(io.BytesIO(clean)) as made:
        first, second = made.pages[0].Annots
        assert "/A" not in first
        assert "/FS" not in second
        assert second.Subtype == "/Text"


def test_bytes_of_a_detached_file_go_with_the_last_reference(town):
    draft, accepted = make.add_draft(town), Accepted(b"%PDF-x", "application/pdf")
    first = drafts.attach(application=draft, name="a.pdf", accepted=accepted, by=town.anna, at=make.APPLIED)
    second = drafts.attach(application=draft, name="b.pdf", accepted=accepted, by=town.anna, at=make.APPLIED)
    path = path_of(first.file)
    drafts.detach(application=draft, key=first.key, by=town.anna, at=make.APPLIED)
    sweep(now=timezone.now() + 2 * UNNAMED)
    assert path.exists()
    drafts.detach(application=draft, key=second.key, by=town.anna, at=make.APPLIED)
    sweep(now=timezone.now())
    assert path.exists()  # a backup may be reading it
    sweep(now=timezone.now() + 2 * UNNAMED)
    assert not path.exists()
    with pytest.raises(Refused, match="nicht mehr"):
        drafts.detach(application=draft, key=second.key, by=town.anna, at=make.APPLIED)


def test_discarded_draft_takes_its_files_along(town):
    draft = make.add_draft(town)
    made = drafts.attach(
        application=draft, name="a.pdf", accepted=Accepted(b"%PDF-y", "x/y"), by=town.anna, at=make.APPLIED
    )
    path = path_of(made.file)
    drafts.discard(application=draft, by=town.anna, at=make.APPLIED)
    sweep(now=timezone.now() + 2 * UNNAMED)
    assert not path.exists()


def test_content_that_is_wanted_again_survives_the_sweep(town):
    draft, accepted = make.add_draft(town), Accepted(b"%PDF-z", "application/pdf")
    first = drafts.attach(application=draft, name="a.pdf", accepted=accepted, by=town.anna, at=make.APPLIED)
    path = path_of(first.file)
    os.utime(path, (0, 0))
    drafts.detach(application=draft, key=first.key, by=town.anna, at=make.APPLIED)
    drafts.attach(application=draft, name="a.pdf", accepted=accepted, by=town.anna, at=make.APPLIED)
    assert path.stat().st_mtime > 0
    sweep(now=timezone.now())
    assert path.exists()


@pytest.mark.parametrize(("address", "said"), [("/konto/anmelden/", "zu groß"), ("/en/konto/anmelden/", "too large")])
def test_body_over_the_limit_is_refused_with_a_sentence(client, address, said, settings):
    settings.AKTIONSPLAN_UPLOAD_MB = 1
    answer = client.post(address, {"file": SimpleUploadedFile("a.bin", b"x" * 3 * 1024 * 1024)})
    assert (answer.status_code, answer["Content-Type"]) == (413, "text/plain; charset=utf-8")
    assert said in answer.content.decode()


@pytest.mark.parametrize(("megabytes", "code"), [(99, None), (101, "pdf_big"), (1000, "pdf_big")])
def test_content_that_unpacks_to_more_than_a_hundred_megabytes_is_refused(megabytes, code):
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * MEGABYTE) for _ in range(megabytes)) + packer.flush()

    def draw(made):
        made.pages[0].Contents = pikepdf.Stream(made, b"")
        made.pages[0].Contents.write(packed, filter=pikepdf.Name.FlateDecode)

    content = pdf(draw, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    if code is None:
        assert take(content, "a.pdf").content_type == "application/pdf"
        return
    with pytest.raises(Refused) as refused:
        take(content, "a.pdf")
    assert refused.value.problem.code == code


def test_object_streams_count_as_unpacked_too():
    with pytest.raises(Refused) as refused:
        take(bomb(120), "a.pdf")
    assert refused.value.problem.code == "pdf_big"


def test_photograph_of_a_phone_becomes_a_jpeg_without_metadata():
    done = take(PHONE.read_bytes(), "IMG_0001.HEIC")
    assert done.content_type == "image/jpeg"
    with Image.open(io.BytesIO(done.content)) as image:
        assert image.format == "JPEG"
        assert not image.getexif()


def test_broken_photograph_is_refused():
    with pytest.raises(Refused, match="beschädigt"):
        take(PHONE.read_bytes()[:200], "a.heic")


def test_picture_that_was_held_upright_stays_upright():
    image = Image.new("RGB", (40, 20), "red")
    exif = Image.Exif()
    exif[0x0112] = 6
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    with Image.open(io.BytesIO(take(out.getvalue(), "a.jpg").content)) as upright:
        assert upright.size == (20, 40)


@pytest.mark.parametrize(
    ("name", "kind", "told"),
    [
        ("Scan.PDF", "application/pdf", "Scan.pdf"),
        ("Scan.pdf.pdf", "application/pdf", "Scan.pdf"),
        ("foto.heic", "image/jpeg", "foto.jpg"),
        ("foto.jpeg", "image/jpeg", "foto.jpg"),
        ("Bescheid", "application/pdf", "Bescheid.pdf"),
        ("Plan 1.2", "application/pdf", "Plan 1.2.pdf"),
        (".png", "image/png", "datei.png"),
        ("\u3164.png", "image/png", "datei.png"),
    ],
)
def test_a_file_has_one_ending(name, kind, told):
    assert file_name(name, kind) == told


def test_scan_without_loss_is_no_bomb_and_a_false_picture_is():
    def pages(made, width, height, megabytes):
        packer = zlib.compressobj(9)
        packed = b"".join(packer.compress(bytes(MEGABYTE)) for _ in range(megabytes)) + packer.flush()
        for _ in range(13):
            picture = pikepdf.Stream(made, b"")
            picture.write(packed, filter=pikepdf.Name.FlateDecode)
            for name, value in {"/Width": width, "/Height": height, "/BitsPerComponent": 8}.items():
                picture[name] = value
            picture["/Type"], picture["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Image
            picture["/ColorSpace"] = pikepdf.Name.DeviceGray
            page = made.add_blank_page()
            page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=made.make_indirect(picture)))

    how = {"compress_streams": False, "stream_decode_level": pikepdf.StreamDecodeLevel.none}
    assert take(pdf(lambda made: pages(made, 2480, 3508, 8), **how), "scan.pdf").content_type == "application/pdf"
    with pytest.raises(Refused) as refused:
        take(pdf(lambda made: pages(made, 10, 10, 9), **how), "falsch.pdf")
    assert refused.value.problem.code == "pdf_big"


@pytest.mark.parametrize("fault", [TypeError, AttributeError, struct.error, ZeroDivisionError])
def test_picture_that_breaks_the_library_is_said_to_be_broken(monkeypatch, fault):
    def fail(content):
        raise fault

    monkeypatch.setattr(image, "clean", fail)
    monkeypatch.setattr(image.resource, "setrlimit", lambda kind, limits: None)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(jpeg())))
    assert image.main() == image.BROKEN


def test_broken_picture_is_said_to_be_broken():
    with pytest.raises(Refused, match="beschädigt"):
        take(jpeg()[:100], "a.jpg")


def test_names_and_ways_out_of_notes_are_taken_out_of_a_pdf():
    def note(made):
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, T="Anna Privat", Rect=[0, 0, 1, 1]
        )
        link["/PA"] = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://x.example")
        made.pages[0].Annots = made.make_indirect(pikepdf.Array([made.make_indirect(link)]))
        made.Root["/PieceInfo"] = pikepdf.Dictionary(App=pikepdf.Dictionary(Private="Anna Privat"))

    content = take(pdf(note), "a.pdf").content
    with pikepdf.open(io.BytesIO(content)) as opened:
        assert "/PieceInfo" not in opened.Root
        [annotation] = opened.pages[0].Annots
        assert not {"/T", "/PA"} & set(annotation.keys())


def test_a_picture_of_twenty_million_pixels_takes_no_memory_here():
    drawn = io.BytesIO()
    Image.new("P", (4472, 4472)).save(drawn, "PNG")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert take(drawn.getvalue(), "a.png").content_type == "image/png"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 40 * 1024
