"""Many sites: the schedule, crawl processes, status, health page and alerts."""
