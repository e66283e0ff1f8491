"""Writes the fixtures of ImportedWeightsTest, next to this script.

Needs PyTorch and torchvision (Debian: python3-torch, python3-torchvision). Each family is a tiny
network with random weights: a file NAME.safetensors with its weights under torchvision's names, and
NAME-expected.safetensors with an input and the logits that PyTorch computes.
"""

import json
import os
import struct

import torch
from torch import nn
from torchvision.models.resnet import BasicBlock, Bottleneck

HERE = os.path.dirname(os.path.abspath(__file__))
TYPES = {torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16", torch.int64: "I64"}


def save(name, tensors):
    """Writes safetensors: the length of the header, the header, the values."""
    header, values = {"__metadata__": {"format": "pt"}}, b""
    for key, tensor in tensors.items():
        tensor = tensor.detach().contiguous()
        as_bytes = tensor.view(torch.int16) if tensor.dtype == torch.bfloat16 else tensor
        data = as_bytes.numpy().tobytes()
        header[key] = {
            "dtype": TYPES[tensor.dtype],
            "shape": list(tensor.shape),
            "data_offsets": [len(values), len(values) + len(data)],
        }
        values += data
    text = json.dumps(header, separators=(",", ":")).encode()
    with open(os.path.join(HERE, name + ".safetensors"), "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + values)


class PreActivation(nn.Module):
    """A pre-activation block whose shortcut is the identity, with torchvision's names."""

    expansion = 1

    def __init__(self, inputs, width, stride=1, downsample=None):
        super().__init__()
        self.bn1 = nn.BatchNorm2d(width)
        self.conv1 = nn.Conv2d(width, width, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, padding=1, bias=False)

    def forward(self, x):
        return x + self.conv2(self.bn2(self.conv1(self.bn1(x).relu())).relu())


class TinyResNet(nn.Module):
    """torchvision's ResNet with fewer stages and channels."""

    def __init__(self, block, widths, blocks, classes, large):
        super().__init__()
        inputs = widths[0]
        kernel = 7 if large else 3
        self.large = large
        self.conv1 = nn.Conv2d(
            3, inputs, kernel, stride=2 if large else 1, padding=kernel // 2, bias=False)
        self.bn1 = nn.BatchNorm2d(inputs)
        for stage, (width, count) in enumerate(zip(widths, blocks)):
            layers = []
            for i in range(count):
                stride = 2 if stage > 0 and i == 0 else 1
                outputs = width * block.expansion
                downsample = None
                if stride > 1 or inputs != outputs:
                    downsample = nn.Sequential(
                        nn.Conv2d(inputs, outputs, 1, stride=stride, bias=False),
                        nn.BatchNorm2d(outputs))
                layers.append(block(inputs, width, stride, downsample))
                inputs = outputs
            setattr(self, "layer%d" % (stage + 1), nn.Sequential(*layers))
        self.stages = len(widths)
        self.fc = nn.Linear(inputs, classes)

    def forward(self, x):
        x = self.bn1(self.conv1(x)).relu()
        if self.large:
            x = nn.functional.max_pool2d(x, 3, stride=2, padding=1)
        for stage in range(self.stages):
            x = getattr(self, "layer%d" % (stage + 1))(x)
        return self.fc(x.mean((2, 3)))


class Shortcut(nn.Module):
    def __init__(self, inputs, width, stride):
        super().__init__()
        self.conv = nn.Conv2d(inputs, width, 1, stride, bias=False)

    def forward(self, x):
        return self.conv(x)


class PreActivationV2(nn.Module):
    """Convolutions, each after batch normalisation and ReLU, under timm's names.

    kernels holds the kernel of each convolution; the stride is that of the first 3x3. The shortcut
    of a block that changes the shape is a convolution of the first activation.
    """

    def __init__(self, inputs, width, inside, kernels, stride):
        super().__init__()
        channels = [inputs] + [inside] * (len(kernels) - 1) + [width]
        self.layers = len(kernels)
        for i, kernel in enumerate(kernels):
            setattr(self, "norm%d" % (i + 1), nn.BatchNorm2d(channels[i]))
            convolution = nn.Conv2d(
                channels[i],
                channels[i + 1],
                kernel,
                stride if i == kernels.index(3) else 1,
                kernel // 2,
                bias=False)
            setattr(self, "conv%d" % (i + 1), convolution)
        self.downsample = None
        if stride != 1 or inputs != width:
            self.downsample = Shortcut(inputs, width, stride)

    def forward(self, x):
        k = x
        shortcut = x
        for i in range(1, self.layers + 1):
            a = getattr(self, "norm%d" % i)(k).relu()
            if i == 1 and self.downsample is not None:
                shortcut = self.downsample(a)
            k = getattr(self, "conv%d" % i)(a)
        return shortcut + k


class TinyResNetV2(nn.Module):
    """timm's ResNetV2 with batch normalisation, narrower and with fewer stages.

    Written anew from the layers and names of its resnetv2.py; the last layer is a convolution there.
    """

    def __init__(self, stem_width, widths, blocks, kernels, classes):
        super().__init__()
        self.stem = nn.Sequential()
        self.stem.add_module("conv", nn.Conv2d(3, stem_width, 7, 2, 3, bias=False))
        self.stem.add_module("pool", nn.MaxPool2d(3, 2, 1))
        self.stages = nn.Sequential()
        inputs = stem_width
        for stage, (width, count) in enumerate(zip(widths, blocks)):
            inside = width if len(kernels) == 2 else width // 4
            layers = nn.Sequential()
            for i in range(count):
                stride = 2 if stage > 0 and i == 0 else 1
                layers.add_module(
                    str(i), PreActivationV2(inputs, width, inside, kernels, stride))
                inputs = width
            part = nn.Module()
            part.blocks = layers
            part.forward = layers.forward
            self.stages.add_module(str(stage), part)
        self.norm = nn.BatchNorm2d(inputs)
        self.head = nn.Module()
        self.head.fc = nn.Conv2d(inputs, classes, 1)

    def forward(self, x):
        x = self.norm(self.stages(self.stem(x))).relu()
        return self.head.fc(x.mean((2, 3), keepdim=True)).flatten(1)


def random_network(*arguments, kind=TinyResNet):
    torch.manual_seed(5)
    network = kind(*arguments).eval()
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            nn.init.uniform_(module.weight, 0.5, 1.5)
            nn.init.normal_(module.bias, std=0.2)
            nn.init.normal_(module.running_mean, std=0.2)
            nn.init.uniform_(module.running_var, 0.5, 1.5)
    return network


def save_network(name, network, size, dtype=torch.float32):
    state = {
        key: value.to(dtype) if value.is_floating_point() else value
        for key, value in network.state_dict().items()
    }
    network.load_state_dict({key: value.to(torch.float32) for key, value in state.items()})
    x = torch.randn(2, 3, size, size)
    with torch.no_grad():
        save(name + "-expected", {"input": x, "logits": network(x)})
    save(name, state)
    return state


if __name__ == "__main__":
    small = lambda: random_network(PreActivation, [8], [3], 5, False)
    state = save_network("preactivation", small(), 8)
    save_network("preactivation-f16", small(), 8, torch.float16)
    save_network("preactivation-bf16", small(), 8, torch.bfloat16)
    save("preactivation-extra", dict(state, **{"layer1.0.se.fc1.weight": torch.zeros(2, 8, 1, 1)}))
    save("preactivation-shape", dict(state, **{"layer1.1.conv2.weight": torch.zeros(8, 8, 1, 1)}))
    save_network("basic", random_network(BasicBlock, [4, 8], [2, 1], 3, True), 32)
    save_network("bottleneck", random_network(Bottleneck, [4, 8], [2, 1], 3, True), 32)
    save_network("v2-basic", random_network(4, [4, 8], [2, 1], [3, 3], 3, kind=TinyResNetV2), 32)
    save_network(
        "v2-bottleneck", random_network(4, [8, 16], [2, 1], [1, 3, 1], 3, kind=TinyResNetV2), 32)
    torch.save(state, os.path.join(HERE, "preactivation.pth"))
    torch.save(state, os.path.join(HERE, "legacy.pt"), _use_new_zipfile_serialization=False)
