"""Writes what torch.optim.SGD makes of three weights, for ParameterOptimizerTest.

    python3 make_fixtures.py

Run it in this directory, with PyTorch (Debian: python3-torch). It computes in double precision.

Each line of torch_sgd.txt is a run of 40 steps on the quadratic sum(CURVATURE w^2) / 2, from START:
name, nesterov, momentum, weight decay, the 40 learning rates, and the weights after each step.
"""

import torch

START = [1.5, -0.75, 0.25]
CURVATURE = [0.3, 1.0, 2.5]
STEPS = 40

CONSTANT = [0.1] * STEPS
DROP = [0.1] * 10 + [0.01] * 30
WARM_UP = [0.2 * (step + 1) / 11 for step in range(10)] + [0.2] * 30

RUNS = {
    "constant": (False, 0.9, 0.0, CONSTANT),
    "decay": (False, 0.9, 0.01, CONSTANT),
    "drop": (False, 0.9, 0.0, DROP),
    "drop-decay": (False, 0.9, 0.01, DROP),
    "warm-up-decay": (False, 0.9, 0.01, WARM_UP),
    "without-momentum": (False, 0.0, 0.01, DROP),
    "nesterov": (True, 0.9, 0.0, CONSTANT),
    "nesterov-drop-decay": (True, 0.9, 0.01, DROP),
    "nesterov-warm-up-decay": (True, 0.9, 0.01, WARM_UP),
}


def trained(nesterov, momentum, decay, rates):
    """Yields the weights after each step."""
    weight = torch.tensor(START, dtype=torch.float64, requires_grad=True)
    curvature = torch.tensor(CURVATURE, dtype=torch.float64)
    optimizer = torch.optim.SGD(
        [weight], lr=rates[0], momentum=momentum, weight_decay=decay, nesterov=nesterov
    )
    for rate in rates:
        optimizer.param_groups[0]["lr"] = rate
        optimizer.zero_grad()
        (curvature * weight**2).sum().div(2).backward()
        optimizer.step()
        yield from weight.tolist()


with open("torch_sgd.txt", "w", encoding="ascii", newline="\n") as file:
    for name, (nesterov, momentum, decay, rates) in RUNS.items():
        values = [*rates, *trained(nesterov, momentum, decay, rates)]
        text = " ".join(f"{value:.12g}" for value in values)
        file.write(f"{name} {str(nesterov).lower()} {momentum} {decay} {text}\n")
