#!/bin/sh
# Old Word files are read by LibreOffice; bindfs mounts a folder as a network file system would; fleets have PostgreSQL or Slurm.
# Finds them, or installs Debian's, and says plainly if it could not.
missing=""
command -v soffice >/dev/null 2>&1 || command -v libreoffice >/dev/null 2>&1 \
  || missing="libreoffice-writer-nogui libreoffice-calc-nogui"
command -v parallel >/dev/null 2>&1 || missing="$missing parallel"
command -v bindfs >/dev/null 2>&1 || missing="$missing bindfs"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1 || missing="$missing postgresql"
[ -x /usr/sbin/slurmd ] || command -v slurmd >/dev/null 2>&1 || missing="$missing slurm-wlm munge"
[ -n "$missing" ] || exit 0
echo "Not found, trying Debian's packages (LibreOffice: 300 MB):" $missing "..."
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  export DEBIAN_FRONTEND=noninteractive
  # $missing is a list of words.
  if { apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing; } \
      >/tmp/gaispider-services.log 2>&1; then
    exit 0
  fi
  tail -n 3 /tmp/gaispider-services.log
fi
echo "COULD NOT install them: the tests of DOC, WPS, RTF and ODT files, of a network file system, of a fleet, of GNU parallel or Slurm are skipped."
echo "Install them by hand (Debian: apt-get install" $missing") and run make test-services again."
exit 0
