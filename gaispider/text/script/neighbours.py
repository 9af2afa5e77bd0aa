"""Decides words with several readings by the weight of the text around them.

The conversion leaves two characters in the place of such a word: MARK, and a character that numbers the word. Here each
place gets the reading with the most evidence in its clause, or else the default reading.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

MARK = "\ufdd0"  # a noncharacter (Unicode 23.7): no text has it
_FIRST_NUMBER = 0xE000
_REACH = 14  # characters to each side
PROVEN = 4.0  # weight of a direct neighbour that allows only one reading of the word
_ADJACENT = 2.0  # weight of one that mostly has that reading
_SURE = 2.0  # weight of a word in the clause that makes other readings rare; other words weigh 1
_USUAL = 1.5  # advantage of the default reading
CAUTIOUS = 5.0  # advantage of leaving the word, where nothing shows that the copy changed it
_MAJORITY = 3  # an undecided place follows the reading that has so many times the other decided places, plus one
STRAY = 5  # changed words for each one that a converter of all words may have left
_BEGINNING = 4_000  # characters needed to tell which words a copy keeps
_CLOSE = 5  # characters to a side within which a word counts _NEAR times as much
_NEAR = 1.5
_LONGER = 0.5  # for each further character of a direct neighbour
_ENDS = "\n,，.。;；:：!！?？\t|　"
_BEFORE_CLAUSE = re.compile(f"(?:[^{_ENDS}]*[{_ENDS}])*")
_CLAUSE = re.compile(f"[^{_ENDS}]*")


@dataclass(slots=True)
class Word:
    """Evidence for the readings of one word. readings[0] is the default, also for a tie.

    `plain` is the word in Simplified characters, `usual` the advantage of the default. `spellings` has the readings
    that this copy did not change into the word if they occur in it, and their possible spellings there.
    """

    readings: list[str]
    plain: str = ""
    usual: float = _USUAL
    spellings: dict[str, set[str]] = field(default_factory=dict)
    before: dict[str, tuple[int, float]] = field(default_factory=dict)
    after: dict[str, tuple[int, float]] = field(default_factory=dict)
    near: dict[str, tuple[int, float]] = field(default_factory=dict)
    # The lengths of those that end, or begin, with a character; the longest comes first.
    lengths_before: dict[str, list[int]] = field(default_factory=dict)
    lengths_after: dict[str, list[int]] = field(default_factory=dict)
    pattern: re.Pattern[str] | None = None  # any word of `near`; compiled when first needed

    def add(
        self,
        reading: str,
        before: Iterable[str] = (),
        after: Iterable[str] = (),
        near: Iterable[str] = (),
        sure: Iterable[str] = (),
        weight: float = _ADJACENT,
    ) -> None:
        """Add evidence for a reading; earlier evidence is kept. A word in `near` or `sure` has two characters."""
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
        for texts, weight in ((sure, _SURE), (near, 1.0)):
            for text in texts:
                # 0卷 stands for any number of 卷.
                for digit in "0123456789" if "0" in text else "0":
                    self.near.setdefault(text.replace("0", digit), (index, weight))

    def decide(self, left: str, right: str) -> str | None:
        """The reading between two texts; None without evidence."""
        first = found = None
        for length in self.lengths_before.get(left[-1:], ()):
            if first := self.before.get(left[-length:]):
                break
        for length in self.lengths_after.get(right[:1], ()):
            if found := self.after.get(right[:length]):
                break
        if first is None or found is None:
            only = first or found
            if only and only[1] >= PROVEN:
                return self.readings[only[0]]
        elif first[0] == found[0]:
            return self.readings[first[0]]
        scores = self._weigh(left[-_REACH:], right[:_REACH])
        usual = self.usual
        for direct in (first, found):
            if direct:
                scores[direct[0]] += direct[1]
                if direct[1] >= PROVEN:
                    usual = _USUAL
        if not any(scores):
            return None
        scores[0] += usual
        return self.readings[scores.index(max(scores))]

    def _weigh(self, left: str, right: str) -> list[float]:
        """The weight of each reading by the words of the clause."""
        scores = [0.0] * len(self.readings)
        text = f"{left}{MARK}{right}"
        place = len(left)
        before, rest = _BEFORE_CLAUSE.match(left), _CLAUSE.match(text, place)
        start, end = before.end() if before else 0, rest.end() if rest else len(text)
        if self.pattern is None:
            self.pattern = re.compile("|".join(map(re.escape, self.near)) or "(?!)")
        search = self.pattern.search
        while hit := search(text, start, end):
            index, weight = self.near[hit[0]]
            start = hit.start() + 1
            scores[index] += weight * _NEAR if place + 1 - _CLOSE < start <= place + _CLOSE else weight
        return scores


def numbered(words: Iterable[str]) -> dict[str, str]:
    """For each word its placeholder in the converted text."""
    return {word: MARK + chr(_FIRST_NUMBER + number) for number, word in enumerate(words)}


def decider(words: Iterable[Word]) -> Callable[[str, str], str]:
    """A function that puts readings in the places of marks; `words` in the order in which they were numbered."""
    table = {chr(_FIRST_NUMBER + number): word for number, word in enumerate(words)}

    def decide(text: str, original: str) -> str:
        left, *pieces = text.split(MARK)
        if not pieces:
            return text
        done = [left]
        open_places: list[tuple[int, Word]] = []
        kept: dict[str, list[str]] = {}
        for number, piece in enumerate(pieces):
            word = table.get(piece[:1])
            if word is None:
                done += MARK, piece
                left = (left[-_REACH:] + piece)[-_REACH:]
                continue
            right = rest = piece[1:]
            if len(rest) < _REACH and number + 1 < len(pieces):
                following = pieces[number + 1]
                other = table.get(following[:1])
                right += (other.readings[0] if other else "") + following[1:_REACH]
            reading = word.decide(left, right)
            if reading is None:
                reading = word.readings[0]
                open_places.append((len(done), word))
            if word.spellings:
                if (mark := piece[0]) not in kept:
                    made = text.count(MARK + mark, 0, _BEGINNING)
                    kept[mark] = [
                        reading
                        for reading, spellings in word.spellings.items()
                        if sum(original.count(spelling, 0, _BEGINNING) for spelling in spellings) * STRAY > made
                    ]
                if reading in kept[mark]:
                    reading = word.plain
            done += reading, rest
            left = rest if len(rest) >= _REACH else left[-_REACH:] + reading + rest
        if open_places:
            _follow(done, open_places, [table.get(piece[:1]) for piece in pieces])
        return "".join(done)

    return decide


def _follow(done: list[str], open_places: list[tuple[int, Word]], words: list[Word | None]) -> None:
    """Give places without evidence the reading that the word mostly has in this text, if it has one."""
    opened = {id(word) for _, word in open_places}
    placed = zip(map(id, words), done[1::2], strict=True)
    decided = Counter((word, reading) for word, reading in placed if word in opened)
    decided.subtract((id(word), done[place]) for place, word in open_places)
    for place, word in open_places:
        counts = [decided[id(word), reading] for reading in word.readings]
        most = max(counts)
        if most >= _MAJORITY * (sum(counts) - most + 1):
            done[place] = word.readings[counts.index(most)]
