"""The benchmark's networks in PyTorch. Reads lines "TASK BATCHES", answers each with a line of JSON.

Tasks: rnn, lstm (the MNIST classifier, batch 512, 128 units) and encoder-decoder (the one of models/encoder-decoder.ts:
256 units, 30 source and 40 target steps, batch 128).
"""

import json
import os
import sys
import time

import torch
from torch import nn
from torch.nn import functional

THREADS = os.cpu_count() or 1
torch.set_num_threads(THREADS)


class Digits(nn.Module):
    def __init__(self, cell):
        super().__init__()
        self.layer = (nn.RNN if cell == "rnn" else nn.LSTM)(28, 128, batch_first=True)
        self.output = nn.Linear(128, 10)
        self.images = torch.rand(60000, 28, 28)
        self.labels = torch.randint(0, 10, (60000,))

    def loss(self):
        batch = torch.randint(0, 60000, (512,))  # ours and Keras pick their batches too
        outputs, _ = self.layer(self.images[batch])
        return functional.cross_entropy(self.output(outputs[:, -1]), self.labels[batch])


class EncoderDecoder(nn.Module):
    UNITS, SYMBOLS, SOURCE, TARGET, BATCH = 256, 512, 30, 40, 128

    def __init__(self):
        super().__init__()
        units, symbols = self.UNITS, self.SYMBOLS
        self.source = nn.Embedding(symbols, units)
        self.target = nn.Embedding(symbols, units)
        self.encoder = nn.LSTM(units, units // 2, bidirectional=True)
        self.decoder = nn.LSTM(units, units)
        self.keys = nn.Linear(units, units)
        self.combined = nn.Linear(2 * units, units)
        self.output = nn.Linear(units, symbols)
        self.read = torch.randint(0, symbols, (self.SOURCE, self.BATCH))
        self.given = torch.randint(0, symbols, (self.TARGET, self.BATCH))
        self.said = torch.randint(0, symbols, (self.TARGET, self.BATCH))

    def loss(self):
        outputs, (hidden, memory) = self.encoder(self.source(self.read))
        join = lambda state: torch.cat([state[0], state[1]], 1).unsqueeze(0)
        decoded, _ = self.decoder(self.target(self.given), (join(hidden), join(memory)))
        queries = decoded.transpose(0, 1) / self.UNITS**0.5
        scores = torch.bmm(queries, self.keys(outputs).permute(1, 2, 0))
        context = torch.bmm(torch.softmax(scores, -1), outputs.transpose(0, 1)).transpose(0, 1)
        combined = torch.tanh(self.combined(torch.cat([decoded, context], 2)))
        return functional.cross_entropy(self.output(combined).flatten(0, 1), self.said.flatten())


NETWORKS = {"rnn": lambda: Digits("rnn"), "lstm": lambda: Digits("lstm"), "encoder-decoder": EncoderDecoder}
trained = {}


def run(task, batches):
    if task not in trained:
        network = NETWORKS[task]()
        trained[task] = (network, torch.optim.Adam(network.parameters(), 1e-3))
    network, optimizer = trained[task]
    started = time.perf_counter()
    for _ in range(batches):
        loss = network.loss()
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1e9)  # ours takes the norm each step too
        optimizer.step()
        loss.item()
    return time.perf_counter() - started


def product(size):
    a, b = torch.rand(size, size), torch.rand(size, size)
    a @ b
    started = time.perf_counter()
    for _ in range(5):
        a @ b
    return 5 * 2 * size**3 / (time.perf_counter() - started)


print(json.dumps({"name": f"PyTorch {torch.__version__}", "flops": product(2048)}), flush=True)
for line in sys.stdin:
    task, batches = line.split()
    print(json.dumps({"seconds": run(task, int(batches))}), flush=True)
