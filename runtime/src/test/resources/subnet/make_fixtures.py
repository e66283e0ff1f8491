"""Writes a contextual transformer layer with random parameters, and what it computes, for
ContextualTransformerTest.

    python3 make_fixtures.py

Run it in this directory, with PyTorch (Debian: python3-torch). It computes in double precision from
parameters that are 32-bit floats.

The layer is written anew from the paper (Li et al. 2021, arXiv:2107.12292) and these facts about the
class CotLayer that its authors released (github.com/JDAI-CV/CoTNet, models/cotnet.py):
  - Static context K1: 3x3 convolution in four groups without bias, batch normalisation, ReLU.
  - Weights: on the channels of x followed by those of K1, a 1x1 convolution to half of x's channels
    without bias, batch normalisation, ReLU, a 1x1 convolution with bias to 9 numbers for each 8
    channels, and group normalisation with a group for each 9 numbers. There is no softmax.
  - Values: 1x1 convolution without bias, batch normalisation.
  - Local aggregation (a CUDA kernel there, unfold here): the values of the 3x3 neighbourhood, zeros
    outside, times the weights of the pixel in the middle. Channel c has the weights c mod (C / 8).
  - Dynamic context K2: batch normalisation and swish of that.
  - Mean of K2 + K1 over all pixels; 1x1 convolution with bias to max(C / 2, 32) channels, batch
    normalisation, ReLU, 1x1 convolution with bias to 2 C numbers, of which 2 c and 2 c + 1 belong to
    channel c; their softmax gives the shares of K2 and K1.

contextual_transformer.safetensors holds the layer's parameters and statistics by the names that they
have in DJL; "input"; "eval" and "train", the outputs; "cotangent", and by the names with "gradient."
before them the gradients of sum(cotangent * train), also of the input; with "after." the running
means after the pass in training mode.
"""

import json
import struct

import torch
from torch import nn
from torch.nn import functional as F

CHANNELS = 16
HEADS = CHANNELS // 8


class Layer(nn.Module):
    """The layer; its modules stand in the order of computation."""

    def __init__(self, c):
        super().__init__()
        self.key = nn.Sequential(
            nn.Conv2d(c, c, 3, padding=1, groups=4, bias=False), nn.BatchNorm2d(c), nn.ReLU()
        )
        self.weights = nn.Sequential(
            nn.Conv2d(2 * c, c // 2, 1, bias=False),
            nn.BatchNorm2d(c // 2),
            nn.ReLU(),
            nn.Conv2d(c // 2, 9 * HEADS, 1),
            nn.GroupNorm(HEADS, 9 * HEADS),
        )
        self.value = nn.Sequential(nn.Conv2d(c, c, 1, bias=False), nn.BatchNorm2d(c))
        self.norm = nn.BatchNorm2d(c)
        hidden = max(c // 2, 32)
        self.choice = nn.Sequential(
            nn.Conv2d(c, hidden, 1), nn.BatchNorm2d(hidden), nn.ReLU(), nn.Conv2d(hidden, 2 * c, 1)
        )

    def forward(self, x):
        n, c, h, w = x.shape
        static = self.key(x)
        weights = self.weights(torch.cat((x, static), 1)).view(n, HEADS, 9, h * w)
        around = F.unfold(self.value(x), 3, padding=1).view(n, c, 9, h * w)
        of_channel = weights[:, torch.arange(c) % HEADS]
        mixed = self.norm((around * of_channel).sum(2).view(n, c, h, w))
        dynamic = mixed * torch.sigmoid(mixed)
        shares = self.choice((dynamic + static).mean((2, 3), keepdim=True)).view(n, c, 2).softmax(2)
        return (
            dynamic * shares[:, :, 0, None, None] + static * shares[:, :, 1, None, None]
        )


def names():
    """Yields the DJL name of each convolution and normalisation, and its module in PyTorch."""
    yield "01key_01Conv2d", "key.0"
    yield "01key_02BatchNorm", "key.1"
    yield "02attention_01ConvolutionUnit_01Conv2d", "weights.0"
    yield "02attention_01ConvolutionUnit_02BatchNorm", "weights.1"
    yield "02attention_02Conv2d", "weights.3"
    yield "02attention_03GroupNorm", "weights.4"
    yield "03value_01Conv2d", "value.0"
    yield "03value_02BatchNorm", "value.1"
    yield "04dynamic_01BatchNorm", "norm"
    yield "05selection_02Conv2d", "choice.0"
    yield "05selection_03BatchNorm", "choice.1"
    yield "05selection_05Conv2d", "choice.3"


def djl(name):
    """Returns the name in DJL of a tensor of the state_dict; None if DJL has none."""
    module, tensor = name.rsplit(".", 1)
    block = next(block for block, other in names() if other == module)
    if "Norm" in block:
        tensor = {
            "weight": "gamma",
            "bias": "beta",
            "running_mean": "runningMean",
            "running_var": "runningVar",
        }.get(tensor)
    return tensor and f"{block}_{tensor}"


def randomise(layer, generator):
    for name, tensor in layer.state_dict().items():
        noise = torch.randn(tensor.shape, generator=generator)
        if tensor.dim() == 4:
            value = noise * (2 / tensor[0].numel()) ** 0.5
        elif name.endswith("running_var"):
            value = 0.5 + torch.rand(tensor.shape, generator=generator)
        elif name.endswith("weight"):
            value = 1 + 0.3 * noise
        else:
            value = 0.3 * noise
        if tensor.is_floating_point():
            tensor.copy_(value.float())  # so that 32-bit floats hold it exactly


def write(file, tensors):
    header, values = {}, b""
    for name, tensor in tensors.items():
        flat = tensor.detach().flatten().tolist()
        data = struct.pack(f"<{len(flat)}f", *flat)
        header[name] = {
            "dtype": "F32",
            "shape": list(tensor.shape),
            "data_offsets": [len(values), len(values) + len(data)],
        }
        values += data
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(file, "wb") as stream:
        stream.write(struct.pack("<Q", len(text)) + text + values)


def main():
    generator = torch.Generator().manual_seed(1)
    layer = Layer(CHANNELS).double()
    randomise(layer, generator)
    shape = (3, CHANNELS, 4, 5)
    x = torch.randn(shape, generator=generator).double().requires_grad_()
    cotangent = torch.randn(shape, generator=generator).double()
    tensors = {
        djl(name): tensor.clone() for name, tensor in layer.state_dict().items() if djl(name)
    }
    tensors |= {"input": x, "cotangent": cotangent}
    with torch.no_grad():
        tensors["eval"] = layer.eval()(x)
    tensors["train"] = layer.train()(x)
    (cotangent * tensors["train"]).sum().backward()
    tensors["gradient.input"] = x.grad
    for name, parameter in layer.named_parameters():
        tensors["gradient." + djl(name)] = parameter.grad
    for name, tensor in layer.state_dict().items():
        if name.endswith("running_mean"):
            tensors["after." + djl(name)] = tensor
    write("contextual_transformer.safetensors", tensors)


main()
