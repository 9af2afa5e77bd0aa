"""What `--explain` asks about: an option that may stand alone, or before a field or an input."""

from __future__ import annotations

from pathlib import Path

from gaispider.explain import EVERY
from gaispider.explain.sheet import FIELDS


class AskedWrongError(ValueError):
    """There is no such field, or nothing to explain; says what there is."""


def asked(word: str, inputs: list[str]) -> tuple[list[str], str]:
    """Inputs and field that are meant by `--explain WORD INPUT…`; WORD may be an input. Raises AskedWrongError."""
    if word != EVERY and word not in FIELDS:
        if not Path(word).is_file():
            raise AskedWrongError(f"--explain {word}: no field of that name; there are {', '.join(FIELDS)}")
        inputs, word = [word, *inputs], EVERY
    if not inputs:
        raise AskedWrongError("--explain: name a saved page or an archive")
    return inputs, word
