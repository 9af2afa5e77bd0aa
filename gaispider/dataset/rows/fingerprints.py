"""FracMinHash of a text (Irber and others 2022): of its 5-character shingles those whose hash is in the lowest 1/32.

Two texts have a share of their sampled hashes in common that estimates the share of their shingles.
"""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

SHINGLE, FRACTION = 5, 32
_WORD_CHARS = re.compile(r"[\W_]+")
_BASE = np.uint64(1_099_511_628_211)
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))
_LOWEST = np.uint64((1 << 64) // FRACTION)


def fingerprint(text: str) -> NDArray[np.int64]:
    """The sampled hashes of a text, sorted, each once; white space and punctuation are left out."""
    bare = _WORD_CHARS.sub("", text)
    if len(bare) < SHINGLE:
        return np.empty(0, dtype=np.int64)
    signs = np.frombuffer(bare.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    hashes = np.zeros(len(signs) - SHINGLE + 1, dtype=np.uint64)
    for place in range(SHINGLE):
        hashes = hashes * _BASE + signs[place : len(signs) - SHINGLE + 1 + place]
    for shift, factor in zip((30, 27), _MIX, strict=True):
        hashes = (hashes ^ (hashes >> np.uint64(shift))) * factor
    hashes ^= hashes >> np.uint64(31)
    kept = np.unique(hashes[hashes < _LOWEST])
    return kept.view(np.int64)
