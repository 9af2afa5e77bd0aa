"""The Scrapy settings of the project, each with its reason. `-s NAME=VALUE` overrides one for a run.

Our own settings can also be set in the environment as GAISPIDER_<NAME>, for cron and containers.
"""

from __future__ import annotations

import os

from gaispider import __version__
from gaispider.paths import build_folder, sites_folder, store_folder


def _environment(name: str, default: str) -> str:
    return os.environ.get(f"GAISPIDER_{name}", default)


# --- Our own ---------------------------------------------------------------------------------------------------------
# Collected data: one folder for each site.
STORE_DIR = _environment("STORE_DIR", str(store_folder()))
# The registry: TOML files of sites.
SITES_DIR = _environment("SITES_DIR", str(sites_folder()))
# A WARC file that answers all requests instead of the network.
ARCHIVE_REPLAY = _environment("ARCHIVE_REPLAY", "")
# The output of replays; not the store, so that samples do not mix with collected records.
REPLAY_DIR = _environment("REPLAY_DIR", str(build_folder() / "replay"))
# 1 allows loopback and private addresses, for tests and replicas on this machine only.
ALLOW_PRIVATE_HOSTS = _environment("ALLOW_PRIVATE_HOSTS", "0")
# A contact for webmasters, sent in the User-Agent: a mail address or a URL.
CONTACT = _environment("CONTACT", "")
# The Chromium for sites that need rendering: a path or a program name; if empty, the usual names are tried.
CHROMIUM = _environment("CHROMIUM", "")
# The time for deciding what is due, such as 2024-06-01T02:00:00+00:00; if empty, now. For tests and what-if runs.
NOW = _environment("NOW", "")
# 1 makes this run the new baseline of the site: known structure and field counts are forgotten first.
ACCEPT_CHANGES = _environment("ACCEPT_CHANGES", "0")
# Whether attachments are fetched and archived; they are the larger part of a store.
FETCH_ATTACHMENTS = _environment("FETCH_ATTACHMENTS", "1")
# Whether the crawl reads files (PDF, Word, sheets) that are quickly read; the rest is left to `scrapy documents`.
READ_FILES = _environment("READ_FILES", "1")
# A run ends in good order if less is free on the store's disk.
MIN_FREE_MB = _environment("MIN_FREE_MB", "100")
# How SQLite keeps the state: wal, or delete for stores on network file systems (NFS, SMB), which have no WAL.
STATE_JOURNAL = _environment("STATE_JOURNAL", "wal")
# `scrapy run --due`: hours between two crawls of a site.
DUE_AFTER_HOURS = _environment("DUE_AFTER_HOURS", "24")
# Set by a fleet's worker: the number of its lease of the site, and the file that says until when it holds.
FENCE = ""
# Where sites are published, and taken from before each crawl: file:///folder, s3://bucket/prefix, gs:// or az://.
# Empty: the store is here alone. Credentials are the environment's.
PUBLISH_TO = _environment("PUBLISH_TO", "")
# 1: all archives are taken, too. Else those that this machine never had stay there, and a crawl reads single answers
# of them from there.
TAKE_ARCHIVES = _environment("TAKE_ARCHIVES", "0")
# `scrapy run`: number of logs kept for each site.
LOGS_KEPT = _environment("LOGS_KEPT", "30")
# `scrapy sites --probe --all` passes by what was probed within so many hours, and so goes on where it was cut off.
PROBE_AFTER_HOURS = _environment("PROBE_AFTER_HOURS", "20")
# Seconds before a probe asks once more what did not answer or refused: an hour's load, or its own haste, passes.
PROBE_PAUSE = _environment("PROBE_PAUSE", "60")
# 1 lets a probe write into the overlay what a replica or a replay gave, as if it were live: for tests only.
PROBE_IS_TEST = _environment("PROBE_IS_TEST", "0")
# `scrapy status`: a site without a success (ok, unchanged) for so many days is a problem.
STALE_AFTER_DAYS = _environment("STALE_AFTER_DAYS", "7")
# Alerts, sent once when a site's outcome changes. The command gets site, old, new and summary as arguments, and JSON
# on its standard input. Each run sends at most one mail to the addresses. If both are empty, there are no alerts.
ALERT_COMMAND = _environment("ALERT_COMMAND", "")
ALERT_MAIL_TO = _environment("ALERT_MAIL_TO", "")
ALERT_MAIL_FROM = _environment("ALERT_MAIL_FROM", "")
ALERT_SMTP_HOST = _environment("ALERT_SMTP_HOST", "localhost")
ALERT_SMTP_PORT = _environment("ALERT_SMTP_PORT", "25")
# Empty, starttls or tls.
ALERT_SMTP_SECURITY = _environment("ALERT_SMTP_SECURITY", "")
ALERT_SMTP_USER = _environment("ALERT_SMTP_USER", "")
# The password is in a file, because every run's summary holds the settings.
ALERT_SMTP_PASSWORD_FILE = _environment("ALERT_SMTP_PASSWORD_FILE", "")
# The outcomes that need a person. `partial` is not one: failed pages are retried automatically.
ALERT_OUTCOMES = _environment("ALERT_OUTCOMES", "error died blocked unreachable layout_changed robots incomplete empty")
# `scrapy discover`: requests and seconds that a site may cost. A column is found with 5 to 30 requests; at 2.5 s each,
# 40 are under two minutes, and 600 s leave room for a slow server.
DISCOVERY_PAGES = _environment("DISCOVERY_PAGES", "40")
DISCOVERY_SECONDS = _environment("DISCOVERY_SECONDS", "600")
# How often a site that does not answer is asked in all before it is called unreachable, and the seconds before the
# second time, twice as many before the third: a scan in haste called three of ten sites unreachable that were up.
DISCOVERY_ROUNDS = _environment("DISCOVERY_ROUNDS", "3")
DISCOVERY_PAUSE = _environment("DISCOVERY_PAUSE", "120")
# What runs of `scrapy discover` that were cut off have done.
DISCOVERY_DIR = _environment("DISCOVERY_DIR", str(build_folder() / "discovery"))
# The name of the run; `scrapy crawl` sets it. Without it there is no archive and no state (shell, fetch).
RUN_NAME = ""

# --- The project -----------------------------------------------------------------------------------------------------
BOT_NAME = "gaispider"
# Spiders are made from registry entries; the modules of these packages are their families.
SPIDER_LOADER_CLASS = "gaispider.crawl.loader.RegistrySpiderLoader"
SPIDER_MODULES = ["gaispider.spiders"]
# Our `crawl` replaces Scrapy's, whose exit code is always 0.
COMMANDS_MODULE = "gaispider.commands"

# --- Politeness ------------------------------------------------------------------------------------------------------
# Names the project for webmasters; CONTACT is added when the crawl begins.
USER_AGENT = f"gaispider/{__version__} (public-records research)"
# Fetch only what sites allow.
ROBOTSTXT_OBEY = True
# robots.txt rules are matched by the product name, not by the whole header.
ROBOTSTXT_USER_AGENT = "gaispider"
# County servers are small: one connection, and two to three seconds between requests (never less than two).
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 2.5
DOWNLOAD_DELAY_JITTER = 0.2
# A site has few hosts, each with one connection. More requests in flight would only wait, and ignore a Retry-After.
CONCURRENT_REQUESTS = 4
# Requests that wait in memory. A listing with more rows hands them on as others are answered, so that one of 100,000
# rows needs little memory and its first articles are asked for while it is still read.
PENDING_REQUESTS = 500
# Bytes of pages that are being read. A long listing is, for as long as its rows are handed on, and must not keep the
# crawl from asking for them: so it is a few times DOWNLOAD_MAXSIZE, which bounds one page.
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 256 * 1024 * 1024
# Scrapy starts this many tasks for each page; a page has few records, and our pipelines do not wait.
CONCURRENT_ITEMS = 4
# The longest Crawl-delay of robots.txt, in seconds, that is obeyed: with it a site of 500 pages takes four hours.
CRAWL_DELAY_MAX = 30
# The language the sites are written in.
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9",
}

# --- Limits ----------------------------------------------------------------------------------------------------------
# Scrapy limits the size of bodies; our handler limits headers too.
DOWNLOAD_HANDLERS = {
    "http": "gaispider.crawl.net.clients.download_handler.BoundedHeaderHandler",
    "https": "gaispider.crawl.net.clients.download_handler.BoundedHeaderHandler",
}
# Bytes, also after decompression. Scanned attachments reach tens of megabytes.
DOWNLOAD_MAXSIZE = 64 * 1024 * 1024
DOWNLOAD_WARNSIZE = 16 * 1024 * 1024
# Seconds. Slow county servers take up to a minute.
DOWNLOAD_TIMEOUT = 60
# A body shorter than its Content-Length is truncated: it fails and is retried.
DOWNLOAD_FAIL_ON_DATALOSS = True
# Real sites redirect once or twice; more than five is a loop.
REDIRECT_MAX_TIMES = 5
# Pages of one listing. The longest known report column has 25, catalogues of a whole county some hundreds; at 2.5 s a
# page 500 are 21 minutes. A listing that goes on after them is an endless calendar or told as `incomplete`.
LISTING_PAGES = _environment("LISTING_PAGES", "500")
# Bounds session traps. Each page of a listing counts as one level, so it is above LISTING_PAGES times two.
DEPTH_LIMIT = 1200
# Session traps grow their URLs; for links, and for where redirects lead.
URLLENGTH_LIMIT = 1024
# Seconds. Waiting pages of firewalls refresh after a few seconds; a later refresh is a news ticker.
METAREFRESH_MAXDELAY = 5
# Pages over this size are read in a process of their own: of the labelled pages the largest has 413 KiB. A page at the
# size takes about a second, and what takes READING_SECONDS or READING_MEMORY_MB is no report that anyone has seen.
LARGE_PAGE_KB = 512
READING_SECONDS = 60
READING_MEMORY_MB = 1024
# A file that takes more is left to `scrapy documents`, which gives it 240 s, 2 GB and 300 pages. A page of a PDF takes
# a fifth of a second.
FILE_SECONDS = 30
FILE_MEMORY_MB = 1024
FILE_PAGES = 100
# A crawl that needs more has a leak; it ends in good order before the machine swaps.
MEMUSAGE_LIMIT_MB = 1024

# Seconds that a page in the browser has to settle; then its present DOM is taken.
RENDER_TIMEOUT = 30
# Pages after which the browser context is replaced by a new one.
RENDER_PAGES = 50

# --- Faults ----------------------------------------------------------------------------------------------------------
# Retries: county servers often reset the first connection.
RETRY_TIMES = 3
# Temporary errors. 521 and 412 are not here: they are challenges, which retries do not solve.
RETRY_HTTP_CODES = [500, 502, 503, 504, 522, 524, 408, 429]

# The longest Retry-After, in seconds, that a crawl waits for; other pages are left to the next run.
RETRY_AFTER_MAX = 60
# Seconds between two requests to a host that refuses or fails, at most: twice as many after each such answer.
SLOW_DELAY_MAX = 30
# Articles of a host that refuse or fail one after the other before no more of them are asked for in this run (three
# times as many where one was answered); the next run asks for them. 0: all are asked for.
ARTICLES_REFUSED = 20
# Seconds of pause after a 429 without a Retry-After; then twice as long each time, up to RETRY_AFTER_MAX.
RETRY_PAUSE = 10

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
    "gaispider.crawl.run.terminal.progress.ProgressLine": 10,
    "gaispider.crawl.net.pace.crawl_delay.CrawlDelay": 20,
    # Not even imported: a fifth of a second at every start.
    "scrapy.extensions.remote_control.RemoteControl": None,
    "scrapy.extensions.telnet.TelnetConsole": None,
    "scrapy.extensions.memusage.MemoryUsage": None,
    "gaispider.crawl.run.memory.OwnMemoryUsage": 20,
}
DOWNLOADER_MIDDLEWARES = {
    # An answer's last step: what passes is read.
    "gaispider.crawl.large_pages.LargePages": 3,
    # Outermost: a redirect or retry must not inherit the results of the earlier request.
    "gaispider.crawl.meta.FreshPageMeta": 5,
    # RFC 9309 for failed robots.txt; near the engine, so that it sees the answer after redirects and retries.
    "gaispider.crawl.net.robots.RobotsTxtPolicy": 10,
    # Before robots.txt is requested: nothing is requested from a foreign host.
    "gaispider.crawl.net.request_filters.HostFilter": 50,
    # Before any request to the site, too.
    "gaispider.crawl.net.request_filters.TakedownFilter": 60,
    # Nothing more is asked of a host whose articles all refuse.
    "gaispider.crawl.net.reach.refused_articles.RefusedArticles": 62,
    # After the host's own filter: an article or listing that is led away to the home page is not asked for there.
    "gaispider.crawl.net.verdicts.led_away.RedirectsAway": 65,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # HostFilter knows path prefixes and addresses too
    # Scrapy's own in their places, but for targets that are no address.
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "gaispider.crawl.net.redirects.FollowedRedirect": 600,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "gaispider.crawl.net.redirects.FollowedRefresh": 580,
    # After decompression (590) and redirects (600), before meta refresh (580) and retries (550).
    "gaispider.crawl.net.request_filters.ChallengeFilter": 585,
    # After the challenge filter, since some challenges have the status of a part.
    "gaispider.crawl.net.truncation.WholePages": 584,
    # After the challenge filter, which needs to know nothing; before the meta refresh (580).
    "gaispider.crawl.net.verdicts.stand_in_filter.StandInFilter": 583,
    # Before the challenge filter, which takes a page of scripts for a shell; a browser that renders follows by itself.
    "gaispider.crawl.net.verdicts.led_away.ScriptRedirects": 586,
    # Before the challenge filter, which would reject a script shell that a browser can render.
    "gaispider.crawl.browser.rendering.RenderedPages": 587,
    # Before the retry middleware (550).
    "gaispider.crawl.net.pace.retry_after.RetryAfter": 560,
    "gaispider.crawl.net.clients.second_try.SecondTry": 555,
    # Before the retry middleware (550), which cannot know that a name stays unknown.
    "gaispider.crawl.net.clients.vain_retries.NoVainRetries": 552,
    # After the last retry (550): a host that gives no answer is tried once by the other scheme.
    "gaispider.crawl.net.reach.other_scheme.OtherScheme": 545,
    # Above the archive and below decompression: retries truncated answers after they are archived.
    "gaispider.crawl.net.truncation.TruncationRetry": 595,
    "gaispider.crawl.net.plain_body.PlainBody": 592,
    # Sees every answer as it came, also those that are asked for again.
    "gaispider.crawl.net.reach.slow_down.SlowDown": 930,
    # Below decompression, so that archived bytes match their Content-Encoding. Responses pass from high to low numbers.
    "gaispider.crawl.net.conditional.ConditionalRequests": 940,
    "gaispider.crawl.net.capture.ArchiveAnswers": 960,
    "gaispider.crawl.net.replay.ReplayAnswers": 970,
}
SPIDER_MIDDLEWARES = {
    # Nearest to the engine: it sees only requests that the depth and URL length limits let pass.
    "gaispider.crawl.page_tracker.PageTracker": 10,
    # Before the page tracker looks a request up in the state.
    "gaispider.crawl.known_spelling.KnownSpelling": 20,
}
ITEM_PIPELINES = {
    # The normalisation steps, in their order.
    "gaispider.pipelines.script.ScriptPipeline": 100,
    "gaispider.pipelines.dates.DatesPipeline": 200,
    "gaispider.pipelines.places.PlacesPipeline": 300,
    "gaispider.pipelines.sections.SectionsPipeline": 400,
    "gaispider.pipelines.statistics.StatisticsPipeline": 500,
    "gaispider.pipelines.checks.ChecksPipeline": 600,
    # The only pipeline that waits: it fetches attachments.
    "gaispider.crawl.files.attachments.FetchAttachments": 800,
    # Last: feeds get the record as it was written.
    "gaispider.crawl.run.record_writer.RecordWriter": 900,
}

# --- Output ----------------------------------------------------------------------------------------------------------
# Chinese as Chinese, not as \\u escapes.
FEED_EXPORT_ENCODING = "utf-8"
# One flat row for each record, for spreadsheets.
FEED_EXPORTERS = {"csv": "gaispider.export.csv_feed.FlatCsvItemExporter"}
# One line a minute in cron's log; DEBUG writes three lines a page.
LOG_LEVEL = _environment("LOG_LEVEL", "INFO")
# The run's summary, runs/<run>.json, holds the counters.
STATS_DUMP = False
