"""Which training a number is of: work on disclosure, or farmers, fire drills and trades, which are not the report's.

What stands between verb and 培训 is looked at: it names disclosure, or only words that say nothing of a subject
(training_of_work in data/reference/narrative_words.tsv). 举办水利业务培训班4期 names another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from gaispider.report.narrative.words import alternatives

_KEYS = frozenset(("training_sessions", "trained_people"))
_TRAINING = "培训"
_REACH = 40
_BREAK = re.compile(r"[,;。:(\d#]")
_VERB = re.compile("举办|开展|组织|召开|进行|举行|开办|承办|安排|参加|接受|参与|加强|强化|抓好|做好|派员|选派")
# What is trained, between 培训 and the number of people.
_OBJECT = re.compile(r"(?:班|会|活动|讲座)?(?P<object>[一-龥]*?)(?:达|共|计|约|近|超过?|余)*(?=\d)")


def is_of_other_training(key: str, before: str) -> bool:
    """Whether sessions or people trained are of another subject than disclosure.

    `before` is the sentence up to and with the words that count.
    """
    if key not in _KEYS:
        return False
    at = before.rfind(_TRAINING)
    trained = _OBJECT.match(before, at + len(_TRAINING)) if key == "trained_people" and at >= 0 else None
    if trained and not _says_no_subject(trained["object"]):
        return True
    subjects = list(_subjects(before))
    if key == "trained_people":
        # 开展法治培训2场、政务公开培训1场,参训人员合计150人: nobody can tell how many of them.
        return not all(map(_says_no_subject, subjects))
    return bool(subjects) and not _says_no_subject(subjects[0])


def _subjects(before: str) -> Iterator[str]:
    """The subjects of the trainings since the last semicolon, the last one first."""
    at, low = len(before), before.rfind(";") + 1
    while (at := before.rfind(_TRAINING, low, at)) >= 0:
        if subject := _subject(before[max(at - _REACH, low) : at]):
            yield subject


def _subject(ahead: str) -> str:
    """The words of the clause between its last verb and 培训, without those that say nothing of a subject."""
    clause = _VERB.split(_BREAK.split(ahead)[-1])[-1]
    return "" if _neutral().fullmatch(clause) else clause


def _says_no_subject(words: str) -> bool:
    return "公开" in words or _neutral().fullmatch(words) is not None


@cache
def _neutral() -> re.Pattern[str]:
    return re.compile(f"(?:{alternatives('training_of_work')}|、)*")
