"""Random-weight models in Hugging Face layout and what they must compute.

Usage: python3 reference.py FOLDER

Written by hand after the published descriptions of the networks, with plain tensor operations: no fused
attention, no cache, one text at a time and so no padding. Every model gets a folder with config.json,
model.safetensors, tokenizer.json (one token per word w4 .. w199) and expected.json.
"""
import json
import math
import os
import struct
import sys

import torch
import torch.nn.functional as F

VOCAB, WIDTH, HEADS, INNER, LAYERS, POSITIONS = 200, 128, 4, 256, 3, 64
HEAD = WIDTH // HEADS
BOS, EOS = 1, 2
TEXTS = ["w4", "w10 w11 w12 w13", "w99 w5 w5 w17 w64 w33 w180", " ".join(f"w{4 + 7 * i % 190}" for i in range(40)), ""]
PAIRS = [["w4 w5", "w6"], ["w10 w11 w12", "w13 w14 w15 w16 w17"], ["w99", " ".join(f"w{20 + i}" for i in range(20))]]


def save(path, tensors):
    header, at = {}, 0
    for name, t in tensors.items():
        size = t.numel() * 4
        header[name] = {"dtype": "F32", "shape": list(t.shape), "data_offsets": [at, at + size]}
        at += size
    text = json.dumps(header).encode()
    with open(path, "wb") as f:
        f.write(struct.pack("<Q", len(text)) + text)
        for t in tensors.values():
            f.write(t.contiguous().numpy().tobytes())


class Weights(dict):
    """Makes a random tensor the first time a name is asked for."""

    def __init__(self, prefix=""):
        super().__init__()
        self.prefix = prefix

    def get(self, name, *shape, scale=0.05, center=0.0, bare=False):
        name = name if bare else self.prefix + name
        if name not in self:
            self[name] = torch.randn(*shape) * scale + center
        return self[name]

    def linear(self, x, name, out, bias=True, bare=False):
        w = self.get(name + ".weight", out, x.shape[-1], bare=bare)
        return F.linear(x, w, self.get(name + ".bias", out, bare=bare) if bias else None)

    def layer_norm(self, x, name, eps, bias=True):
        w = self.get(name + ".weight", x.shape[-1], scale=0.1, center=1.0)
        b = self.get(name + ".bias", x.shape[-1]) if bias else 0
        m = x.mean(-1, keepdim=True)
        return (x - m) / torch.sqrt(((x - m) ** 2).mean(-1, keepdim=True) + eps) * w + b

    def rms_norm(self, x, name, eps):
        w = self.get(name + ".weight", x.shape[-1], scale=0.1, center=1.0)
        return x / torch.sqrt((x * x).mean(-1, keepdim=True) + eps) * w


def split(x, heads):
    return x.view(x.shape[0], heads, -1).transpose(0, 1)


def attend(q, k, v, bias):
    scores = q @ k.transpose(-1, -2) / math.sqrt(q.shape[-1]) + bias
    return (torch.softmax(scores, -1) @ v).transpose(0, 1).reshape(q.shape[1], -1)


def gelu(x):
    return x * 0.5 * (1 + torch.erf(x / math.sqrt(2)))


def post_norm(w, x, names, eps, bias=0):
    (q, k, v), (o, n1), (up, down, n2) = names
    a = attend(split(w.linear(x, q, WIDTH), HEADS), split(w.linear(x, k, WIDTH), HEADS),
               split(w.linear(x, v, WIDTH), HEADS), bias)
    x = w.layer_norm(x + w.linear(a, o, WIDTH), n1, eps)
    return w.layer_norm(x + w.linear(gelu(w.linear(x, up, INNER)), down, WIDTH), n2, eps)


def bert_like(w, ids, segments, config, names, first):
    eps = config.get("layer_norm_eps", 1e-12)
    e = w.get("embeddings.word_embeddings.weight", VOCAB, WIDTH)[ids]
    e = e + w.get("embeddings.position_embeddings.weight", POSITIONS, WIDTH)[torch.arange(len(ids)) + first]
    if "type_vocab_size" in config:
        e = e + w.get("embeddings.token_type_embeddings.weight", config["type_vocab_size"], WIDTH)[segments]
    x = w.layer_norm(e, "embeddings.LayerNorm", eps)
    bias = 0
    if config["model_type"] == "mpnet":
        n = torch.arange(len(ids))
        d = n[None, :] - n[:, None]
        far = d.abs()
        large = 8 + (torch.log(far.float().clamp(min=1) / 8) / math.log(128 / 8) * 8).long()
        bucket = (d > 0).long() * 16 + torch.where(far < 8, far, large.clamp(max=15))
        bias = w.get("encoder.relative_attention_bias.weight", 32, HEADS)[bucket].permute(2, 0, 1)
    states = []
    for i in range(LAYERS):
        x = post_norm(w, x, [[n % i for n in group] for group in names], eps, bias)
        states.append(x)
    return states[0], x


def bert_names(layer, projections, attention, forward):
    return [[layer + n for n in group] for group in (projections, attention, forward)]


BERT = bert_names("encoder.layer.%d.", ["attention.self.query", "attention.self.key", "attention.self.value"],
                  ["attention.output.dense", "attention.output.LayerNorm"],
                  ["intermediate.dense", "output.dense", "output.LayerNorm"])
MPNET = bert_names("encoder.layer.%d.", ["attention.attn.q", "attention.attn.k", "attention.attn.v"],
                   ["attention.attn.o", "attention.LayerNorm"],
                   ["intermediate.dense", "output.dense", "output.LayerNorm"])
DISTIL = bert_names("transformer.layer.%d.", ["attention.q_lin", "attention.k_lin", "attention.v_lin"],
                    ["attention.out_lin", "sa_layer_norm"], ["ffn.lin1", "ffn.lin2", "output_layer_norm"])


def rotate(x, theta, frequencies=None, factor=1.0):
    size = x.shape[-1]
    if frequencies is None:
        frequencies = 1.0 / theta ** (torch.arange(0, size, 2).float() / size)
    angle = torch.arange(x.shape[1]).float()[:, None] * frequencies
    c, s = torch.cos(angle) * factor, torch.sin(angle) * factor
    a, b = x[..., : size // 2], x[..., size // 2:]
    return torch.cat([a * c - b * s, b * c + a * s], -1)


def modern_bert(w, ids, config):
    x = w.get("embeddings.tok_embeddings.weight", VOCAB, WIDTH)[ids]
    x = w.layer_norm(x, "embeddings.norm", 1e-5, False)
    n = torch.arange(len(ids))
    far = (n[None, :] - n[:, None]).abs() > config["local_attention"] // 2
    first = None
    for i in range(LAYERS):
        p = f"layers.{i}."
        everywhere = i % config["global_attn_every_n_layers"] == 0
        theta = config["global_rope_theta"] if everywhere else config["local_rope_theta"]
        bias = 0 if everywhere else torch.zeros(far.shape).masked_fill(far, -math.inf)
        h = x if i == 0 else w.layer_norm(x, p + "attn_norm", 1e-5, False)
        q, k, v = w.linear(h, p + "attn.Wqkv", 3 * WIDTH, False).chunk(3, -1)
        a = attend(rotate(split(q, HEADS), theta), rotate(split(k, HEADS), theta), split(v, HEADS), bias)
        x = x + w.linear(a, p + "attn.Wo", WIDTH, False)
        up, gate = w.linear(w.layer_norm(x, p + "mlp_norm", 1e-5, False), p + "mlp.Wi", 2 * INNER, False).chunk(2, -1)
        x = x + w.linear(gelu(up) * gate, p + "mlp.Wo", WIDTH, False)
        first = x if i == 0 else first
    return first, w.layer_norm(x, "final_norm", 1e-5, False)


def frequencies(config, size):
    f = 1.0 / config["rope_theta"] ** (torch.arange(0, size, 2).double() / size)
    scaling = config.get("rope_scaling")
    if scaling and scaling["rope_type"] == "llama3":
        out = []
        for x in f.tolist():
            length = 2 * math.pi / x
            old = scaling["original_max_position_embeddings"]
            if length < old / scaling["high_freq_factor"]:
                out.append(x)
            elif length > old / scaling["low_freq_factor"]:
                out.append(x / scaling["factor"])
            else:
                s = (old / length - scaling["low_freq_factor"]) / (scaling["high_freq_factor"] - scaling["low_freq_factor"])
                out.append((1 - s) * x / scaling["factor"] + s * x)
        f = torch.tensor(out)
    if scaling and scaling["rope_type"] == "linear":
        f = f / scaling["factor"]
    if scaling and scaling["rope_type"] == "longrope":
        f = f / torch.tensor(scaling["short_factor"]).double()
    if scaling and scaling["rope_type"] == "yarn":
        f = yarn(config["rope_theta"], scaling, size, f)
    return f.float()


def yarn(theta, scaling, size, f):
    """Fast pairs stay, slow pairs are stretched, those between are mixed."""
    old, out = scaling["original_max_position_embeddings"], []
    pair = lambda turns: size * math.log(old / (turns * 2 * math.pi)) / (2 * math.log(theta))
    low, high = max(math.floor(pair(32)), 0), min(math.ceil(pair(1)), size - 1)
    for i, x in enumerate(f.tolist()):
        ramp = min(max((i - low) / max(high - low, 0.001), 0), 1)
        out.append(x / scaling["factor"] * ramp + x * (1 - ramp))
    return torch.tensor(out)


def loudness(config):
    scaling = config.get("rope_scaling") or {}
    if scaling.get("rope_type") == "yarn":
        return 0.1 * math.log(scaling["factor"]) + 1
    if scaling.get("rope_type") == "longrope":
        old = config["original_max_position_embeddings"]
        return math.sqrt(1 + math.log(config["max_position_embeddings"] / old) / math.log(old))
    return 1.0


def decoder(w, ids, config):
    heads, key_heads = config["num_attention_heads"], config["num_key_value_heads"]
    size = config.get("head_dim", WIDTH // heads)
    kind, eps = config["model_type"], config["rms_norm_eps"]
    biased = kind == "qwen2" or config.get("attention_bias", False)
    f, loud = frequencies(config, size), loudness(config)
    x = w.get("embed_tokens.weight", VOCAB, WIDTH, scale=0.3)[ids]
    causal = torch.triu(torch.full((len(ids), len(ids)), -math.inf), 1)
    first = None
    for i in range(LAYERS):
        p = f"layers.{i}."
        h = w.rms_norm(x, p + "input_layernorm", eps)
        q = split(w.linear(h, p + "self_attn.q_proj", heads * size, biased), heads)
        k = split(w.linear(h, p + "self_attn.k_proj", key_heads * size, biased), key_heads)
        v = split(w.linear(h, p + "self_attn.v_proj", key_heads * size, biased), key_heads)
        if kind == "qwen3":
            q, k = w.rms_norm(q, p + "self_attn.q_norm", eps), w.rms_norm(k, p + "self_attn.k_norm", eps)
        q, k = rotate(q, 0, f, loud), rotate(k, 0, f, loud)
        group = heads // key_heads
        a = attend(q, k.repeat_interleave(group, 0), v.repeat_interleave(group, 0), causal)
        x = x + w.linear(a, p + "self_attn.o_proj", WIDTH, kind == "llama" and biased)
        h = w.rms_norm(x, p + "post_attention_layernorm", eps)
        g = w.linear(h, p + "mlp.gate_proj", INNER, False)
        x = x + w.linear(g * torch.sigmoid(g) * w.linear(h, p + "mlp.up_proj", INNER, False), p + "mlp.down_proj", WIDTH, False)
        first = x if i == 0 else first
    return first, w.rms_norm(x, "norm", eps)


def logits(w, ids, config):
    hidden = decoder(w, ids, config)[1]
    head = w.get("embed_tokens.weight", VOCAB, WIDTH) if config["tie_word_embeddings"] else w.get(
        "lm_head.weight", VOCAB, WIDTH, bare=True)
    return hidden @ head.T


def tokenizer(path, causal):
    vocabulary = {"[PAD]": 0, "[BOS]": BOS, "[EOS]": EOS, "[UNK]": 3}
    vocabulary.update({f"w{i}": i for i in range(4, VOCAB)})
    special = lambda name, kind: {"SpecialToken": {"id": name, "type_id": kind}}
    text = lambda name, kind: {"Sequence": {"id": name, "type_id": kind}}
    single = [special("[BOS]", 0), text("A", 0)] + ([] if causal else [special("[EOS]", 0)])
    pair = single + [text("B", 1)] + ([] if causal else [special("[EOS]", 1)])
    tokens = ["[PAD]", "[BOS]", "[EOS]", "[UNK]"]
    known = {t: {"id": t, "ids": [vocabulary[t]], "tokens": [t]} for t in tokens}
    added = [{"id": vocabulary[t], "content": t, "single_word": False, "lstrip": False, "rstrip": False,
              "normalized": False, "special": True} for t in tokens]
    with open(os.path.join(path, "tokenizer.json"), "w") as f:
        json.dump({"version": "1.0", "truncation": None, "padding": None, "added_tokens": added, "normalizer": None,
                   "pre_tokenizer": {"type": "WhitespaceSplit"},
                   "post_processor": {"type": "TemplateProcessing", "single": single, "pair": pair,
                                      "special_tokens": known},
                   "decoder": None, "model": {"type": "WordLevel", "vocab": vocabulary, "unk_token": "[UNK]"}}, f)


def tokens(text):
    return [int(word[1:]) for word in text.split()]


def pooled(first, last):
    n = torch.arange(1, len(last) + 1).float()[:, None]
    all_ways = {"CLS": last[0], "MEAN": last.mean(0), "MAX": last.max(0).values, "LAST": last[-1],
                "WEIGHTED_MEAN": (last * n).sum(0) / n.sum(), "FIRST_LAST_MEAN": (first.mean(0) + last.mean(0)) / 2}
    return {name: F.normalize(v, dim=0).tolist() for name, v in all_ways.items()}


def write(root, name, config, w, expected, causal=False, shards=1):
    path = os.path.join(root, name)
    os.makedirs(path)
    with open(os.path.join(path, "config.json"), "w") as f:
        json.dump(config, f)
    with open(os.path.join(path, "expected.json"), "w") as f:
        json.dump(expected, f)
    tokenizer(path, causal)
    if shards == 1:
        save(os.path.join(path, "model.safetensors"), w)
        return
    names, index = list(w), {}
    for s in range(shards):
        file = f"model-{s + 1:05d}-of-{shards:05d}.safetensors"
        part = {n: w[n] for n in names[s::shards]}
        save(os.path.join(path, file), part)
        index.update({n: file for n in part})
    with open(os.path.join(path, "model.safetensors.index.json"), "w") as f:
        json.dump({"metadata": {}, "weight_map": index}, f)


def encoder(root, name, config, run, prefix="", head=None, shards=1):
    w = Weights(prefix)
    results = [pooled(*run(w, torch.tensor([BOS] + tokens(t) + [EOS]), None)) for t in TEXTS]
    expected = {"texts": TEXTS, "pooled": {k: [r[k] for r in results] for k in results[0]}}
    if head:
        scores = []
        for a, b in PAIRS:
            left, right = [BOS] + tokens(a) + [EOS], tokens(b) + [EOS]
            last = run(w, torch.tensor(left + right), torch.tensor([0] * len(left) + [1] * len(right)))[1]
            scores.append(head(w, last.mean(0) if config.get("classifier_pooling") == "mean" else last[0]).item())
        expected.update({"pairs": PAIRS, "scores": scores})
    write(root, name, config, w, expected, shards=shards)


def modern_head(w, x):
    bare = Weights()
    bare.update({n: t for n, t in w.items() if n.startswith("head.")})
    h = bare.layer_norm(gelu(bare.linear(x, "head.dense", WIDTH, False)), "head.norm", 1e-5, False)
    w.update(bare)
    return w.linear(h, "classifier", 1, bare=True)


def sentence(root, config, zeros):
    """A sentence-transformers folder: mean, a layer with a bias and tanh, a layer without."""
    w, path = Weights(), os.path.join(root, "sentence")
    first, second = Weights(), Weights()
    vectors = []
    for text in TEXTS:
        ids = torch.tensor([BOS] + tokens(text) + [EOS])
        x = bert_like(w, ids, zeros(ids, None), config, BERT, 0)[1].mean(0)
        x = second.linear(torch.tanh(first.linear(x, "linear", 32)), "linear", 16, False)
        vectors.append(F.normalize(x, dim=0).tolist())
    write(root, "sentence", config, w, {"texts": TEXTS, "vectors": vectors})
    kinds = [("0", "", "Transformer"), ("1", "1_Pooling", "Pooling"), ("2", "2_Dense", "Dense"),
             ("3", "3_Dense", "Dense"), ("4", "4_Normalize", "Normalize")]
    dense = {"in_features": WIDTH, "out_features": 32, "bias": True, "activation_function": "torch.nn.modules.activation.Tanh"}
    last = {"in_features": 32, "out_features": 16, "bias": False, "activation_function": "torch.nn.modules.linear.Identity"}
    for folder, settings, tensors in [("1_Pooling", {"pooling_mode_mean_tokens": True}, None),
                                      ("2_Dense", dense, first), ("3_Dense", last, second)]:
        os.makedirs(os.path.join(path, folder))
        with open(os.path.join(path, folder, "config.json"), "w") as f:
            json.dump(settings, f)
        if tensors:
            save(os.path.join(path, folder, "model.safetensors"), tensors)
    with open(os.path.join(path, "modules.json"), "w") as f:
        json.dump([{"idx": int(i), "name": i, "path": p, "type": "sentence_transformers.models." + t} for i, p, t in kinds], f)


def main(root):
    torch.manual_seed(7)
    torch.set_num_threads(1)
    common = {"vocab_size": VOCAB, "hidden_size": WIDTH, "num_attention_heads": HEADS, "num_hidden_layers": LAYERS,
              "intermediate_size": INNER, "max_position_embeddings": POSITIONS, "hidden_act": "gelu"}
    zeros = lambda ids, segments: torch.zeros_like(ids) if segments is None else segments

    bert = dict(common, model_type="bert", layer_norm_eps=1e-12, type_vocab_size=2)
    encoder(root, "bert", bert, lambda w, i, s: bert_like(w, i, zeros(i, s), bert, BERT, 0), "bert.",
            lambda w, x: w.linear(torch.tanh(w.linear(x, "pooler.dense", WIDTH)), "classifier", 1, bare=True))
    roberta = dict(common, model_type="roberta", layer_norm_eps=1e-5, type_vocab_size=1, pad_token_id=1)
    encoder(root, "roberta", roberta, lambda w, i, s: bert_like(w, i, torch.zeros_like(i), roberta, BERT, 2), "roberta.",
            lambda w, x: w.linear(torch.tanh(w.linear(x, "classifier.dense", WIDTH, bare=True)), "classifier.out_proj", 1, bare=True),
            shards=3)
    distil = {"model_type": "distilbert", "vocab_size": VOCAB, "dim": WIDTH, "n_heads": HEADS, "n_layers": LAYERS,
              "hidden_dim": INNER, "max_position_embeddings": POSITIONS, "activation": "gelu"}
    encoder(root, "distilbert", distil, lambda w, i, s: bert_like(w, i, None, distil, DISTIL, 0), "distilbert.",
            lambda w, x: w.linear(torch.relu(w.linear(x, "pre_classifier", WIDTH, bare=True)), "classifier", 1, bare=True))
    mpnet = dict(common, model_type="mpnet", layer_norm_eps=1e-5, pad_token_id=1, relative_attention_num_buckets=32)
    encoder(root, "mpnet", mpnet, lambda w, i, s: bert_like(w, i, None, mpnet, MPNET, 2), "mpnet.",
            lambda w, x: w.linear(torch.tanh(w.linear(x, "classifier.dense", WIDTH, bare=True)), "classifier.out_proj", 1, bare=True))
    modern = dict(common, model_type="modernbert", hidden_activation="gelu", norm_eps=1e-5, local_attention=8,
                  global_attn_every_n_layers=3, global_rope_theta=160000.0, local_rope_theta=10000.0)
    encoder(root, "modernbert", modern, lambda w, i, s: modern_bert(w, i, modern), "model.", modern_head)
    mean = dict(modern, classifier_pooling="mean")
    encoder(root, "modernbert-mean", mean, lambda w, i, s: modern_bert(w, i, mean), "model.", modern_head)
    sentence(root, bert, zeros)

    base = dict(common, hidden_act="silu", rms_norm_eps=1e-6, num_key_value_heads=2, rope_theta=10000.0,
                tie_word_embeddings=True, eos_token_id=EOS)
    llama3 = {"rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0,
              "original_max_position_embeddings": 32}
    for name, config, shards in [
            ("llama", dict(base, model_type="llama", rope_scaling=llama3, tie_word_embeddings=False), 2),
            ("mistral", dict(base, model_type="mistral", sliding_window=None,
                             rope_scaling={"rope_type": "linear", "factor": 2.0}), 1),
            ("qwen2", dict(base, model_type="qwen2", rope_theta=1000000.0), 1),
            ("qwen3", dict(base, model_type="qwen3", head_dim=48, tie_word_embeddings=False), 1),
            ("llama-yarn", dict(base, model_type="llama", rope_scaling={
                "rope_type": "yarn", "factor": 4.0, "original_max_position_embeddings": 1024}), 1),
            ("llama-longrope", dict(base, model_type="llama", original_max_position_embeddings=50, rope_scaling={
                "rope_type": "longrope", "short_factor": [1 + 0.1 * i for i in range(16)], "long_factor": [9.0] * 16}), 1),
            ("llama-dynamic", dict(base, model_type="llama", rope_scaling={"rope_type": "dynamic", "factor": 4.0}), 1)]:
        w = Weights("model.")
        results, scores, nexts, greedy = [], [], [], []
        for text in TEXTS:
            ids = [BOS] + tokens(text)
            results.append(pooled(*decoder(w, torch.tensor(ids), config)))
            p = torch.log_softmax(logits(w, torch.tensor(ids), config), -1)
            scores.append(sum(p[i, ids[i + 1]].item() for i in range(len(ids) - 1)))
            nexts.append(p[-1].tolist())
            for _ in range(8):
                ids.append(int(logits(w, torch.tensor(ids), config)[-1].argmax()))
            greedy.append(ids[-8:])
        pairs = []
        if name in ("llama", "qwen3"):
            for a, b in PAIRS:
                last = decoder(w, torch.tensor([BOS] + tokens(a) + tokens(b)), config)[1][-1]
                pairs.append(w.linear(last, "score", 1, False, bare=True).item())
        write(root, name, config, w, {"texts": TEXTS, "pooled": {k: [r[k] for r in results] for k in results[0]},
                                      "pairs": PAIRS, "scores": pairs, "log_probabilities": scores, "next": nexts, "greedy": greedy}, True, shards)


main(sys.argv[1])
