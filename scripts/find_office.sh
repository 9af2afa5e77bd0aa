#!/bin/sh
# Old Word files are read by LibreOffice. Finds it, or installs Debian's, and says plainly if it could not.
for name in soffice libreoffice; do
  if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
echo "No LibreOffice found; trying Debian's package (300 MB) ..."
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  export DEBIAN_FRONTEND=noninteractive
  if { apt-get update -qq \
      && apt-get install -y -qq --no-install-recommends libreoffice-writer-nogui libreoffice-calc-nogui; } \
      >/tmp/gaispider-office.log 2>&1; then
    exit 0
  fi
  tail -n 3 /tmp/gaispider-office.log
fi
echo "COULD NOT install LibreOffice: the tests of DOC, WPS, RTF and ODT files cannot run and are reported as skipped."
echo "Install it by hand (Debian: apt-get install libreoffice-writer-nogui) and run make test-services again."
exit 0
