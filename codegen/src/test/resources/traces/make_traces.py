"""Writes mlp_mnist.txt and logreg_breast_cancer.txt from the traces' JSON, and takes the rows of MNIST they need.

python make_traces.py FOLDER_OF_TRACES FOLDER_OF_MNIST
A line is: run, step (from 0), loss before the step, norm of the gradient.
"""
import gzip
import json
import struct
import sys

ROWS = 4096


def trace(name):
    with open(f"{sys.argv[1]}/{name}.json") as f, open(f"{name}.txt", "w") as out:
        for run, values in json.load(f)["runs"].items():
            for step, pair in enumerate(zip(values["losses"], values["grad_norms"])):
                print(run, step, *map(repr, pair), file=out)


def rows(name, size, header):
    with gzip.open(f"{sys.argv[2]}/train-{name}.gz") as f:
        magic, _ = struct.unpack(">ii", f.read(8))
        rest = f.read(header - 8)
        data = f.read(ROWS * size)
    with open(f"mnist-{name}.gz", "wb") as out:
        out.write(gzip.compress(struct.pack(">ii", magic, ROWS) + rest + data, 9, mtime=0))


trace("mlp_mnist")
trace("logreg_breast_cancer")
rows("images-idx3-ubyte", 784, 16)
rows("labels-idx1-ubyte", 1, 8)
