"""Every Scrapy setting of the project; each override says why. `-s NAME=VALUE` overrides for one run.

Settings of our own may also come from the environment as GAISPIDER_<NAME>, for cron and containers.
"""

from __future__ import annotations

import os

from gaispider import __version__
from gaispider.paths import build_folder, sites_folder, store_folder


def _environment(name: str, default: str) -> str:
    return os.environ.get(f"GAISPIDER_{name}", default)


# --- Our own ---------------------------------------------------------------------------------------------------------
# Collected data: one folder a site.
STORE_DIR = _environment("STORE_DIR", str(store_folder()))
# The registry: TOML files of sites.
SITES_DIR = _environment("SITES_DIR", str(sites_folder()))
# A WARC file that answers every request instead of the network.
ARCHIVE_REPLAY = _environment("ARCHIVE_REPLAY", "")
# What a replay writes; never the store, so that samples do not mix with collected records.
REPLAY_DIR = _environment("REPLAY_DIR", str(build_folder() / "replay"))
# Only tests and replicas on this machine have reason to say yes.
ALLOW_PRIVATE_HOSTS = _environment("ALLOW_PRIVATE_HOSTS", "0")
# Whom a webmaster can write to or where they can read: a mail address or a URL.
CONTACT = _environment("CONTACT", "")
# The Chromium of sites that need rendering: a path, or a program's name; without it the usual names are looked for.
CHROMIUM = _environment("CHROMIUM", "")
# The time by which pages and reports are due, as 2024-06-01T02:00:00+00:00; empty: now. For tests and what-if runs.
NOW = _environment("NOW", "")
# 1: what this run sees is the site's new normal; what is known of its layout and reading is forgotten first.
ACCEPT_CHANGES = _environment("ACCEPT_CHANGES", "0")
# Whether files that reports offer are fetched and archived; they are the larger part of a store.
FETCH_ATTACHMENTS = _environment("FETCH_ATTACHMENTS", "1")
# A run ends in good order when less is free on the store's disk.
MIN_FREE_MB = _environment("MIN_FREE_MB", "100")
# `scrapy run --due`: hours from one crawl of a site to the next.
DUE_AFTER_HOURS = _environment("DUE_AFTER_HOURS", "24")
# `scrapy run`: logs kept of each site.
LOGS_KEPT = _environment("LOGS_KEPT", "30")
# `scrapy status`: a site that has not come through for so many days is a problem, whatever its last outcome.
STALE_AFTER_DAYS = _environment("STALE_AFTER_DAYS", "7")
# Alerts, told once when a site's state changes. A command gets site, old, new and summary as arguments, and JSON on
# its standard input; mail goes to the addresses, one a run. Both empty: no alerts.
ALERT_COMMAND = _environment("ALERT_COMMAND", "")
ALERT_MAIL_TO = _environment("ALERT_MAIL_TO", "")
ALERT_MAIL_FROM = _environment("ALERT_MAIL_FROM", "")
ALERT_SMTP_HOST = _environment("ALERT_SMTP_HOST", "localhost")
ALERT_SMTP_PORT = _environment("ALERT_SMTP_PORT", "25")
# Empty, starttls or tls.
ALERT_SMTP_SECURITY = _environment("ALERT_SMTP_SECURITY", "")
ALERT_SMTP_USER = _environment("ALERT_SMTP_USER", "")
# A file, since settings are kept in every run's summary.
ALERT_SMTP_PASSWORD_FILE = _environment("ALERT_SMTP_PASSWORD_FILE", "")
# The outcomes that a person must do something about; some failed pages (partial) are asked for again by themselves.
ALERT_OUTCOMES = _environment("ALERT_OUTCOMES", "error died blocked unreachable layout_changed robots empty")
# The name of the run; `scrapy crawl` sets it. Without it nothing is archived or remembered (shell, fetch, parse).
RUN_NAME = ""

# --- The project -----------------------------------------------------------------------------------------------------
BOT_NAME = "gaispider"
# Registry entries are the spiders; the modules of these packages are their families.
SPIDER_LOADER_CLASS = "gaispider.crawl.loader.RegistrySpiderLoader"
SPIDER_MODULES = ["gaispider.spiders"]
# Ours replaces Scrapy's `crawl`, whose exit code is 0 whatever happens.
COMMANDS_MODULE = "gaispider.commands"

# --- Politeness ------------------------------------------------------------------------------------------------------
# Names the project, so that a webmaster knows who asks; CONTACT is added when the crawl begins.
USER_AGENT = f"gaispider/{__version__} (public-records research)"
# What the sites allow is what we take.
ROBOTSTXT_OBEY = True
# Rules are looked up by our product name, not by the whole header.
ROBOTSTXT_USER_AGENT = "gaispider"
# County servers are small: one connection, and two to three seconds between requests (never less than two).
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 2.5
DOWNLOAD_DELAY_JITTER = 0.2
# A site has few hosts, each with one connection: more in flight would only wait, or go on when a server asks to pause.
CONCURRENT_REQUESTS = 4
# Scrapy starts this many tasks for every page; a page gives few records, and our pipelines never wait.
CONCURRENT_ITEMS = 4
# The language the sites are written in.
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9",
}

# --- Limits ----------------------------------------------------------------------------------------------------------
# Scrapy bounds the bodies of answers; ours bounds their heads too.
DOWNLOAD_HANDLERS = {
    "http": "gaispider.crawl.net.download_handler.BoundedHeaderHandler",
    "https": "gaispider.crawl.net.download_handler.BoundedHeaderHandler",
}
# Reports with scanned attachments reach tens of megabytes; nothing we read is larger. Holds after unpacking too.
DOWNLOAD_MAXSIZE = 64 * 1024 * 1024
DOWNLOAD_WARNSIZE = 16 * 1024 * 1024
# Slow county servers take a minute; three are a hang.
DOWNLOAD_TIMEOUT = 60
# A body shorter than its Content-Length is a torn page: it fails and is asked for again, never read as whole.
DOWNLOAD_FAIL_ON_DATALOSS = True
# Real sites redirect once or twice; a loop shows itself after five.
REDIRECT_MAX_TIMES = 5
# Start, unit list, listing, its further pages: endless calendars and session traps end here. Paging counts one a page.
DEPTH_LIMIT = 120
# Session traps grow their URLs.
URLLENGTH_LIMIT = 1024
# Waiting pages of WAFs refresh after seconds; a refresh later than that is a news ticker.
METAREFRESH_MAXDELAY = 5
# A crawl that needs more than this leaks; it is ended in good order before the machine swaps.
MEMUSAGE_LIMIT_MB = 1024

# Seconds that a page in the browser has to settle; what it shows then is taken.
RENDER_TIMEOUT = 30
# Pages after which the browser's context is closed with all that it holds, and a new one opened.
RENDER_PAGES = 50

# --- Faults ----------------------------------------------------------------------------------------------------------
# Three more tries: county servers often reset the first connection.
RETRY_TIMES = 3
# What may pass by itself. 521 and 412 are not here: they are challenges, and asking again does not solve them.
RETRY_HTTP_CODES = [500, 502, 503, 504, 522, 524, 408, 429]

# Seconds of a server's Retry-After that a crawl waits for; what asks for more is left to the next run.
RETRY_AFTER_MAX = 60

# --- Safety ----------------------------------------------------------------------------------------------------------
# Scrapy 2.19 opens a local HTTP server that runs code; nothing here needs it. Telnet likewise.
REMOTE_CONTROL_ENABLED = False
TELNETCONSOLE_ENABLED = False
# A proxy resolves names itself, so the check against private addresses could not hold.
HTTPPROXY_ENABLED = False
# Refuses private addresses at the moment of connecting.
TWISTED_DNS_RESOLVER = "gaispider.crawl.net.resolver.GuardedResolver"
# Old county servers have expired or self-signed certificates; what they publish is public and archived as received.
DOWNLOAD_VERIFY_CERTIFICATES = False

# --- Identity of pages -----------------------------------------------------------------------------------------------
# One page, one fetch: twins, session ids and device variants of a URL count as the same.
REQUEST_FINGERPRINTER_CLASS = "gaispider.crawl.net.fingerprint.CanonicalFingerprinter"

# --- The way of a page -----------------------------------------------------------------------------------------------
EXTENSIONS = {
    # First, since the other parts find the run's store, archive and state in it.
    "gaispider.crawl.run.run.Run": 0,
    "gaispider.crawl.run.progress.ProgressLine": 10,
}
DOWNLOADER_MIDDLEWARES = {
    # First of all: a redirect or retry knows nothing of what became of the request before it.
    "gaispider.crawl.meta.FreshPageMeta": 5,
    # robots.txt that fails or is a server error is read by RFC 9309; outermost, so that it sees the last answer.
    "gaispider.crawl.net.robots.RobotsTxtPolicy": 10,
    # Before robots.txt is asked for: a foreign host is asked for nothing at all.
    "gaispider.crawl.net.request_filters.HostFilter": 50,
    # Before anything is asked of the site, too.
    "gaispider.crawl.net.request_filters.TakedownFilter": 60,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # HostFilter knows path prefixes and addresses too
    # After unpacking (590) and redirects (600), before meta refresh (580) and retries (550).
    "gaispider.crawl.net.request_filters.ChallengeFilter": 585,
    # Before it, since a page of scripts alone is no content until a browser has read it.
    "gaispider.crawl.browser.rendering.RenderedPages": 587,
    # Before a retry (550) is thought of.
    "gaispider.crawl.net.retry_after.RetryAfter": 560,
    # The bytes of the wire, when they are archived: what breaks off is asked for again.
    "gaispider.crawl.net.truncation.TruncationRetry": 595,
    # Below unpacking, so that archived bytes match their Content-Encoding; the lowest numbers leave last.
    "gaispider.crawl.net.conditional.ConditionalRequests": 940,
    "gaispider.crawl.net.capture.ArchiveAnswers": 960,
    "gaispider.crawl.net.replay.ReplayAnswers": 970,
}
SPIDER_MIDDLEWARES = {
    # Nearest to the engine: it sees the requests that depth and length limits let pass.
    "gaispider.crawl.page_tracker.PageTracker": 10,
}
ITEM_PIPELINES = {
    # One meaning each, in the order in which a draft takes them.
    "gaispider.pipelines.script.ScriptPipeline": 100,
    "gaispider.pipelines.dates.DatesPipeline": 200,
    "gaispider.pipelines.places.PlacesPipeline": 300,
    "gaispider.pipelines.sections.SectionsPipeline": 400,
    "gaispider.pipelines.statistics.StatisticsPipeline": 500,
    "gaispider.pipelines.checks.ChecksPipeline": 600,
    # The only one that waits: for the files that a report offers.
    "gaispider.crawl.attachments.FetchAttachments": 800,
    # Last: what it has written is what the feed shows.
    "gaispider.crawl.run.record_writer.RecordWriter": 900,
}

# --- Output ----------------------------------------------------------------------------------------------------------
# Chinese as Chinese, not as \\u escapes.
FEED_EXPORT_ENCODING = "utf-8"
# One flat row a record, for spreadsheets.
FEED_EXPORTERS = {"csv": "gaispider.export.csv_feed.FlatCsvItemExporter"}
# One line a minute in cron's log; DEBUG writes three lines a page.
LOG_LEVEL = _environment("LOG_LEVEL", "INFO")
# The run's summary says it better; the dump of counters is in runs/<run>.json.
STATS_DUMP = False
