"""Trees of channels that a page's script holds as data: which of them are report columns, down to their leaves.

Systems name the fields of a channel in their own ways, so a channel is any object with a name, and its children are
whatever lists of objects it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from gaispider.page.listing.data.loose_json import loose_data
from gaispider.page.listing.site_sections import is_report_column

Channel = Mapping[str, object]
_NAMES = ("name", "channelname", "title", "label", "text", "columnname", "catname")
# Deeper than any menu.
_DEPTH = 12


def channels_after(begin: re.Pattern[str], text: str) -> Iterator[Channel]:
    """The channels of the data that follows each match of `begin`; none where it is no data."""
    for found in begin.finditer(text):
        data = loose_data(text[found.end() :].lstrip())
        yield from _channels(data)


def report_channels(channels: Iterator[Channel], *, within: bool = False, depth: int = 0) -> Iterator[Channel]:
    """The leaves of the report columns among the channels: of a column by years or units, each year or unit.

    One that leads elsewhere has no children: `jump_of` says where to.
    """
    for channel in channels:
        if depth > _DEPTH:
            continue
        lists = () if jump_of(channel) else channel.values()
        children = [child for value in lists if isinstance(value, list) for child in _channels(value)]
        is_report = within or is_report_column(name_of(channel))
        if children:
            yield from report_channels(iter(children), within=is_report, depth=depth + 1)
        elif is_report:
            yield channel


def name_of(channel: Channel) -> str:
    """The name of a channel without blanks; empty if it has none."""
    return _text(channel, *_NAMES).replace(" ", "")


def jump_of(channel: Channel) -> str:
    """The address that a channel leads to instead of a list of its own; empty if it does not."""
    return _text(channel, "jump_url", "jumpurl").strip()


def _channels(data: object) -> Iterator[Channel]:
    values = data if isinstance(data, list) else [data]
    return (value for value in values if isinstance(value, dict))


def _text(channel: Channel, *names: str) -> str:
    """The first of the named fields that is a string and not empty; names are compared in lower case."""
    fields = {key.lower(): value for key, value in channel.items()}
    return next((value for name in names if isinstance(value := fields.get(name), str) and value.strip()), "")


def field_of(channel: Channel, *names: str) -> str:
    """The first of the named fields that has a value, as a string; empty if none has."""
    fields = {key.lower(): value for key, value in channel.items()}
    found = (fields.get(name) for name in names)
    return next((str(value) for value in found if isinstance(value, str | int) and str(value).strip()), "")
