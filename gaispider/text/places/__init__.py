"""Places by official division code: the gazetteer, and places named in a text. Simplified characters only."""

from gaispider.text.places.gazetteer import Division, codes_of, division, is_within, present_code
from gaispider.text.places.place_finder import PlaceMention, find_places, in_district

__all__ = [
    "Division",
    "PlaceMention",
    "codes_of",
    "division",
    "find_places",
    "in_district",
    "is_within",
    "present_code",
]
