"""Writes the reference files of the data tests beside itself. Needs numpy 2.4 and safetensors 0.8."""
import pathlib

import numpy as np
from numpy.lib import format as npy
from safetensors.numpy import save_file

here = pathlib.Path(__file__).parent

# Every element type NumPyFile reads, with the extremes of each, little and big endian.
for code in ["f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"]:
    dtype = np.dtype(code)
    if dtype.kind == "f":
        values = [0.0, -0.5, 1.5, float(np.finfo(dtype).max), float(np.finfo(dtype).smallest_subnormal), np.inf]
    else:
        least, most = np.iinfo(dtype).min, np.iinfo(dtype).max
        values = [0, 1, 100, least, most if code != "u8" else 2**63 - 1, 7]
    for order, suffix in [("<", "le"), (">", "be")]:
        np.save(here / f"{code}_{suffix}.npy", np.array(values, dtype=order + code).reshape(2, 3))
np.save(here / "bool.npy", np.array([[True, False, True], [False, False, True]]))

# Element i of the row-major order is i.
np.save(here / "fortran.npy", np.asfortranarray(np.arange(24, dtype="<i4").reshape(2, 3, 4)))
np.save(here / "scalar.npy", np.float64(2.5))
np.save(here / "empty.npy", np.zeros((0, 3), dtype="<f4"))
for version in [(2, 0), (3, 0)]:
    with open(here / f"version{version[0]}.npy", "wb") as out:
        npy.write_array(out, np.arange(6, dtype="<f4").reshape(2, 3), version=version)
np.save(here / "complex.npy", np.array([1j]))
np.save(here / "structured.npy", np.zeros(2, dtype=[("a", "<f4"), ("b", "<i4")]))

arrays = {"x": np.arange(12, dtype="<f4").reshape(4, 3), "y": np.array([0, 1, 2, 1], dtype="<i8")}
np.savez(here / "stored.npz", **arrays)
np.savez_compressed(here / "deflated.npz", **arrays)

save_file(
    {
        "w": np.arange(6, dtype=np.float32).reshape(2, 3),
        "half": np.array([0.5, -2.0, 65504.0], dtype=np.float16),
        "d": np.array([0.1], dtype=np.float64),
        "i": np.array([-1, 2], dtype=np.int32),
        "l": np.array(2**40, dtype=np.int64),
        "b": np.array([True, False, True]),
        "u": np.array([255], dtype=np.uint8),
    },
    here / "reference.safetensors",
    metadata={"made": "by safetensors", "epoch": "3"},
)
