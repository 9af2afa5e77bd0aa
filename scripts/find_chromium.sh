#!/bin/sh
# The browser tests need a Chromium. Finds one, or installs Debian's, and says plainly if it could not.
for name in chromium chromium-browser google-chrome google-chrome-stable; do
  if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
echo "No Chromium found; trying Debian's package ..."
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  export DEBIAN_FRONTEND=noninteractive
  if { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-wqy-microhei; } \
      >/tmp/gaispider-chromium.log 2>&1; then
    exit 0
  fi
  tail -n 3 /tmp/gaispider-chromium.log
fi
echo "COULD NOT install Chromium: the browser tests cannot run and are reported as skipped."
echo "Install it by hand (Debian: apt-get install chromium) and run make test again."
exit 0
