"""Writes small image files in EXIF's eight orientations, and how Pillow shows them, for the tests
of dev.highorder.image.

    python3 -m venv venv && venv/bin/pip install pillow==12.3.0
    venv/bin/python make_fixtures.py

Run it in this directory; it needs nothing but Pillow, and gives the same bytes every time.

The file orientations.txt has one value per column, columns separated by a blank:

    format mode byte-order orientation height width file pixels

Height, width and pixels, (3, height, width) in base64, are those of ImageOps.exif_transpose; the
file itself is in base64, too. Byte order is that of the EXIF data.
"""

import base64
import io

from PIL import Image, ImageOps

ORIENTATION = 0x0112


def stored(mode):
    """Red tells the column and green the row; no two of the eight orientations look alike."""
    image = Image.new("RGB", (12, 8))
    image.putdata([(20 * x + 5, 30 * y + 9, 90) for y in range(8) for x in range(12)])
    if mode == "I;16":
        # Multiples of 257 have an exact counterpart in 8 bits.
        wide = Image.new("I;16", image.size)
        wide.putdata([257 * v for v in image.convert("L").getdata()])
        return wide
    return image.convert(mode)


def encode(image, form, order, orientation):
    exif = Image.Exif()
    exif.endian = order
    exif[ORIENTATION] = orientation
    out = io.BytesIO()
    options = {"quality": 100, "subsampling": 0} if form == "JPEG" else {}
    image.save(out, form, exif=exif.tobytes(), **options)
    return out.getvalue()


def rgb(image):
    if image.mode == "I;16":
        grey = Image.new("L", image.size)
        grey.putdata([v // 257 for v in image.getdata()])
        image = grey
    return image.convert("RGB")


def line(form, mode, order, orientation):
    file = encode(stored(mode), form, order, orientation)
    shown = rgb(ImageOps.exif_transpose(Image.open(io.BytesIO(file))))
    planes = b"".join(channel.tobytes() for channel in shown.split())
    columns = [form, mode, order, orientation, shown.height, shown.width]
    columns += [base64.b64encode(data).decode() for data in (file, planes)]
    return " ".join(map(str, columns)) + "\n"


def main():
    with open("orientations.txt", "w") as out:
        for orientation in range(1, 9):
            out.write(line("JPEG", "RGB", "<", orientation))
            out.write(line("JPEG", "RGB", ">", orientation))
            out.write(line("PNG", "RGB", "<", orientation))
            out.write(line("PNG", "P", ">", orientation))
        for mode in ("L", "1", "RGBA", "LA", "I;16"):
            out.write(line("PNG", mode, ">", 6))
        out.write(line("JPEG", "L", "<", 8))


if __name__ == "__main__":
    main()
