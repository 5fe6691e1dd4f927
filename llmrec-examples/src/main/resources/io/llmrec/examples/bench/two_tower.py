"""Two towers in PyTorch: embeddings by SparseAdam, layers by AdamW, in-batch softmax.

Arguments: users, items, batch, steps, "full" or "bare". Prints milliseconds of processor time per
step, after a third of the steps to warm up. "full" masks equal items and corrects for popularity.
"""
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn

users, items, batch, steps = (int(argument) for argument in sys.argv[1:5])
full = sys.argv[5] == "full"
torch.set_num_threads(1)
torch.manual_seed(1)


def tower():
    return nn.Sequential(
        nn.Linear(64, 256), nn.ReLU(), nn.Linear(256, 128), nn.ReLU(), nn.Linear(128, 64)
    )


def table(rows):
    embedding = nn.Embedding(rows, 64, sparse=True)
    embedding.weight.data.normal_(0, 0.05)
    return embedding


user_rows, item_rows, user_tower, item_tower = table(users + 1), table(items + 1), tower(), tower()
dense = torch.optim.AdamW(
    [*user_tower.parameters(), *item_tower.parameters()], lr=1e-3, weight_decay=0
)
sparse = torch.optim.SparseAdam([*user_rows.parameters(), *item_rows.parameters()], lr=1e-3)
log_q = torch.rand(items + 1).log()
columns = torch.arange(batch)
order = torch.randperm(users)
skewed = (torch.rand(users) ** 2 * items).long()
start = 0.0
for step in range(steps):
    if step == steps // 3:
        start = time.process_time()
    at = (step * batch) % (users - batch)
    user = order[at : at + batch]
    item = torch.where(user < items, user, skewed[user])
    u = F.normalize(user_tower(user_rows(user)), dim=-1)
    v = F.normalize(item_tower(item_rows(item)), dim=-1)
    scores = u @ v.t() * 20.0
    if full:
        same = item[:, None] == item[None, :]
        same.fill_diagonal_(False)
        scores = (scores - log_q[item]).masked_fill(same, -1e9)
    loss = F.cross_entropy(scores, columns)
    dense.zero_grad()
    sparse.zero_grad()
    loss.backward()
    dense.step()
    sparse.step()
    loss.item()
print((time.process_time() - start) * 1e3 / (steps - steps // 3))
