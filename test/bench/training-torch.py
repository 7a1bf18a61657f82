"""The step of training.ts in PyTorch, to compare with: the same shape, packing, LoRA and loss; random weights.

    python training-torch.py TOKENS THREADS    (needs torch and transformers; prints one JSON value)
"""

import json
import resource
import sys
import time

import torch
from torch import nn
from transformers import LlamaConfig, LlamaForCausalLM

tokens, threads = int(sys.argv[1]), int(sys.argv[2])
torch.set_num_threads(threads)
torch.manual_seed(1)


class LoraLinear(nn.Module):
    """y = x W^T + s (x A^T) B^T; only A and B learn."""

    def __init__(self, frozen: nn.Linear, rank: int = 8, alpha: float = 16):
        super().__init__()
        self.frozen = frozen
        self.a = nn.Parameter(torch.randn(rank, frozen.in_features) * 0.02)
        self.b = nn.Parameter(torch.zeros(frozen.out_features, rank))
        self.scale = alpha / rank

    def forward(self, x):
        return self.frozen(x) + self.scale * (x @ self.a.T) @ self.b.T


config = LlamaConfig(
    vocab_size=49152,
    hidden_size=576,
    intermediate_size=1536,
    num_hidden_layers=30,
    num_attention_heads=9,
    num_key_value_heads=3,
    tie_word_embeddings=True,
    attn_implementation="sdpa",
)
model = LlamaForCausalLM(config).float()
for parameter in model.parameters():
    parameter.requires_grad_(False)
for layer in model.model.layers:
    for owner, names in (
        (layer.self_attn, ("q_proj", "k_proj", "v_proj", "o_proj")),
        (layer.mlp, ("gate_proj", "up_proj", "down_proj")),
    ):
        for name in names:
            setattr(owner, name, LoraLinear(getattr(owner, name)))
model.train()

# Prompt once, both replies behind it, neither seeing the other.
half = tokens // 2
length = 3 * half
ids = torch.randint(0, config.vocab_size, (1, length))
places = torch.cat([torch.arange(half), torch.arange(half, 2 * half), torch.arange(half, 2 * half)])[None]
seen = torch.ones(length, length).tril().bool()
seen[2 * half :, half : 2 * half] = False
mask = torch.zeros(1, 1, length, length).masked_fill(~seen, torch.finfo(torch.float32).min)
rows = torch.cat([torch.arange(half - 1, 2 * half - 1), torch.tensor([half - 1]), torch.arange(2 * half, length - 1)])
targets = ids[0, half:]


def log_probabilities():
    states = model.model(input_ids=ids, attention_mask=mask, position_ids=places, use_cache=False).last_hidden_state
    logits = model.lm_head(states[0, rows])
    return torch.log_softmax(logits, -1).gather(1, targets[:, None])[:, 0]


def step():
    values = log_probabilities()
    margin = 0.1 * ((values[:half].sum() + 200) - (values[half:].sum() + 200))
    loss = nn.functional.softplus(-margin)
    model.zero_grad(set_to_none=True)
    loss.backward()


times = []
for _ in range(6):
    started = time.perf_counter()
    step()
    times.append(time.perf_counter() - started)
reference = []
with torch.no_grad():
    for _ in range(3):
        started = time.perf_counter()
        log_probabilities()
        reference.append(time.perf_counter() - started)
ordered = sorted(times[1:])
print(
    json.dumps(
        {
            "tokens": tokens,
            "seconds": ordered[len(ordered) // 2],
            "fastest": ordered[0],
            "referenceSeconds": min(reference[1:]),
            "peakGigabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6,
            "torch": torch.__version__,
        }
    )
)
