"""Writes what torchvision and Pillow make of small images, for the tests of dev.highorder.image.

    /usr/bin/python3 make_preparation_fixtures.py

Run it in this directory. The numbers are those of torchvision 0.14.1 with Pillow 9.4.0 (Debian's
python3-torchvision): bilinear interpolation with antialiasing, on PIL images, not on tensors.

The image has (5 x + 11 y (c + 1) + x y // 3) % 256 in row y, column x, channel c.

The file preparations.txt has one value per column, columns separated by a blank:

    way short-side channels from-height from-width to-height to-width pixels

Pixels are (channels, to-height, to-width) in base64. The file windows.txt has the windows of
RandomResizedCrop.get_params, whose random numbers come from a linear congruence:

    percent height width seed top left window-height window-width
"""

import base64
import types

import torch
import torchvision.transforms as T
import torchvision.transforms.transforms as module
from PIL import Image, ImageOps


def image(height, width):
    made = Image.new("RGB", (width, height))
    made.putdata(
        [
            tuple((5 * x + 11 * y * (c + 1) + x * y // 3) % 256 for c in range(3))
            for y in range(height)
            for x in range(width)
        ]
    )
    return made


def prepare(way, short, source, height, width):
    bilinear = T.InterpolationMode.BILINEAR
    if way == "STRETCH":
        return T.Resize((height, width), bilinear)(source)
    if way == "FIT":
        white = 255 if source.mode == "L" else (255, 255, 255)
        return ImageOps.pad(source, (width, height), Image.Resampling.BILINEAR, white)
    return T.CenterCrop((height, width))(T.Resize(short, bilinear)(source))


class Shares:
    """Numbers in [0, 1) that Java computes alike."""

    def __init__(self, seed):
        self.state = seed

    def __call__(self):
        self.state = (self.state * 1103515245 + 12345) % 2**31
        return self.state / 2**31


def window(percent, height, width, seed):
    shares = Shares(seed)
    drawn = []
    for _ in range(10):
        drawn.append((shares(), shares()))
    place = [shares(), shares()]
    numbers = [share for pair in drawn for share in pair]

    class Empty:
        def uniform_(self, low, high):
            low, high = float(low), float(high)
            return torch.tensor(low + (high - low) * numbers.pop(0), dtype=torch.float64)

    shim = types.SimpleNamespace(
        empty=lambda n: Empty(),
        log=lambda values: torch.log(values.double()),
        tensor=torch.tensor,
        exp=torch.exp,
        randint=lambda low, high, size: torch.tensor(int(place.pop(0) * high)),
    )
    kept, module.torch = module.torch, shim
    try:
        return T.RandomResizedCrop.get_params(
            image(height, width), [percent / 100, 1.0], [3 / 4, 4 / 3]
        )
    finally:
        module.torch = kept


with open("preparations.txt", "w") as out:
    for height, width in [(37, 53), (53, 37), (20, 31), (9, 60), (24, 24)]:
        for channels in (3, 1):
            source = image(height, width)
            if channels == 1:
                source = T.Grayscale()(source)
            for way, short, to_height, to_width in [
                ("STRETCH", 0, 16, 16),
                ("STRETCH", 0, 24, 40),
                ("FIT", 0, 16, 16),
                ("FIT", 0, 17, 30),
                ("CROP", 16, 16, 16),
                ("CROP", 19, 16, 16),
                ("CROP", 30, 27, 22),
            ]:
                made = prepare(way, short, source, to_height, to_width)
                planes = b"".join(channel.tobytes() for channel in made.split())
                print(
                    way, short, channels, height, width, to_height, to_width,
                    base64.b64encode(planes).decode(), file=out,
                )

with open("windows.txt", "w") as out:
    for percent, height, width in [(8, 32, 32), (8, 37, 53), (50, 100, 60), (90, 9, 60), (90, 60, 9)]:
        for seed in range(1, 9):
            print(percent, height, width, seed, *window(percent, height, width, seed), file=out)
