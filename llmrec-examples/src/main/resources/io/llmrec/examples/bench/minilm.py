"""A network of MiniLM's shape with random weights, for the benchmark of encoders.

Usage: python3 minilm.py FOLDER              writes model.safetensors, model.onnx and model.pt of the same weights
       python3 minilm.py FOLDER ROWS         encodes rows of token ids, one thread; prints rows per CPU second
"""
import json
import math
import struct
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

# 12 heads of 32 numbers.
VOCAB, WIDTH, INNER, LAYERS, POSITIONS = 30522, 384, 1536, 6, 512


def split(x):
    return x.view(x.shape[0], x.shape[1], 12, 32).transpose(1, 2)


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.n1, self.n2 = nn.LayerNorm(WIDTH, 1e-12), nn.LayerNorm(WIDTH, 1e-12)

    def forward(self, x, mask):
        s = split(self.q(x)) @ split(self.k(x)).transpose(-1, -2) / math.sqrt(32) + mask
        a = (torch.softmax(s, -1) @ split(self.v(x))).transpose(1, 2).flatten(2)
        x = self.n1(x + self.o(a))
        return self.n2(x + self.down(F.gelu(self.up(x))))


class MiniLm(nn.Module):
    def __init__(self):
        super().__init__()
        self.words, self.positions = nn.Embedding(VOCAB, WIDTH), nn.Embedding(POSITIONS, WIDTH)
        self.types = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, 1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, input_ids, attention_mask, token_type_ids):
        n = input_ids.shape[1]
        x = self.norm(self.words(input_ids) + self.positions.weight[:n][None] + self.types(token_type_ids))
        m = (1.0 - attention_mask[:, None, None, :].float()) * -10000.0
        for layer in self.layers:
            x = layer(x, m)
        return x


PARTS = {"q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
         "o": "attention.output.dense", "n1": "attention.output.LayerNorm", "up": "intermediate.dense",
         "down": "output.dense", "n2": "output.LayerNorm", "words": "word_embeddings",
         "positions": "position_embeddings", "types": "token_type_embeddings", "norm": "LayerNorm"}


def hugging_face_name(name):
    p = name.split(".")
    if p[0] == "layers":
        return f"encoder.layer.{p[1]}.{PARTS[p[2]]}.{p[3]}"
    return f"embeddings.{PARTS[p[0]]}.{p[1]}"


def write(model, folder):
    tensors = {hugging_face_name(n): p.detach() for n, p in model.named_parameters()}
    header, at = {}, 0
    for name, t in tensors.items():
        header[name] = {"dtype": "F32", "shape": list(t.shape), "data_offsets": [at, at + 4 * t.numel()]}
        at += 4 * t.numel()
    text = json.dumps(header).encode()
    with open(folder + "/model.safetensors", "wb") as f:
        f.write(struct.pack("<Q", len(text)) + text)
        for t in tensors.values():
            f.write(t.contiguous().numpy().tobytes())
    ids = torch.ones(2, 9, dtype=torch.long)
    names = ["input_ids", "attention_mask", "token_type_ids"]
    torch.onnx.export(model, (ids, ids, ids * 0), folder + "/model.onnx", input_names=names,
                      output_names=["last_hidden_state"], opset_version=14,
                      dynamic_axes={n: {0: "batch", 1: "length"} for n in names + ["last_hidden_state"]})
    torch.jit.script(model).save(folder + "/model.pt")


def encode(model, rows):
    for start in range(0, len(rows), 32):
        part = rows[start:start + 32]
        ids = torch.zeros(len(part), max(map(len, part)), dtype=torch.long)
        mask = ids.clone()
        for i, row in enumerate(part):
            ids[i, :len(row)] = torch.tensor(row)
            mask[i, :len(row)] = 1
        hidden = model(ids, mask, ids * 0)
        (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)


torch.manual_seed(7)
torch.set_num_threads(1)
model = MiniLm().eval()
for parameter in model.parameters():
    if parameter.dim() == 2:
        nn.init.normal_(parameter, std=0.05)
with torch.no_grad():
    if len(sys.argv) == 2:
        write(model, sys.argv[1])
    else:
        rows = [[int(t) for t in line.split()] for line in open(sys.argv[2])]
        encode(model, rows[:128])
        for name, order in (("arrival", rows), ("length", sorted(rows, key=len))):
            start = time.process_time()
            encode(model, order)
            print(f"{name}: {len(rows) / (time.process_time() - start):.1f} texts per CPU second")
