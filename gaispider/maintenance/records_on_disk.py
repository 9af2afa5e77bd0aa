"""The records of a site on file, and which of those that were read again say something else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from gaispider.crawl.state.rebuild import report_digest
from gaispider.files import body_digest, write_file
from gaispider.items import Report
from gaispider.maintenance.record_diff import new_file
from gaispider.records.fold import Damaged, Version, captured, fold, run_of, versions
from gaispider.schema import encode


@dataclass(frozen=True, slots=True)
class _Line:
    """A line on file: when it was captured and by which archive, and its version."""

    captured: tuple[str, str]
    warc: str | None
    version: Version

    def says(self) -> tuple[str, str]:
        """The digest of its content, and its capture. Raises OSError, InvalidRecordError."""
        report = self.version.read()
        return report_digest(report), str(report.capture)


class RecordsOnDisk:
    """The record files of a site: for each record, the newest line of each capture."""

    def __init__(self, folder: Path, damaged: Damaged) -> None:
        self._folder = folder
        self._lines: dict[str, dict[str | None, _Line]] = {}
        self._versions: list[Version] = []
        self._captures: dict[str, str] = {}
        for version, report in versions(folder.glob("*.jsonl"), damaged):
            capture = report.capture
            self._add_line(version, _capture_of(report), captured(report), capture.warc if capture else None)

    def newest(self, ids: Iterable[str]) -> dict[str, Report]:
        """The newest version of each of these records that is on file. Raises OSError, InvalidRecordError."""
        found = fold(self._versions)
        return {key: found[key].read() for key in ids if key in found}

    def cited(self) -> dict[str | None, set[str]]:
        """The WARC-Record-IDs that the newest versions cite, by the name of the archive's file (None: not said)."""
        result: dict[str | None, set[str]] = {}
        for key, version in fold(self._versions).items():
            capture = self._captures.get(version.digest)
            if capture:
                warc = self._lines[key][capture].warc
                result.setdefault(warc.rpartition("/")[2] if warc else None, set()).add(capture)
        return result

    def changed(self, reports: Iterable[Report]) -> list[Report]:
        """The reports with new content, each with the line that it replaces in `supersedes`.

        A report is compared with the line of the same capture, except for `read_at`, `extractor` and `supersedes`. If
        there is no such line, it is compared with the newest line of an earlier capture.
        """
        found = []
        for report in reports:
            line, is_own = self._line(report.id, _capture_of(report), captured(report))
            if line is None:
                same = False
            else:
                content, capture = line.says()
                # The crawl writes no line for a capture with the same content as before.
                same = content == report_digest(report) and (not is_own or capture == str(report.capture))
            if not same:
                found.append(replace(report, supersedes=line.version.digest if line else None))
        return found

    def standing(self, key: str, capture: str | None, moment: tuple[str, str]) -> str | None:
        """The digest of the line that a record of a capture is compared with; None if there is none."""
        line, _ = self._line(key, capture, moment)
        return line.version.digest if line else None

    def write(self, reports: list[Report], archive: Path) -> Path:
        """Write changed reports to a new file beside those of their run. Raises OSError, InvalidRecordError."""
        path = new_file(self._folder, archive)
        lines = [encode(report) for report in reports]
        write_file(path, (line + b"\n" for line in lines))
        offset = 0
        for number, (report, line) in enumerate(zip(reports, lines, strict=True), start=1):
            digest, moment = body_digest(line), captured(report)
            # Its place in time is that of its capture's line, if there is one.
            known = self._lines.get(report.id, {}).get(_capture_of(report))
            place = known.version.order[1:3] if known is not None else (moment[1], 0)
            order = (run_of(path.name), *place, True, report.read_at or "", path.name, number)
            version = Version(report.id, path, number, offset, len(line), digest, report.supersedes, order)
            self._add_line(version, _capture_of(report), moment, report.capture.warc if report.capture else None)
            offset += len(line) + 1
        return path

    def _line(self, key: str, capture: str | None, moment: tuple[str, str]) -> tuple[_Line | None, bool]:
        """The line of a capture, else the newest of an earlier one; and whether it is of that capture."""
        captures = self._lines.get(key, {})
        if (own := captures.get(capture)) is not None:
            return own, True
        earlier = [one for one in captures.values() if one.captured <= moment]
        return max(earlier, key=lambda one: one.version.order, default=None), False

    def _add_line(self, version: Version, capture: str | None, moment: tuple[str, str], warc: str | None) -> None:
        self._versions.append(version)
        if capture:
            self._captures[version.digest] = capture
        captures = self._lines.setdefault(version.id, {})
        known = captures.get(capture)
        if known is None or fold([known.version, version])[version.id] is version:
            captures[capture] = _Line(moment, warc, version)


def _capture_of(report: Report) -> str | None:
    return report.capture.record_id if report.capture else None
