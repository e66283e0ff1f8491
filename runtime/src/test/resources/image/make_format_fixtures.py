"""Writes small image files of all formats, and how Pillow shows them, for the tests of
dev.highorder.image.

    python3 make_format_fixtures.py

Run it in this directory; it needs Pillow with libwebp, libtiff and LittleCMS (9.4.0 was used).

The file formats.txt has one fixture per line, columns separated by a blank:

    name tolerance height width file pixels

Pixels, (3, height, width) in base64, are what Pillow decodes, on white where they are transparent,
or the numbers that were written where Pillow reduces 16 bits. The file is in base64, too. The
tolerance is the largest difference that is allowed: decoders of lossy formats may differ.
"""

import base64
import io
import struct
import zlib

from PIL import Image, ImageChops, ImageCms, ImageOps

WIDTH, HEIGHT = 24, 16
PLACES = [(x, y) for y in range(HEIGHT) for x in range(WIDTH)]


def smooth():
    image = Image.new("RGB", (WIDTH, HEIGHT))
    image.putdata([(10 * x + 5, 15 * y + 9, 200 - 7 * x) for x, y in PLACES])
    return image


def cmyk():
    image = Image.new("CMYK", (WIDTH, HEIGHT))
    image.putdata([(10 * x + 5, 15 * y + 9, 200 - 7 * x, 6 * y) for x, y in PLACES])
    return image


def transparent():
    alpha = Image.new("L", (WIDTH, HEIGHT))
    alpha.putdata([(11 * x + 13 * y) % 256 for x, y in PLACES])
    image = smooth()
    image.putalpha(alpha)
    return image


def over_white(level, alpha):
    return (level * alpha + 255 * (255 - alpha) + 127) // 255


def to8(value):
    return (value * 255 + 32767) // 65535


def rgb(image):
    """The pixels of an image on white."""
    if image.mode not in ("RGBA", "LA", "P"):
        return list(image.convert("RGB").getdata())
    return [tuple(over_white(v, p[3]) for v in p[:3]) for p in image.convert("RGBA").getdata()]


def encode(image, form, **options):
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def exif(orientation):
    tags = Image.Exif()
    tags[0x0112] = orientation
    return tags.tobytes()


def line(name, file, tolerance=0, pixels=None, size=None):
    if pixels is None:
        image = ImageOps.exif_transpose(Image.open(io.BytesIO(file)))
        pixels, size = rgb(image), image.size
    width, height = size or (WIDTH, HEIGHT)
    planes = bytes(p[c] for c in range(3) for p in pixels)
    columns = [name, tolerance, height, width]
    columns += [base64.b64encode(data).decode() for data in (file, planes)]
    return " ".join(map(str, columns)) + "\n"


# JPEG with four components

FINE = {"quality": 100, "subsampling": 0}


def app14(jpeg):
    return jpeg.index(b"\xff\xee\x00\x0eAdobe")


def without_app14(jpeg):
    at = app14(jpeg)
    return jpeg[:at] + jpeg[at + 16:]


def ycck():
    """Pillow stores the inverse of its four channels, and takes them for CMYK; byte 15 of the
    Adobe segment says that they are YCCK."""
    c, m, y, k = (ImageOps.invert(band) for band in cmyk().split())
    luma = Image.merge("RGB", [ImageOps.invert(b) for b in (c, m, y)]).convert("YCbCr").split()
    bands = [ImageOps.invert(band) for band in (*luma, k)]
    jpeg = bytearray(encode(Image.merge("CMYK", bands), "JPEG", **FINE))
    jpeg[app14(jpeg) + 15] = 2
    return bytes(jpeg)


def profile():
    """A small CMYK profile whose colours are far from the plain formula's."""
    curve = bytes(range(256))
    lab = bytearray()
    for corner in range(16):
        c, m, y, k = (corner >> 3 & 1, corner >> 2 & 1, corner >> 1 & 1, corner & 1)
        light = 240 - 70 * c - 80 * m - 20 * y
        light = light // 6 if k else light
        chroma = 0 if k else 1
        lab += bytes([light, 128 + chroma * (60 * m - 30 * c), 128 + chroma * (70 * y - 40 * c)])
    identity = struct.pack(">9i", 65536, 0, 0, 0, 65536, 0, 0, 0, 65536)
    lut = b"mft1" + bytes(4) + bytes([4, 3, 2, 0]) + identity + curve * 4 + bytes(lab) + curve * 3
    text = b"text" + bytes(4) + b"public domain\0"
    name = b"desc" + bytes(4) + struct.pack(">I", 5) + b"test\0" + bytes(4 + 4 + 2 + 1 + 67)
    white = b"XYZ " + bytes(4) + struct.pack(">3i", 63190, 65536, 54061)
    tags = [(b"desc", name), (b"cprt", text), (b"wtpt", white), (b"A2B0", lut)]
    table, data = struct.pack(">I", len(tags)), b""
    start = 128 + 4 + 12 * len(tags)
    for tag, body in tags:
        table += tag + struct.pack(">II", start + len(data), len(body))
        data += body + bytes(-len(body) % 4)
    header = struct.pack(">I4sI4s4s4s", start + len(data), b"lcms", 0x02400000, b"prtr", b"CMYK", b"Lab ")
    header += struct.pack(">6H4s", 2020, 1, 1, 0, 0, 0, b"acsp") + bytes(28)
    header += struct.pack(">3i", 63190, 65536, 54061) + bytes(48)
    return header + table + data


def jpegs():
    plain = encode(cmyk(), "JPEG", **FINE)
    yield line("JPEG-CMYK", plain, 2)
    yield line("JPEG-CMYK-progressive", encode(cmyk(), "JPEG", progressive=True, **FINE), 2)
    yield line("JPEG-YCCK", ycck(), 2)
    inverse = encode(ImageChops.invert(cmyk()), "JPEG", **FINE)
    yield line("JPEG-CMYK-not-Adobe", without_app14(inverse), 2, rgb(Image.open(io.BytesIO(plain))))
    yield line("JPEG-CMYK-turned", encode(cmyk(), "JPEG", exif=exif(6), **FINE), 2)
    icc = profile()
    file = encode(cmyk(), "JPEG", icc_profile=icc, **FINE)
    shown = ImageCms.profileToProfile(
        Image.open(io.BytesIO(file)), io.BytesIO(icc), ImageCms.createProfile("sRGB"), outputMode="RGB")
    # The conversions of two versions of LittleCMS; the plain formula would be 40 levels away.
    yield line("JPEG-CMYK-profile", file, 6, rgb(shown))
    broken = encode(cmyk(), "JPEG", icc_profile=icc[:200], **FINE)
    yield line("JPEG-CMYK-broken-profile", broken, 2)


# WebP


def webps():
    yield line("WebP-lossless", encode(smooth(), "WEBP", lossless=True))
    yield line("WebP-lossless-alpha", encode(transparent(), "WEBP", lossless=True, exact=True))
    yield line("WebP-lossless-palette", encode(smooth().quantize(7).convert("RGB"), "WEBP", lossless=True))
    # Half as many chroma values as pixels are stored: Pillow interpolates them.
    grey = smooth().convert("L").convert("RGB")
    yield line("WebP-lossy-grey", encode(grey, "WEBP", quality=95), 2)
    yield line("WebP-lossy", encode(smooth(), "WEBP", quality=95), 12)
    yield line("WebP-lossy-low", encode(smooth(), "WEBP", quality=20), 26)
    yield line("WebP-lossy-alpha", encode(transparent(), "WEBP", quality=95, exact=True), 12)
    for orientation in (3, 6):
        file = encode(smooth(), "WEBP", lossless=True, exif=exif(orientation))
        yield line("WebP-orientation-%d" % orientation, file)
    red = Image.new("RGB", (WIDTH, HEIGHT), (200, 0, 0))
    yield line(
        "WebP-animation",
        encode(smooth(), "WEBP", lossless=True, save_all=True, append_images=[red]))


# PNG of 16 bits, and transparency that is not a channel


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(colour, depth, rows, extra=b""):
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", WIDTH, HEIGHT, depth, colour, 0, 0, 0))
    data = chunk(b"IDAT", zlib.compress(b"".join(b"\0" + row for row in rows)))
    return b"\x89PNG\r\n\x1a\n" + header + extra + data + chunk(b"IEND", b"")


def levels(x, y, channels):
    return [(4001 * x + 2003 * y + 7919 * c + 13 * x * y) % 65536 for c in range(channels)]


def rows16(channels):
    return [
        b"".join(struct.pack(">%dH" % channels, *levels(x, y, channels)) for x in range(WIDTH))
        for y in range(HEIGHT)
    ]


def pngs():
    grey = [(to8(levels(x, y, 1)[0]),) * 3 for x, y in PLACES]
    yield line("PNG-grey-16", png(0, 16, rows16(1)), 0, grey)
    colours = [tuple(map(to8, levels(x, y, 3))) for x, y in PLACES]
    yield line("PNG-RGB-16", png(2, 16, rows16(3)), 0, colours)
    blended = []
    for x, y in PLACES:
        *colour, alpha = map(to8, levels(x, y, 4))
        blended.append(tuple(over_white(v, alpha) for v in colour))
    yield line("PNG-RGBA-16", png(6, 16, rows16(4)), 0, blended)
    blended = []
    for x, y in PLACES:
        level, alpha = map(to8, levels(x, y, 2))
        blended.append((over_white(level, alpha),) * 3)
    yield line("PNG-grey-alpha-16", png(4, 16, rows16(2)), 0, blended)
    yield line("PNG-RGBA", encode(transparent(), "PNG"))
    yield line("PNG-grey-alpha", encode(transparent().convert("LA"), "PNG"))
    palette = smooth().quantize(9)
    yield line("PNG-palette", encode(palette, "PNG"))
    yield line("PNG-palette-transparent", encode(palette, "PNG", transparency=bytes([0, 77, 128, 255])))
    key = smooth().getpixel((3, 2))
    file = encode(smooth(), "PNG", transparency=key)
    keyed = [(255,) * 3 if p == key else p for p in smooth().getdata()]
    yield line("PNG-RGB-transparent-colour", file, 0, keyed)
    dull = smooth().convert("L")
    key = dull.getpixel((3, 2))
    keyed = [(255,) * 3 if p == key else (p,) * 3 for p in dull.getdata()]
    yield line("PNG-grey-transparent-colour", encode(dull, "PNG", transparency=key), 0, keyed)
    for bits in (1, 2, 4):
        steps = (1 << bits) - 1
        values = [(x + y) % (steps + 1) for x, y in PLACES]
        rows = [packed(values[WIDTH * y:WIDTH * (y + 1)], bits) for y in range(HEIGHT)]
        yield line("PNG-grey-%d" % bits, png(0, bits, rows), 0, [(v * 255 // steps,) * 3 for v in values])


def packed(values, bits):
    number = 0
    for value in values:
        number = number << bits | value
    return number.to_bytes((len(values) * bits + 7) // 8, "big")


# TIFF


def tiff(order, blocks, bits, photometric, tiling=None, planar=1, extra=(), rows=HEIGHT, compression=1):
    """A TIFF of given strips or tiles."""
    tags = {256: (3, [WIDTH]), 257: (3, [HEIGHT]), 258: (3, bits), 259: (3, [compression])}
    tags.update({262: (3, [photometric]), 277: (3, [len(bits)]), 284: (3, [planar])})
    tags.update(dict(extra))
    offsets, body = [], b""
    for block in blocks:
        offsets.append(8 + len(body))
        body += block + bytes(len(block) % 2)
    counts = [len(block) for block in blocks]
    if tiling:
        tags.update({322: (3, [tiling[0]]), 323: (3, [tiling[1]]), 324: (4, offsets), 325: (4, counts)})
    else:
        tags.update({273: (4, offsets), 278: (3, [rows]), 279: (4, counts)})
    entries, outside = b"", b""
    start = 8 + len(body) + 2 + 12 * len(tags) + 4
    for tag, (kind, values) in sorted(tags.items()):
        data = struct.pack("%s%d%s" % (order, len(values), {3: "H", 4: "I"}[kind]), *values)
        entries += struct.pack(order + "HHI", tag, kind, len(values))
        if len(data) <= 4:
            entries += data + bytes(4 - len(data))
        else:
            entries += struct.pack(order + "I", start + len(outside))
            outside += data
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 8 + len(body))
    return head + body + struct.pack(order + "H", len(tags)) + entries + bytes(4) + outside


def tiffs():
    for name in ("raw", "tiff_lzw", "tiff_deflate", "tiff_adobe_deflate", "packbits"):
        yield line("TIFF-RGB-" + name, encode(smooth(), "TIFF", compression=name))
    predicted = encode(smooth(), "TIFF", compression="tiff_lzw", tiffinfo={317: 2})
    yield line("TIFF-RGB-predictor", predicted)
    dots = smooth().convert("1")
    for name in ("raw", "tiff_ccitt", "group3", "group4"):
        yield line("TIFF-1-" + name, encode(dots, "TIFF", compression=name))
    for image in (smooth().convert("L"), smooth().quantize(9), transparent(), transparent().convert("LA"), cmyk()):
        yield line("TIFF-" + image.mode, encode(image, "TIFF", compression="tiff_lzw"))
    yield line("TIFF-turned", encode(smooth(), "TIFF", tiffinfo={274: 6}), 0,
               rgb(smooth().transpose(Image.Transpose.ROTATE_270)), (HEIGHT, WIDTH))
    pages = encode(smooth(), "TIFF", save_all=True, append_images=[ImageOps.invert(smooth())])
    yield line("TIFF-two-pages", pages)
    for order, word in (("<", "II"), (">", "MM")):
        wide = [levels(x, y, 3) for x, y in PLACES]
        shown = [tuple(map(to8, p)) for p in wide]
        data = struct.pack(order + "%dH" % (3 * len(wide)), *(v for p in wide for v in p))
        yield line("TIFF-RGB-16-" + word, tiff(order, [data], [16] * 3, 2), 0, shown)
        grey = struct.pack(order + "%dH" % len(wide), *(p[0] for p in wide))
        yield line("TIFF-grey-16-" + word, tiff(order, [grey], [16], 1), 0, [(p[0],) * 3 for p in shown])
    pixels = list(smooth().getdata())
    planes = [bytes(p[c] for p in pixels) for c in range(3)]
    yield line("TIFF-planes", tiff("<", planes, [8] * 3, 2, planar=2))
    strips = [bytes(v for p in pixels[WIDTH * y:WIDTH * min(y + 3, HEIGHT)] for v in p) for y in range(0, HEIGHT, 3)]
    yield line("TIFF-strips", tiff(">", strips, [8] * 3, 2, rows=3))
    tiles = []
    for x0 in (0, 16):
        tile = Image.new("RGB", (16, 16))
        tile.paste(smooth(), (-x0, 0))
        tiles.append(tile.tobytes())
    yield line("TIFF-tiles", tiff(">", tiles, [8] * 3, 2, tiling=(16, 16)))
    dull = smooth().convert("L")
    inverse = ImageOps.invert(dull).tobytes()
    yield line("TIFF-white-is-zero", tiff("<", [inverse], [8], 0), 0, rgb(dull))
    four = [(v % 16) for v in dull.getdata()]
    rows = b"".join(packed(four[WIDTH * y:WIDTH * (y + 1)], 4) for y in range(HEIGHT))
    yield line("TIFF-grey-4", tiff("<", [rows], [4], 1), 0, [(17 * v,) * 3 for v in four])
    fourth = bytes(v for p in pixels for v in (*p, 9))
    yield line("TIFF-RGBX", tiff("<", [fourth], [8] * 4, 2, extra={338: (3, [0])}), 0, pixels)


def main():
    with open("formats.txt", "w") as out:
        for group in (jpegs, webps, pngs, tiffs):
            out.writelines(group())


if __name__ == "__main__":
    main()
