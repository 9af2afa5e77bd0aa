"""Words with several readings, decided by weighing what stands around them.

The conversion leaves two characters in the place of such a word: MARK and a character that numbers the word. Here each
place gets the reading for which most evidence stands in its clause; without evidence it gets the default reading.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from operator import add

MARK = "\ufdd0"  # a noncharacter (Unicode 23.7): no text has it
_FIRST_NUMBER = 0xE000
_REACH = 14  # characters to each side
PROVEN = 4.0  # weight of a direct neighbour with which the word has only one reading
_ADJACENT = 2.0  # of one with which it mostly has
_SURE = 2.0  # of a word anywhere in the clause beside which the other readings are rare; of others 1
_USUAL = 1.5  # advantage of the default reading
_MAJORITY = 3  # of the places decided in the text, for each other one and one more: what an undecided place follows
_CLOSE = 5  # characters to a side within which a word counts _NEAR times as much
_NEAR = 1.5
_LONGER = 0.5  # for each further character of a direct neighbour
# Every end of a clause is a line end, and every digit is 0: 0卷 stands for any number of 卷.
_FOLDED = str.maketrans("123456789,，.。;；:：!！?？\t|　", "0" * 9 + "\n" * 15)


@dataclass(slots=True)
class Word:
    """Evidence for the readings of one word; readings[0] is the default, and the one of an undecided tie."""

    readings: list[str]
    before: dict[str, tuple[int, float]] = field(default_factory=dict)
    after: dict[str, tuple[int, float]] = field(default_factory=dict)
    near: dict[str, tuple[int, float]] = field(default_factory=dict)
    # The lengths of those that end, or begin, with a character; the longest comes first.
    lengths_before: dict[str, list[int]] = field(default_factory=dict)
    lengths_after: dict[str, list[int]] = field(default_factory=dict)

    def add(
        self,
        reading: str,
        before: Iterable[str] = (),
        after: Iterable[str] = (),
        near: Iterable[str] = (),
        sure: Iterable[str] = (),
        weight: float = _ADJACENT,
    ) -> None:
        """Evidence for a reading; what was added first stays. A word in `near` or `sure` has two characters."""
        if reading not in self.readings:
            self.readings.append(reading)
        index = self.readings.index(reading)
        for texts, neighbours, lengths, end in (
            (before, self.before, self.lengths_before, -1),
            (after, self.after, self.lengths_after, 0),
        ):
            for text in texts:
                neighbours.setdefault(text, (index, weight + _LONGER * (len(text) - 1)))
                found = lengths.setdefault(text[end], [])
                if len(text) not in found:
                    found.append(len(text))
                    found.sort(reverse=True)
        for text in sure:
            self.near.setdefault(text, (index, _SURE))
        for text in near:
            self.near.setdefault(text, (index, 1.0))

    def decide(self, left: str, right: str) -> str | None:
        """The reading between two texts; none where there is no evidence."""
        scores = [0.0] * len(self.readings)
        first = found = None
        for length in self.lengths_before.get(left[-1:], ()):
            if first := self.before.get(left[-length:]):
                scores[first[0]] = first[1]
                break
        for length in self.lengths_after.get(right[:1], ()):
            if found := self.after.get(right[:length]):
                scores[found[0]] += found[1]
                break
        if first is None or found is None:
            only = first or found
            if only and only[1] >= PROVEN:
                return self.readings[only[0]]
        elif first[0] == found[0]:
            return self.readings[first[0]]
        left = left.translate(_FOLDED).rpartition("\n")[2]
        clause = left + MARK + right.translate(_FOLDED).partition("\n")[0]
        first_close, last_close = len(left) + 1 - _CLOSE, len(left) + _CLOSE
        for position, hit in enumerate(map(self.near.get, map(add, clause, clause[1:]))):
            if hit:
                scores[hit[0]] += hit[1] * _NEAR if first_close <= position < last_close else hit[1]
        if not any(scores):
            return None
        scores[0] += _USUAL
        return self.readings[scores.index(max(scores))]


def numbered(words: Iterable[str]) -> dict[str, str]:
    """Word → what stands for it in the converted text."""
    return {word: MARK + chr(_FIRST_NUMBER + number) for number, word in enumerate(words)}


def decider(words: Iterable[Word]) -> Callable[[str], str]:
    """Put the readings where the marks are; `words` in the order in which they were numbered."""
    table = {chr(_FIRST_NUMBER + number): word for number, word in enumerate(words)}

    def decide(text: str) -> str:
        first, *pieces = text.split(MARK)
        if not pieces:
            return text
        done = [first]
        open_places: list[tuple[int, Word]] = []
        closed: list[tuple[int, str]] = []
        left = first[-_REACH:]
        for number, piece in enumerate(pieces):
            word = table.get(piece[:1])
            if word is None:
                done += MARK, piece
                left = (left + piece)[-_REACH:]
                continue
            right = piece[1 : _REACH + 1]
            if len(right) < _REACH and number + 1 < len(pieces):
                following = pieces[number + 1]
                other = table.get(following[:1])
                right = (right + (other.readings[0] if other else "") + following[1:_REACH])[:_REACH]
            reading = word.decide(left, right)
            if reading is None:
                reading = word.readings[0]
                open_places.append((len(done), word))
            else:
                closed.append((id(word), reading))
            rest = piece[1:]
            done += reading, rest
            left = rest[-_REACH:] if len(rest) >= _REACH else (left + reading + rest)[-_REACH:]
        decided = Counter(closed if open_places else ())
        for place, word in open_places:
            counts = [decided[id(word), reading] for reading in word.readings]
            most = max(counts)
            if most >= _MAJORITY * (sum(counts) - most + 1):
                done[place] = word.readings[counts.index(most)]
        return "".join(done)

    return decide
