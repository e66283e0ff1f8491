"""Writes what Pillow makes of small images, for the tests of dev.highorder.augmentation.

    python3 -m venv venv && venv/bin/pip install pillow==12.3.0
    venv/bin/python make_fixtures.py

Run it in this directory; it needs nothing but Pillow, and gives the same bytes every time on an
x86-64 processor (others may contract a product and a sum, which rounds differently).

Files, one value per column, columns separated by a blank, pixels (3, height, width) in base64:

    images.txt    name height width pixels
    magnitudes.txt  steps operation height width, then the magnitude of each step
    operations.txt  image operation magnitude pixels
    policies.txt    image sub-policy first second pixels
                    first and second: - left out, + performed, ~ performed with the sign turned
    released_magnitudes.txt  operation, then the magnitudes of levels 0 to 9
    released_operations.txt  image operation magnitude row column pixels
    released_policies.txt    sub-policy first second row column checksum
                    first and second as in policies.txt; the CRC-32 is that of the image "noise"
    checksums.txt   augmentation and the CRC-32 of what it makes, with java.util.Random(42), of the
                    image "noise", 1000 times
    released_pairs.txt  written by hand: the 95 pairs of good_policies() in tensorflow/models,
                    research/autoaugment/policies.py, in its order: operation probability level,
                    twice; compared with a copy of that file in arcelien/pba

The magnitudes are those of torchvision's AutoAugment and RandAugment, computed here in
single precision as PyTorch's linspace does; the operations are Pillow's own. Shears keep the upper
left corner in its place, as in the paper's code and in torchvision since it follows that code.

What begins with "released" follows augmentation_transforms.py of tensorflow/models,
research/autoaugment, in its corrected version: images of mode RGBA whose uncovered places are
transparent, and in the fill colour at the end. row and column are the middle of a cutout.
"""

import base64
import math
import struct
import zlib

import PIL
from PIL import Image, ImageEnhance, ImageOps

FILL = (125, 123, 114)


class Noise:
    """Random bytes that do not depend on Python's version."""

    def __init__(self, seed):
        self.state = seed

    def __call__(self, low, high):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return low + (self.state >> 33) % (high - low)


def image(height, width, colour):
    made = Image.new("RGB", (width, height))
    made.putdata([colour(x, y) for y in range(height) for x in range(width)])
    return made


def images():
    noise = Noise(1)
    dark = Noise(2)
    return {
        # Red tells the column and green the row that a pixel came from.
        "gradient": image(10, 8, lambda x, y: (31 * x + 3, 25 * y + 7, 2 * (12 * y + x) + 9)),
        # More than 255 pixels, so that there is something to equalize.
        "noise": image(16, 20, lambda x, y: tuple(noise(0, 256) for _ in range(3))),
        "dark": image(24, 32, lambda x, y: (dark(40, 90), dark(0, 30), dark(200, 203))),
        "flat": image(5, 6, lambda x, y: (17, 128, 255)),
        # One pixel is brighter than all others, in a channel darker too.
        "speck": image(
            16, 17, lambda x, y: (90, 3, 60) if (x, y) == (4, 5) else (10, 2, 61)
        ),
        # Too small for a pixel with neighbours on all sides.
        "thin": image(2, 7, lambda x, y: (30 * x, 200 - 40 * y - x, 9 * x + 100 * y)),
    }


def single(value):
    """The nearest number of single precision."""
    return struct.unpack("f", struct.pack("f", value))[0]


def linspace(first, last, steps):
    first, last = single(first), single(last)
    step = single(single(last - first) / (steps - 1))
    lower = [single(first + single(step * i)) for i in range(steps // 2)]
    upper = [single(last - single(step * i)) for i in range(steps - steps // 2)]
    return lower + upper[::-1]


SIGNED = (
    "SHEAR_X SHEAR_Y TRANSLATE_X TRANSLATE_Y ROTATE BRIGHTNESS COLOR CONTRAST SHARPNESS".split()
)


def magnitudes(steps, height, width):
    enhancement = linspace(0.0, 0.9, steps)
    nothing = [0.0] * steps
    return {
        "IDENTITY": nothing,
        "SHEAR_X": linspace(0.0, 0.3, steps),
        "SHEAR_Y": linspace(0.0, 0.3, steps),
        "TRANSLATE_X": linspace(0.0, 150.0 / 331.0 * width, steps),
        "TRANSLATE_Y": linspace(0.0, 150.0 / 331.0 * height, steps),
        "ROTATE": linspace(0.0, 30.0, steps),
        "BRIGHTNESS": enhancement,
        "COLOR": enhancement,
        "CONTRAST": enhancement,
        "SHARPNESS": enhancement,
        "POSTERIZE": [8 - round(i / ((steps - 1) / 4)) for i in range(steps)],
        "SOLARIZE": linspace(255.0, 0.0, steps),
        "AUTO_CONTRAST": nothing,
        "EQUALIZE": nothing,
        "INVERT": nothing,
    }


def affine(image, *matrix):
    return image.transform(
        image.size, Image.Transform.AFFINE, matrix, Image.Resampling.NEAREST, fillcolor=FILL
    )


OPERATIONS = {
    "IDENTITY": lambda image, m: image,
    # torchvision goes from the slope to an angle and back.
    "SHEAR_X": lambda image, m: affine(
        image, 1, math.tan(math.radians(math.degrees(math.atan(m)))), 0, 0, 1, 0
    ),
    "SHEAR_Y": lambda image, m: affine(
        image, 1, 0, 0, math.tan(math.radians(math.degrees(math.atan(m)))), 1, 0
    ),
    "TRANSLATE_X": lambda image, m: affine(image, 1, 0, -int(m), 0, 1, 0),
    "TRANSLATE_Y": lambda image, m: affine(image, 1, 0, 0, 0, 1, -int(m)),
    "ROTATE": lambda image, m: image.rotate(m, Image.Resampling.NEAREST, fillcolor=FILL),
    "BRIGHTNESS": lambda image, m: ImageEnhance.Brightness(image).enhance(1 + m),
    "COLOR": lambda image, m: ImageEnhance.Color(image).enhance(1 + m),
    "CONTRAST": lambda image, m: ImageEnhance.Contrast(image).enhance(1 + m),
    "SHARPNESS": lambda image, m: ImageEnhance.Sharpness(image).enhance(1 + m),
    "POSTERIZE": lambda image, m: ImageOps.posterize(image, int(m)),
    "SOLARIZE": lambda image, m: ImageOps.solarize(image, m),
    "AUTO_CONTRAST": lambda image, m: ImageOps.autocontrast(image),
    "EQUALIZE": lambda image, m: ImageOps.equalize(image),
    "INVERT": lambda image, m: ImageOps.invert(image),
}

# The table of the paper: operation, probability, magnitude or None.
POLICY = [
    (("INVERT", 0.1, None), ("CONTRAST", 0.2, 6)),
    (("ROTATE", 0.7, 2), ("TRANSLATE_X", 0.3, 9)),
    (("SHARPNESS", 0.8, 1), ("SHARPNESS", 0.9, 3)),
    (("SHEAR_Y", 0.5, 8), ("TRANSLATE_Y", 0.7, 9)),
    (("AUTO_CONTRAST", 0.5, None), ("EQUALIZE", 0.9, None)),
    (("SHEAR_Y", 0.2, 7), ("POSTERIZE", 0.3, 7)),
    (("COLOR", 0.4, 3), ("BRIGHTNESS", 0.6, 7)),
    (("SHARPNESS", 0.3, 9), ("BRIGHTNESS", 0.7, 9)),
    (("EQUALIZE", 0.6, None), ("EQUALIZE", 0.5, None)),
    (("CONTRAST", 0.6, 7), ("SHARPNESS", 0.6, 5)),
    (("COLOR", 0.7, 7), ("TRANSLATE_X", 0.5, 8)),
    (("EQUALIZE", 0.3, None), ("AUTO_CONTRAST", 0.4, None)),
    (("TRANSLATE_Y", 0.4, 3), ("SHARPNESS", 0.2, 6)),
    (("BRIGHTNESS", 0.9, 6), ("COLOR", 0.2, 8)),
    (("SOLARIZE", 0.5, 2), ("INVERT", 0.0, None)),
    (("EQUALIZE", 0.2, None), ("AUTO_CONTRAST", 0.6, None)),
    (("EQUALIZE", 0.2, None), ("EQUALIZE", 0.6, None)),
    (("COLOR", 0.9, 9), ("EQUALIZE", 0.6, None)),
    (("AUTO_CONTRAST", 0.8, None), ("SOLARIZE", 0.2, 8)),
    (("BRIGHTNESS", 0.1, 3), ("COLOR", 0.7, 0)),
    (("SOLARIZE", 0.4, 5), ("AUTO_CONTRAST", 0.9, None)),
    (("TRANSLATE_Y", 0.9, 9), ("TRANSLATE_Y", 0.7, 9)),
    (("AUTO_CONTRAST", 0.9, None), ("SOLARIZE", 0.8, 3)),
    (("EQUALIZE", 0.8, None), ("INVERT", 0.1, None)),
    (("TRANSLATE_Y", 0.7, 9), ("AUTO_CONTRAST", 0.9, None)),
]


def planes(image):
    return b"".join(channel.tobytes() for channel in image.split())


def encoded(image):
    return base64.b64encode(planes(image)).decode("ascii")


def write(name, lines):
    with open(name, "w", encoding="ascii", newline="\n") as file:
        file.writelines(" ".join(str(value) for value in line) + "\n" for line in lines)


def signs(operation, values):
    """Each magnitude once, and once more with the sign turned where that means something."""
    for value in dict.fromkeys(values):
        yield value
        if operation in SIGNED and value != 0:
            yield -value


def operation_lines(made):
    for name, image in made.items():
        scale = magnitudes(10, image.height, image.width)
        fine = magnitudes(31, image.height, image.width)
        for operation, perform in OPERATIONS.items():
            if name == "gradient":
                values = scale[operation]
            elif name == "noise":
                # Both ends of a scale and RandAugment's default between them.
                values = [fine[operation][i] for i in (0, 9, 30)]
            elif name == "thin":
                values = scale[operation][7:8]
            elif operation in ("AUTO_CONTRAST", "EQUALIZE", "CONTRAST"):
                values = scale[operation][7:8]
            else:
                continue
            for value in signs(operation, values):
                yield name, operation, value, encoded(perform(image, value))


def performed(image, step, turn):
    if turn == "-":
        return image
    operation, _, index = step
    value = magnitudes(10, image.height, image.width)[operation][index or 0]
    return OPERATIONS[operation](image, -value if turn == "~" else value)


def policy_lines(made):
    name = "noise"
    for number, (first, second) in enumerate(POLICY):
        # Alternating signs: each signed operation is seen with both.
        turned = ["~" if step[0] in SIGNED else "+" for step in (first, second)]
        for turns in (("+", "-"), ("-", turned[1]), (turned[0], "+")):
            changed = performed(performed(made[name], first, turns[0]), second, turns[1])
            yield name, number, *turns, encoded(changed)


class JavaRandom:
    """java.util.Random, whose documentation fixes the algorithm."""

    def __init__(self, seed):
        self.state = (seed ^ 0x5DEECE66D) % 2**48

    def bits(self, count):
        self.state = (self.state * 0x5DEECE66D + 0xB) % 2**48
        return self.state >> (48 - count)

    def below(self, bound):
        if bound & (bound - 1) == 0:
            return (bound * self.bits(31)) >> 31
        while True:
            drawn = self.bits(31)
            if drawn - drawn % bound + bound <= 2**31:
                return drawn % bound

    def fraction(self):
        high = self.bits(26)
        return ((high << 27) + self.bits(27)) / 2**53

    def boolean(self):
        return self.bits(1) == 1


def whole(level, largest):
    return int(level * largest / 10)


RELEASED_SCALE = {
    "SHEAR_X": lambda level: level * 0.3 / 10,
    "SHEAR_Y": lambda level: level * 0.3 / 10,
    "TRANSLATE_X": lambda level: whole(level, 10),
    "TRANSLATE_Y": lambda level: whole(level, 10),
    "ROTATE": lambda level: whole(level, 30),
    "BRIGHTNESS": lambda level: level * 1.8 / 10 + 0.1,
    "COLOR": lambda level: level * 1.8 / 10 + 0.1,
    "CONTRAST": lambda level: level * 1.8 / 10 + 0.1,
    "SHARPNESS": lambda level: level * 1.8 / 10 + 0.1,
    "POSTERIZE": lambda level: 4 - whole(level, 4),
    "SOLARIZE": lambda level: 256 - whole(level, 256),
    "AUTO_CONTRAST": lambda level: 0,
    "EQUALIZE": lambda level: 0,
    "INVERT": lambda level: 0,
    "CUTOUT": lambda level: whole(level, 20),
}
RELEASED_SIGNED = ("SHEAR_X", "SHEAR_Y", "TRANSLATE_X", "TRANSLATE_Y", "ROTATE")


def moved(image, *matrix):
    return image.transform(image.size, Image.Transform.AFFINE, matrix)


def without_transparency(change):
    return lambda image, m, place: change(image.convert("RGB"), m).convert("RGBA")


def released_cutout(image, m, place):
    row, column = place
    covered = image.copy()
    for y in range(max(0, row - m // 2), min(image.height, row + m // 2)):
        for x in range(max(0, column - m // 2), min(image.width, column + m // 2)):
            covered.putpixel((x, y), (*FILL, 0))
    return covered


RELEASED = {
    "SHEAR_X": lambda image, m, place: moved(image, 1, m, 0, 0, 1, 0),
    "SHEAR_Y": lambda image, m, place: moved(image, 1, 0, 0, m, 1, 0),
    "TRANSLATE_X": lambda image, m, place: moved(image, 1, 0, m, 0, 1, 0),
    "TRANSLATE_Y": lambda image, m, place: moved(image, 1, 0, 0, 0, 1, m),
    "ROTATE": lambda image, m, place: image.rotate(m),
    "BRIGHTNESS": lambda image, m, place: ImageEnhance.Brightness(image).enhance(m),
    "COLOR": lambda image, m, place: ImageEnhance.Color(image).enhance(m),
    "CONTRAST": lambda image, m, place: ImageEnhance.Contrast(image).enhance(m),
    "SHARPNESS": lambda image, m, place: ImageEnhance.Sharpness(image).enhance(m),
    "POSTERIZE": without_transparency(ImageOps.posterize),
    "SOLARIZE": without_transparency(ImageOps.solarize),
    "AUTO_CONTRAST": without_transparency(lambda image, m: ImageOps.autocontrast(image)),
    "EQUALIZE": without_transparency(lambda image, m: ImageOps.equalize(image)),
    "INVERT": without_transparency(lambda image, m: ImageOps.invert(image)),
    "CUTOUT": released_cutout,
}


def released_pairs():
    with open("released_pairs.txt", encoding="ascii") as file:
        for line in file:
            a, p, i, b, q, j = line.split()
            yield (a, float(p), int(i)), (b, float(q), int(j))


RELEASED_POLICY = list(released_pairs())


def filled(image):
    """The image, its transparent places in the fill colour."""
    background = Image.new("RGB", image.size, FILL)
    background.paste(image.convert("RGB"), (0, 0), image.getchannel("A"))
    return background


def released_performed(image, step, turn, place):
    if turn == "-":
        return image
    operation, _, level = step
    value = RELEASED_SCALE[operation](level)
    return RELEASED[operation](image, -value if turn == "~" else value, place)


def released_operation_lines(made):
    name, image = "gradient", made["gradient"].convert("RGBA")
    for operation, perform in RELEASED.items():
        for value in dict.fromkeys(map(RELEASED_SCALE[operation], range(10))):
            turns = (value, -value) if operation in RELEASED_SIGNED and value else (value,)
            for magnitude in turns:
                place = (7, 2) if operation == "CUTOUT" else (0, 0)
                changed = filled(perform(image, magnitude, place))
                yield name, operation, magnitude, *place, encoded(changed)


def released_policy_lines(made):
    place = (3, 17)
    for number, (first, second) in enumerate(RELEASED_POLICY):
        turned = ["~" if step[0] in RELEASED_SIGNED else "+" for step in (first, second)]
        for turns in (("+", turned[1]), (turned[0], "+"), ("+", "-"), ("-", "+")):
            changed = released_performed(made["noise"].convert("RGBA"), first, turns[0], place)
            changed = released_performed(changed, second, turns[1], place)
            yield number, *turns, *place, zlib.crc32(planes(filled(changed)))


def auto_augment_released(image, random):
    pair = RELEASED_POLICY[random.below(len(RELEASED_POLICY))]
    fractions = [random.fraction(), random.fraction()]
    turned = [random.boolean(), random.boolean()]
    place = (random.below(image.height), random.below(image.width))
    changed = image.convert("RGBA")
    for step, fraction, turn in zip(pair, fractions, turned):
        if fraction < step[1]:
            turn = "~" if turn and step[0] in RELEASED_SIGNED else "+"
            changed = released_performed(changed, step, turn, place)
    return filled(changed)


def crop(image, random, margin=(0, 0, 0)):
    top = random.below(9)
    left = random.below(9)
    padded = ImageOps.expand(image, 4, margin)
    return padded.crop((left, top, left + image.width, top + image.height))


def flip(image, random):
    return ImageOps.mirror(image) if random.boolean() else image


def cutout(image, random):
    top = random.below(image.height) - 4
    left = random.below(image.width) - 4
    covered = image.copy()
    covered.paste(FILL, (left, top, left + 8, top + 8))
    return covered


def auto_augment(image, random):
    pair = POLICY[random.below(len(POLICY))]
    fractions = [random.fraction(), random.fraction()]
    turned = [random.boolean(), random.boolean()]
    for step, fraction, turn in zip(pair, fractions, turned):
        if fraction < step[1]:
            image = performed(image, step, "~" if turn and step[0] in SIGNED else "+")
    return image


def rand_augment(image, random):
    scale = magnitudes(31, image.height, image.width)
    space = [operation for operation in OPERATIONS if operation != "INVERT"]
    for _ in range(2):
        operation = space[random.below(len(space))]
        turn = random.boolean() and operation in SIGNED
        value = scale[operation][9]
        image = OPERATIONS[operation](image, -value if turn else value)
    return image


def checksum_lines(made):
    augmentations = {
        "crop:4": crop,
        "meancrop:4": lambda image, random: crop(image, random, FILL),
        "flip": flip,
        "cutout:8": cutout,
        "autoaugment": auto_augment,
        "autoaugment-released": auto_augment_released,
        "randaugment:2:9": rand_augment,
    }
    for text, change in augmentations.items():
        random = JavaRandom(42)
        checksum = 0
        for _ in range(1000):
            checksum = zlib.crc32(planes(change(made["noise"], random)), checksum)
        yield text, checksum


def main():
    assert PIL.__version__ == "12.3.0", PIL.__version__
    made = images()
    write(
        "images.txt",
        ((name, image.height, image.width, encoded(image)) for name, image in made.items()),
    )
    write(
        "magnitudes.txt",
        (
            (steps, operation, height, width, *values)
            for steps in (10, 31)
            for height, width in ((16, 20), (331, 224))
            for operation, values in magnitudes(steps, height, width).items()
        ),
    )
    write("operations.txt", operation_lines(made))
    write("policies.txt", policy_lines(made))
    write(
        "released_magnitudes.txt",
        (
            (operation, *map(scale, range(10)))
            for operation, scale in RELEASED_SCALE.items()
        ),
    )
    write("released_operations.txt", released_operation_lines(made))
    write("released_policies.txt", released_policy_lines(made))
    write("checksums.txt", checksum_lines(made))


main()
