"""Writes a small RevNet and a small LM-ResNet with random parameters, and what they compute, for
PreActivationFamiliesTest.

    python3 make_fixtures.py

Run it in this directory, with PyTorch (Debian: python3-torch). It computes in double precision from
parameters that are 32-bit floats.

The networks are written anew from the papers (Gomez et al. 2017, arXiv:1707.04585; Lu et al. 2018,
arXiv:1710.10121) and these facts about the code that their authors released
(renmengye/revnet-public, 2prime/LM-ResNet):
  - Sub-nets are pre-activation: batch normalisation, ReLU, 3x3 convolution, twice, without biases.
  - Batch normalisation and ReLU follow the last block, then the mean over all pixels and a linear
    layer. LM-ResNet's stem is a 3x3 convolution alone.
  - RevNet: y1 = x1 + F(x2), y2 = x2 + G(y1) on the two halves of the channels.
  - LM-ResNet: y = k x + (1 - k) p + F(x) with p the input of the block before and a trained k for
    each block; the first block of a stage is y = x + F(x). Its c is 1 - k here.
Between the two stages there is a shortcut without parameters: every second pixel, and zeros for the
new channels behind the others. (The authors' networks have it within the first block of the second
stage: LM-ResNet as a projection, RevNet as a mean.)

Each file holds the parameters by their names in DJL; "input", "eval" and "train", the logits; and
with "gradient." before their names the gradients of the sum of the squared logits in training mode.
"""

import json
import struct

import torch
from torch import nn
from torch.nn import functional as F

WIDTHS = (8, 16)
BLOCKS = 2
CLASSES = 3


def sub_net(c):
    return nn.Sequential(
        nn.BatchNorm2d(c),
        nn.ReLU(),
        nn.Conv2d(c, c, 3, padding=1, bias=False),
        nn.BatchNorm2d(c),
        nn.ReLU(),
        nn.Conv2d(c, c, 3, padding=1, bias=False),
    )


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, WIDTHS[0], 3, padding=1, bias=False)
        self.stacks = nn.ModuleList(self.stack(width) for width in WIDTHS)
        self.norm = nn.BatchNorm2d(WIDTHS[-1])
        self.linear = nn.Linear(WIDTHS[-1], CLASSES)

    def forward(self, x):
        x = self.stem(x)
        for i in range(len(WIDTHS)):
            if i > 0:
                x = F.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, 0, WIDTHS[i] - WIDTHS[i - 1]))
            x = self.stage(i, x)
        return self.linear(F.relu(self.norm(x)).mean((2, 3)))


class RevNet(Net):
    def stack(self, width):
        return nn.ModuleList(sub_net(width // 2) for _ in range(2 * BLOCKS))

    def stage(self, i, x):
        x1, x2 = x.chunk(2, 1)
        for block in range(BLOCKS):
            x1 = x1 + self.stacks[i][2 * block](x2)
            x2 = x2 + self.stacks[i][2 * block + 1](x1)
        return torch.cat((x1, x2), 1)

    @staticmethod
    def name(stack, index):
        block, stage = divmod(index, 2)
        return f"{2 * stack + 2:02}stack{stack + 1}_{index + 1:02}block{block + 1}-k{stage + 1}_"


class LmResNet(Net):
    def __init__(self):
        super().__init__()
        self.c = nn.ParameterList(nn.Parameter(torch.zeros(1)) for _ in WIDTHS)

    def stack(self, width):
        return nn.ModuleList(sub_net(width) for _ in range(BLOCKS))

    def stage(self, i, x):
        first, second = self.stacks[i]
        y = x + first(x)
        k = 1 - self.c[i]
        return k * y + (1 - k) * x + second(y)

    @staticmethod
    def name(stack, index):
        return f"{2 * stack + 2:02}stack{stack + 1}_{index + 1:02}block{index + 1}-k1_"


NORM = {
    "weight": "gamma",
    "bias": "beta",
    "running_mean": "runningMean",
    "running_var": "runningVar",
}


def djl(net, name):
    """Returns the name in DJL of a tensor of the state_dict; None if DJL has none."""
    parts = name.split(".")
    if parts[-1] == "num_batches_tracked":
        return None
    if parts[0] == "stem":
        return "01stem_weight"
    if parts[0] == "norm":
        return "05head_01BatchNorm_" + NORM[parts[1]]
    if parts[0] == "linear":
        return "05head_05Linear_" + parts[1]
    if parts[0] == "c":
        stack = int(parts[1])
        return f"{2 * stack + 2:02}stack{stack + 1}_block2-c"
    _, stack, index, layer, tensor = parts
    is_norm = layer in "03"
    return (
        net.name(int(stack), int(index))
        + f"{int(layer) + 1:02}"
        + ("BatchNorm_" + NORM[tensor] if is_norm else "Conv2d_" + tensor)
    )


def randomise(net, generator):
    for name, tensor in net.state_dict().items():
        noise = torch.randn(tensor.shape, generator=generator)
        if tensor.dim() == 4:
            value = noise * (2 / tensor[0].numel()) ** 0.5
        elif name.endswith("running_var"):
            value = 0.5 + torch.rand(tensor.shape, generator=generator)
        elif tensor.dim() == 1 and name.endswith("weight"):
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


def main(file, kind):
    generator = torch.Generator().manual_seed(1)
    net = kind().double()
    randomise(net, generator)
    x = torch.randn((4, 3, 6, 6), generator=generator).double()
    tensors = {
        djl(net, name): tensor.clone()
        for name, tensor in net.state_dict().items()
        if djl(net, name)
    }
    tensors["input"] = x
    with torch.no_grad():
        tensors["eval"] = net.eval()(x)
    tensors["train"] = net.train()(x)
    (tensors["train"] ** 2).sum().backward()
    for name, parameter in net.named_parameters():
        tensors["gradient." + djl(net, name)] = parameter.grad
    write(file, tensors)


main("revnet.safetensors", RevNet)
main("lm-resnet.safetensors", LmResNet)
