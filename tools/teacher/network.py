"""A pretrained encoder with a classifier of the words of a window."""

import random

import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional
from transformers import AutoConfig, AutoModel

from articles import UNKNOWN

#: Number of word shapes, and of corpora with guidelines of their own.
SHAPES, STYLES = 5, 2
#: Number of subword tokens in a batch, including padding.
BATCH = 4096


class ChannelDropout(nn.Module):
    """Dropout of whole channels of a sequence: equally effective here as that of single numbers, and much faster."""

    def __init__(self, p):
        super().__init__()
        # Named as in the module that it replaces.
        self.p = p

    def forward(self, x):
        if not self.training or not self.p:
            return x
        kept = torch.rand(x.shape[0], 1, x.shape[-1]) >= self.p
        return x * (kept.to(x.dtype) / (1 - self.p))


class Network(nn.Module):
    """The encoder with additional embeddings for the word shape, for quoted words and for the head."""

    def __init__(self, encoder, classes):
        super().__init__()
        config = AutoConfig.from_pretrained(encoder)
        config.attention_probs_dropout_prob = 0.0
        self.encoder = AutoModel.from_config(config, attn_implementation="eager", add_pooling_layer=False)
        # The packaged file has a pooling layer, which is not used.
        self.encoder.load_state_dict(load_file(encoder / "model.safetensors"), strict=False)
        self.encoder.embeddings.word_embeddings.requires_grad_(False)
        self.shape = nn.Embedding(SHAPES, config.hidden_size)
        self.quoted = nn.Embedding(2, config.hidden_size)
        self.head = nn.Embedding(2, config.hidden_size)
        self.style = nn.Embedding(STYLES, config.hidden_size)
        nn.init.zeros_(self.shape.weight)
        nn.init.zeros_(self.quoted.weight)
        nn.init.normal_(self.style.weight, std=0.02)
        nn.init.normal_(self.head.weight, std=0.02)
        self.dropout = nn.Dropout(config.hidden_dropout_prob)
        self.classes = nn.Linear(config.hidden_size, classes)
        for module in list(self.modules()):
            for name, child in list(module.named_children()):
                if isinstance(child, nn.Dropout):
                    setattr(module, name, ChannelDropout(child.p))

    def hidden(self, windows):
        """Returns the vectors of the subword tokens of windows."""
        longest = max(map(len, windows))
        column = lambda k: torch.tensor([[*w.columns[k], *[0] * (longest - len(w))] for w in windows])
        mask = torch.tensor([[1] * len(w) + [0] * (longest - len(w)) for w in windows])
        pieces = self.encoder.embeddings.word_embeddings(column(0))
        style = self.style(torch.tensor([w.style for w in windows])).unsqueeze(1)
        inputs = pieces + self.shape(column(1)) + self.quoted(column(2)) + self.head(column(3)) + style
        with torch.autocast("cpu", dtype=torch.bfloat16):
            return self.encoder(inputs_embeds=inputs, attention_mask=mask).last_hidden_state

    def forward(self, windows):
        hidden = self.dropout(self.hidden(windows))
        with torch.autocast("cpu", dtype=torch.bfloat16):
            return self.classes(hidden).float()

    def fit(self, windows, passes, rate, seed):
        """Trains the network on the classes of the words of windows."""
        torch.manual_seed(seed)
        shuffle = random.Random(seed)
        plan = [batch for _ in range(passes) for batch in batches(windows, BATCH, shuffle)]
        matrices = [p for p in self.parameters() if p.dim() > 1]
        vectors = [p for p in self.parameters() if p.dim() <= 1]
        groups = [{"params": matrices, "weight_decay": 0.01}, {"params": vectors, "weight_decay": 0.0}]
        optimizer = torch.optim.AdamW(groups, lr=rate, betas=(0.9, 0.98), fused=True)

        def loss(batch):
            scores = self(batch)
            return partial_loss(scores, batch) if batch[0].allowed is not None else full_loss(scores, batch)

        return self.follow(plan, optimizer, loss, "teacher")

    def follow(self, plan, optimizer, loss_of, name):
        """Trains on the batches of a plan; the learning rate rises over a twelfth of them and then falls to zero."""
        warm = max(1, len(plan) // 12)
        pace = lambda step: min((step + 1) / warm, (len(plan) - step) / (len(plan) - warm))
        schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, pace)
        self.train()
        for step, batch in enumerate(plan):
            loss = loss_of(batch)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(self.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            if (step + 1) % 100 == 0:
                print(f"{name}: {step + 1} of {len(plan)} steps, loss {loss.item():.3f}", flush=True)
        return self

    @torch.no_grad()
    def predict(self, windows):
        """Returns the class probabilities of each word of each window."""
        self.eval()
        found = {}
        for batch in batches(windows, 2 * BATCH):
            probabilities = self(batch).softmax(-1).numpy()
            found.update((id(window), p[window.at]) for window, p in zip(batch, probabilities))
        return [found[id(window)] for window in windows]


def full_loss(scores, batch):
    """Returns the loss where each word has one class."""
    targets = torch.full(scores.shape[:2], UNKNOWN)
    for row, window in zip(targets, batch):
        row[window.at] = torch.from_numpy(window.classes)
    return functional.cross_entropy(scores.flatten(0, 1), targets.flatten(), ignore_index=UNKNOWN)


def partial_loss(scores, batch):
    """Returns the loss where the annotation allows each word several classes."""
    allowed, words = torch.ones(scores.shape, dtype=torch.bool), torch.zeros(scores.shape[:2], dtype=torch.bool)
    for row, flags, window in zip(allowed, words, batch):
        row[window.at] = torch.from_numpy(window.allowed)
        flags[window.at] = True
    loss = scores.logsumexp(-1) - scores.masked_fill(~allowed, -torch.inf).logsumexp(-1)
    return loss[words].mean()


def batches(windows, size, shuffle=None, together=512):
    """Groups windows of similar length into batches; shuffled ones are sorted by length only within this many."""
    order = list(windows)
    if shuffle:
        shuffle.shuffle(order)
    step = together if shuffle else len(order)
    found = []
    for start in range(0, len(order), step or 1):
        batch = []
        for window in sorted(order[start : start + step], key=len):
            if batch and len(window) * (len(batch) + 1) > size:
                found.append(batch)
                batch = []
            batch.append(window)
        found.append(batch)
    if shuffle:
        shuffle.shuffle(found)
    return found
