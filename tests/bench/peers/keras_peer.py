"""The benchmark's MNIST classifiers in Keras. Reads lines "TASK BATCHES", answers each with a line of JSON."""

import json
import os
import sys
import time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import numpy
import tensorflow as tf

tf.config.threading.set_intra_op_parallelism_threads(os.cpu_count() or 1)

IMAGES = numpy.random.rand(512 * 20, 28, 28).astype("float32")
LABELS = numpy.random.randint(0, 10, 512 * 20)
trained = {}


def run(task, batches):
    if task not in trained:
        layer = (tf.keras.layers.SimpleRNN if task == "rnn" else tf.keras.layers.LSTM)(128)
        network = tf.keras.Sequential([tf.keras.Input((28, 28)), layer, tf.keras.layers.Dense(10)])
        loss = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        network.compile(tf.keras.optimizers.Adam(1e-3), loss)
        network.fit(IMAGES[: 512 * 2], LABELS[: 512 * 2], batch_size=512, verbose=0)
        trained[task] = network
    count = 512 * batches
    started = time.perf_counter()
    trained[task].fit(IMAGES[:count], LABELS[:count], batch_size=512, verbose=0)
    return time.perf_counter() - started


print(json.dumps({"name": f"Keras {tf.keras.__version__}, TensorFlow {tf.__version__}"}), flush=True)
for line in sys.stdin:
    task, batches = line.split()
    print(json.dumps({"seconds": run(task, int(batches))}), flush=True)
