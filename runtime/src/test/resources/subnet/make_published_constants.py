"""Writes what MBConv and transformer blocks of PyTorch compute with their published constants.

    python3 make_published_constants.py

needs PyTorch and torchvision; the tests read the files and need neither. The blocks are torchvision's
MBConv, whose batch normalisation has EfficientNet's epsilon 1e-3 and momentum (0.01 in PyTorch, 0.99
elsewhere), and PyTorch's TransformerEncoderLayer with ViT's epsilon 1e-6. The inputs are so small that
epsilon decides. Each file holds the state_dict before the training pass, "input", "eval" and "train",
the residuals F(x) that the block adds to x, and "after.", the running statistics after that pass.
"""

import functools
import json
import pathlib
import struct

import torch
from torch import nn
from torchvision.models.efficientnet import MBConv, MBConvConfig


def randomise(block, generator):
    with torch.no_grad():
        for name, tensor in block.state_dict().items():
            if tensor.is_floating_point():
                values = torch.randn(tensor.shape, generator=generator)
                if name.endswith("running_var"):
                    values = 0.5 + values.abs()
                elif tensor.dim() == 1 and name.endswith("weight"):
                    values = 1 + 0.3 * values
                elif tensor.dim() > 1:
                    values = values / tensor[0].numel() ** 0.5
                else:
                    values = 0.1 * values
                tensor.copy_(values)


def write_safetensors(path, tensors):
    """Eight bytes with the length of the JSON, the JSON, the data."""
    header, data = {}, b""
    for name, tensor in tensors.items():
        values = tensor.detach().contiguous().numpy().tobytes()
        header[name] = {
            "dtype": "F32",
            "shape": list(tensor.shape),
            "data_offsets": [len(data), len(data) + len(values)],
        }
        data += values
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def fixture(name, block, x, seed):
    generator = torch.Generator().manual_seed(seed)
    randomise(block, generator)
    real = lambda: {k: v.clone() for k, v in block.state_dict().items() if v.is_floating_point()}
    tensors = real()
    tensors["input"] = x
    with torch.no_grad():
        tensors["eval"] = block.eval()(x) - x
        tensors["train"] = block.train()(x) - x
    tensors.update({"after." + k: v for k, v in real().items() if "running" in k})
    path = pathlib.Path(__file__).parent / (name + ".safetensors")
    write_safetensors(path, tensors)
    print(path.name, path.stat().st_size)


generator = torch.Generator().manual_seed(1)
normalisation = functools.partial(nn.BatchNorm2d, eps=1e-3, momentum=0.01)
fixture(
    "mbconv",
    MBConv(MBConvConfig(6, 3, 1, 8, 8, 1, 1, 1), 0.0, normalisation),
    0.02 * torch.randn((4, 8, 5, 5), generator=generator),
    seed=2,
)
fixture(
    "transformer",
    nn.TransformerEncoderLayer(
        8, 2, 32, dropout=0.0, activation="gelu", layer_norm_eps=1e-6, batch_first=True,
        norm_first=True),
    0.002 * torch.randn((2, 5, 8), generator=generator),
    seed=3,
)
