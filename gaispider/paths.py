"""Where things are. Every default path starts at the folder of scrapy.cfg, never at the working directory."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SITES = ROOT / "data" / "sites"
REFERENCE = ROOT / "data" / "reference"
SAMPLES = ROOT / "data" / "samples"
STORE = ROOT / "data" / "store"
BUILD = ROOT / "build"
