"""Smooth noise fields: random lattices, enlarged and added up."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Field = NDArray[np.floating]


def lattice(rng: np.random.Generator, columns: int, rows: int, cells: float) -> Field:
    """Return one octave: a coarse random lattice enlarged to ``rows`` × ``columns``."""
    coarse = rng.random((int(cells * rows / columns) + 3, int(cells) + 3), dtype=np.float32)
    enlarged = Image.fromarray(coarse).resize((columns, rows), Image.Resampling.BICUBIC)
    return np.asarray(enlarged, dtype=np.float32)


def smooth_noise(
    columns: int, rows: int, seed: int, cells: float, octaves: int = 3, gain: float = 0.5
) -> Field:
    """Return a field of shape (rows, columns) that runs from 0 to 1.

    ``cells`` is the number of hills across the width in the slowest octave; each further
    octave is twice as fine and ``gain`` times as strong.
    """
    rng = np.random.default_rng(seed)
    total = np.zeros((rows, columns), dtype=np.float32)
    for octave in range(octaves):
        total += np.float32(gain**octave) * lattice(rng, columns, rows, cells * 2**octave)
    low, high = total.min(), total.max()
    return (total - low) / max(high - low, np.float32(1e-6))


def enlarged(field: Field, columns: int, rows: int) -> Field:
    """Return the field at a new size, bicubic."""
    image = Image.fromarray(np.ascontiguousarray(field, dtype=np.float32))
    return np.asarray(image.resize((columns, rows), Image.Resampling.BICUBIC), dtype=np.float32)
