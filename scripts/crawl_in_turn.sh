#!/bin/sh
# Crawls the named sites one after the other, since they share a machine; for GNU parallel and Slurm (docs/scale.md):
#   scrapy run --due --groups > tonight.txt
#   parallel --jobs 16 --joblog tonight.log --arg-file tonight.txt scripts/crawl_in_turn.sh
# Ends with 137 if a crawl was killed, else with the first code that is not 0 or 75; each site's log is in its folder of
# the store. GAISPIDER names another program (it may be several words), GAISPIDER_OPTIONS holds options of scrapy crawl.
crawl() {
  if [ -n "$GAISPIDER" ]; then $GAISPIDER crawl "$@"; else .venv/bin/scrapy crawl "$@"; fi
}
store=${GAISPIDER_STORE_DIR:-data/store}
worst=0
# As one word or as several.
for site in $*; do
  mkdir -p "$store/$site/logs"
  crawl "$site" $GAISPIDER_OPTIONS -s ALERT_MAIL_TO= >>"$store/$site/logs/$(date -u +%Y%m%dT%H%M%S).log" 2>&1
  code=$?
  if [ $code -eq 137 ] || { [ $worst -eq 0 ] && [ $code -ne 75 ]; }; then worst=$code; fi
done
exit $worst
