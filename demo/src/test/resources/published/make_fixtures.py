"""Writes small networks with random weights, an input and every stage's output, as safetensors.

    python3 make_fixtures.py

needs PyTorch and torchvision; the tests read the files and need neither. The networks of torchvision
are made of its own classes (ResNet, BasicBlock, Bottleneck), only narrower. Released* are written
anew from the formulas of the code that the authors of the paper released: pre-activation sub-nets,
a ReLU after the sum, and a shortcut with zeros on both sides that takes the place of x in every
stage of the first block. Their blocks return what the authors' classes BasicBlock, MidBlock and
RK4Block return, bit for bit, with and without a stride, in evaluation and in training mode.

PreActivation* are written anew from "Identity Mappings in Deep Residual Networks" (He et al. 2016)
and the two programs that define such networks in practice: resnet-pre-act.lua of the repository
KaimingHe/resnet-1k-layers, and timm's resnetv2.py. Both agree on this:
  - The stem is a convolution (3x3 for CIFAR, 7x7 and pooling for ImageNet) without normalisation.
  - In a block that changes width or stride, batch normalisation and ReLU come before the fork: the
    shortcut, a 1x1 convolution without normalisation, reads the same activation as the sub-net.
  - In all other blocks the shortcut is x itself, before the activation.
  - Batch normalisation and ReLU follow the last block.
They differ in the bottleneck's stride, which is that of its 3x3 convolution here, as in timm. Where
the first stage keeps the width of the stem (basic blocks), its first block has x as the shortcut, as
in timm; the paper puts the first activation of the network before that fork, too.

PolyNet is written anew from the formulas and figure 4 of "PolyNet: A Pursuit of Structural Diversity
in Very Deep Networks" (Zhang et al. 2017): poly-2 is I + F + FF, whose two passes share convolutions
but not batch normalisations, as in the model that the authors released; 2-way is I + F + G, 3-way
I + F + G + H. F is a pair of 3x3 convolutions instead of an Inception block, and its last convolution
is shared too.

Each file holds the state_dict of the network, and the tensors "input", "eval.stem", "eval.stack1",
..., "eval.logits", and the same with "train.". With the sum of the squared logits in training mode
as the loss, "gradient." stands before the names of the stem's convolution and of all vectors.
"""

import json
import pathlib
import struct

import torch
import torchvision
from torch import nn
from torch.nn import functional as F
from torchvision.models import resnet


def randomise(network, generator):
    """Sets every weight and statistic, so that no two channels are alike."""
    with torch.no_grad():
        for module in network.modules():
            if isinstance(module, nn.Conv2d):
                fan = module.weight[0].numel()
                module.weight.copy_(draw(module.weight, generator) * (2 / fan) ** 0.5)
            if isinstance(module, nn.BatchNorm2d):
                module.weight.copy_(0.5 + torch.rand(module.weight.shape, generator=generator))
                module.bias.copy_(0.3 * draw(module.bias, generator))
                module.running_mean.copy_(0.3 * draw(module.bias, generator))
                module.running_var.copy_(0.5 + torch.rand(module.bias.shape, generator=generator))
            if isinstance(module, nn.Linear):
                module.weight.copy_(0.3 * draw(module.weight, generator))
                module.bias.copy_(0.3 * draw(module.bias, generator))


def draw(tensor, generator):
    return torch.randn(tensor.shape, generator=generator)


def torchvision_resnet(block, planes, blocks, classes):
    """A ResNet of torchvision with other widths."""
    network = resnet.ResNet(block, [1, 1, 1, 1], num_classes=classes)
    network.inplanes = planes[0]
    network.conv1 = nn.Conv2d(3, planes[0], kernel_size=7, stride=2, padding=3, bias=False)
    network.bn1 = nn.BatchNorm2d(planes[0])
    for stage in range(4):
        stride = 1 if stage == 0 else 2
        layer = network._make_layer(block, planes[stage], blocks[stage], stride=stride)
        setattr(network, "layer%d" % (stage + 1), layer)
    network.fc = nn.Linear(planes[3] * block.expansion, classes)
    return network, [network.maxpool, network.layer1, network.layer2, network.layer3, network.layer4]


class VggUnits(nn.Module):
    """A 3x3 convolution, batch normalisation and ReLU, twice."""

    def __init__(self, width):
        super().__init__()
        self.conv1 = nn.Conv2d(width, width, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(width)

    def forward(self, x, bn1=None, bn2=None):
        x = F.relu((bn1 or self.bn1)(self.conv1(x)))
        return F.relu((bn2 or self.bn2)(self.conv2(x)))


class Poly2(nn.Module):
    """PolyNet's poly-2, I + F + FF: one pair of convolutions, two pairs of normalisations."""

    def __init__(self, width):
        super().__init__()
        self.f = VggUnits(width)
        self.bn1 = nn.BatchNorm2d(width)
        self.bn2 = nn.BatchNorm2d(width)

    def forward(self, x):
        k1 = self.f(x)
        return x + k1 + self.f(k1, self.bn1, self.bn2)


class Ways(nn.Module):
    """PolyNet's 2-way, I + F + G, and 3-way."""

    def __init__(self, width, ways):
        super().__init__()
        self.ways = nn.ModuleList(VggUnits(width) for _ in range(ways))

    def forward(self, x):
        return x + sum(way(x) for way in self.ways)


class PolyNet(nn.Module):
    """A stem, one stage of blocks, mean and a linear layer."""

    def __init__(self, width, blocks, classes):
        super().__init__()
        self.conv1 = nn.Conv2d(3, width, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.stem = nn.ReLU()
        self.layers = nn.ModuleList([nn.Sequential(*blocks)])
        self.fc = nn.Linear(width, classes)

    def forward(self, x):
        x = self.stem(self.bn1(self.conv1(x)))
        return self.fc(self.layers[0](x).mean((2, 3)))


def polynet(width, blocks, classes):
    network = PolyNet(width, blocks, classes)
    return network, [network.stem, network.layers[0]]


class SubNet(nn.Module):
    """Batch normalisation, ReLU and a 3x3 convolution, twice; the first may have a stride."""

    def __init__(self, before, width, stride):
        super().__init__()
        self.bn1 = nn.BatchNorm2d(before)
        self.conv1 = nn.Conv2d(before, width, 3, stride, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, 1, 1, bias=False)

    def forward(self, x):
        return self.conv2(F.relu(self.bn2(self.conv1(F.relu(self.bn1(x))))))


class ReleasedBlock(nn.Module):
    """One step of a scheme, given by its rows a and weights b, and a ReLU after the sum."""

    SCHEMES = {
        "euler": ([[]], [1]),
        "midpoint": ([[], [1 / 2]], [0, 1]),
        "rk4": ([[], [1 / 2], [0, 1 / 2], [0, 0, 1]], [1 / 6, 1 / 3, 1 / 3, 1 / 6]),
    }

    def __init__(self, scheme, before, width, stride):
        super().__init__()
        self.rows, self.weights = self.SCHEMES[scheme]
        self.stride = stride
        self.missing = width - before
        self.k = nn.ModuleList(
            SubNet(before if i == 0 else width, width, stride if i == 0 else 1)
            for i in range(len(self.rows))
        )

    def forward(self, x):
        side = self.missing // 2
        s = F.pad(x[:, :, :: self.stride, :: self.stride], (0, 0, 0, 0, side, side))
        derivatives = []
        for i, row in enumerate(self.rows):
            state = x if i == 0 else s + sum(a * k for a, k in zip(row, derivatives))
            derivatives.append(self.k[i](state))
        return F.relu(s + sum(b * k for b, k in zip(self.weights, derivatives)))


class Released(nn.Module):
    """A stem of stride 2, three stages, mean and a linear layer."""

    def __init__(self, scheme, widths, blocks, classes):
        super().__init__()
        self.conv1 = nn.Conv2d(3, widths[0], 3, 2, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(widths[0])
        self.stem = nn.ReLU()
        self.layers = nn.ModuleList()
        before = widths[0]
        for stage, width in enumerate(widths):
            layer = []
            for block in range(blocks):
                stride = 2 if stage > 0 and block == 0 else 1
                layer.append(ReleasedBlock(scheme, before, width, stride))
                before = width
            self.layers.append(nn.Sequential(*layer))
        self.fc = nn.Linear(before, classes)

    def forward(self, x):
        x = self.stem(self.bn1(self.conv1(x)))
        for layer in self.layers:
            x = layer(x)
        return self.fc(x.mean((2, 3)))


def released(scheme, widths, blocks, classes):
    network = Released(scheme, widths, blocks, classes)
    return network, [network.stem, *network.layers]


class PreActivationBasic(nn.Module):
    """Two 3x3 convolutions, the first with the stride."""

    expansion = 1

    def __init__(self, before, width, stride):
        super().__init__()
        self.bn1 = nn.BatchNorm2d(before)
        self.conv1 = nn.Conv2d(before, width, 3, stride, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, 1, 1, bias=False)
        self.downsample = projection(before, width, stride)

    def forward(self, x):
        a = F.relu(self.bn1(x))
        s = x if self.downsample is None else self.downsample(a)
        return s + self.conv2(F.relu(self.bn2(self.conv1(a))))


class PreActivationBottleneck(nn.Module):
    """A 1x1, a 3x3 and a 1x1 convolution, the second with the stride."""

    expansion = 4

    def __init__(self, before, width, stride):
        super().__init__()
        inside = width // self.expansion
        self.bn1 = nn.BatchNorm2d(before)
        self.conv1 = nn.Conv2d(before, inside, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(inside)
        self.conv2 = nn.Conv2d(inside, inside, 3, stride, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(inside)
        self.conv3 = nn.Conv2d(inside, width, 1, bias=False)
        self.downsample = projection(before, width, stride)

    def forward(self, x):
        a = F.relu(self.bn1(x))
        s = x if self.downsample is None else self.downsample(a)
        k = self.conv2(F.relu(self.bn2(self.conv1(a))))
        return s + self.conv3(F.relu(self.bn3(k)))


def projection(before, width, stride):
    if before == width and stride == 1:
        return None
    return nn.Conv2d(before, width, 1, stride, bias=False)


class PreActivation(nn.Module):
    """A stem without normalisation, stages, normalisation and ReLU, mean and a linear layer."""

    def __init__(self, stem, block, stem_width, widths, blocks, classes):
        super().__init__()
        if stem == "imagenet":
            self.conv1 = nn.Conv2d(3, stem_width, 7, 2, 3, bias=False)
            self.stem = nn.MaxPool2d(3, 2, 1)
        else:
            self.conv1 = nn.Conv2d(3, stem_width, 3, 1, 1, bias=False)
            self.stem = nn.Identity()
        self.layers = nn.ModuleList()
        before = stem_width
        for stage, width in enumerate(widths):
            layer = []
            for i in range(blocks[stage]):
                layer.append(block(before, width, 2 if stage > 0 and i == 0 else 1))
                before = width
            self.layers.append(nn.Sequential(*layer))
        self.norm = nn.BatchNorm2d(before)
        self.fc = nn.Linear(before, classes)

    def forward(self, x):
        x = self.stem(self.conv1(x))
        for layer in self.layers:
            x = layer(x)
        return self.fc(F.relu(self.norm(x)).mean((2, 3)))


def pre_activation(*arguments):
    network = PreActivation(*arguments)
    return network, [network.stem, *network.layers]


def outputs(network, stages, x, prefix):
    """Runs the network and returns what its stages return."""
    names = ["stem"] + ["stack%d" % i for i in range(1, len(stages))]
    found = {}
    hooks = [
        stage.register_forward_hook(
            lambda module, args, y, name=name: found.update({prefix + name: y.clone()})
        )
        for name, stage in zip(names, stages)
    ]
    found[prefix + "logits"] = network(x)
    for hook in hooks:
        hook.remove()
    return found


def write_safetensors(path, tensors):
    """Eight bytes with the length of the JSON, the JSON, the data."""
    header, data = {}, b""
    for name, tensor in tensors.items():
        bytes_ = tensor.detach().contiguous().numpy().tobytes()
        header[name] = {
            "dtype": "I64" if tensor.dtype == torch.int64 else "F32",
            "shape": list(tensor.shape),
            "data_offsets": [len(data), len(data) + len(bytes_)],
        }
        data += bytes_
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def fixture(name, network, stages, side, seed):
    generator = torch.Generator().manual_seed(seed)
    randomise(network, generator)
    tensors = {key: value.clone() for key, value in network.state_dict().items()}
    x = torch.randn((4, 3, side, side), generator=generator)
    tensors["input"] = x
    with torch.no_grad():
        tensors.update(outputs(network.eval(), stages, x, "eval."))
    trained = outputs(network.train(), stages, x, "train.")
    tensors.update(trained)
    trained["train.logits"].square().sum().backward()
    for key, parameter in network.named_parameters():
        if key == "conv1.weight" or parameter.dim() == 1:
            tensors["gradient." + key] = parameter.grad
    path = pathlib.Path(__file__).parent / (name + ".safetensors")
    write_safetensors(path, tensors)
    print(path.name, path.stat().st_size)


print("torch", torch.__version__, "torchvision", torchvision.__version__)
fixture(
    "torchvision-basic",
    *torchvision_resnet(resnet.BasicBlock, [4, 6, 8, 10], [2, 1, 2, 1], 5),
    side=33,
    seed=1,
)
fixture(
    "torchvision-bottleneck",
    *torchvision_resnet(resnet.Bottleneck, [2, 3, 4, 5], [2, 1, 2, 1], 5),
    side=33,
    seed=2,
)
for number, scheme in enumerate(ReleasedBlock.SCHEMES):
    blocks = {"euler": 3, "midpoint": 2, "rk4": 1}[scheme]
    network = released(scheme, [4, 8, 16], blocks, 5)
    fixture("released-" + scheme, *network, side=16, seed=3 + number)
fixture(
    "preactivation-basic",
    *pre_activation("imagenet", PreActivationBasic, 4, [4, 6, 8, 10], [2, 1, 2, 1], 5),
    side=33,
    seed=6,
)
fixture(
    "preactivation-bottleneck",
    *pre_activation("cifar", PreActivationBottleneck, 4, [8, 16, 20], [2, 1, 2], 5),
    side=14,
    seed=7,
)
fixture("polynet-poly2", *polynet(4, [Poly2(4) for _ in range(2)], 5), side=12, seed=8)
# Of seeds 9 to 21 the one whose smallest gradient is largest: small ones are sums that cancel.
fixture("polynet-2way", *polynet(4, [Ways(4, 2) for _ in range(2)], 5), side=12, seed=16)
fixture("polynet-3way", *polynet(4, [Ways(4, 3)], 5), side=12, seed=10)
