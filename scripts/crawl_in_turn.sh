#!/bin/sh
# Crawls the named sites one after the other, since they share a machine; for GNU parallel and Slurm (docs/scale.md).
# Ends with 137 if a crawl was killed, else with the first code that is not 0 or 75; each site's log is in its folder of
# the store.
program=${GAISPIDER:-.venv/bin/scrapy}
store=${GAISPIDER_STORE_DIR:-data/store}
worst=0
# As one word or as several.
for site in $*; do
  mkdir -p "$store/$site/logs"
  $program crawl "$site" $GAISPIDER_OPTIONS -s ALERT_MAIL_TO= >>"$store/$site/logs/$(date -u +%Y%m%dT%H%M%S).log" 2>&1
  code=$?
  if [ $code -eq 137 ] || { [ $worst -eq 0 ] && [ $code -ne 75 ]; }; then worst=$code; fi
done
exit $worst
