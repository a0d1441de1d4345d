"""Ordinary least squares on the same rows, columns and preparation as Housing.model.java, by NumPy."""
import csv
import gzip
import numpy as np

KINDS = ["<1H OCEAN", "INLAND", "ISLAND", "NEAR BAY", "NEAR OCEAN"]


def read(name):
    with gzip.open(name, "rt") as file:
        rows = list(csv.DictReader(file))
    numbers = [c for c in rows[0] if c not in ("ocean_proximity", "median_house_value")]
    x = np.array([[float(r[c]) if r[c] else np.nan for c in numbers] for r in rows])
    kind = np.array([[float(r["ocean_proximity"] == k) for k in KINDS] for r in rows])
    return x, kind, np.array([float(r["median_house_value"]) for r in rows])


x, kind, y = read("train.csv.gz")
testX, testKind, testY = read("test.csv.gz")
median = np.nanmedian(x, axis=0)
a = np.hstack([np.where(np.isnan(x), median, x), kind])
b = np.hstack([np.where(np.isnan(testX), median, testX), testKind])
w = np.linalg.lstsq(a, y, rcond=None)[0]
for name, m, v in (("train", a, y), ("test", b, testY)):
    error = m @ w - v
    print(name, len(v), "rows: RMSE", np.sqrt(np.mean(error**2)), "R2", 1 - np.mean(error**2) / np.var(v))
