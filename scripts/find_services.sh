#!/bin/sh
# Old Word files are read by LibreOffice, packed RAR files by unar; bindfs mounts a folder as a network file system would;
# fleets have PostgreSQL or Slurm. Finds them, or installs Debian's, and says plainly what could not be installed.
missing=""
command -v soffice >/dev/null 2>&1 || command -v libreoffice >/dev/null 2>&1 \
  || missing="libreoffice-writer-nogui libreoffice-calc-nogui"
command -v unar >/dev/null 2>&1 || missing="$missing unar"
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
echo "COULD NOT install:" $missing
case "$missing" in *libreoffice*) echo "  SKIPPED: the tests of DOC, WPS, RTF and ODT files" ;; esac
case "$missing" in *unar*) echo "  SKIPPED: the tests of packed RAR files" ;; esac
case "$missing" in *bindfs*) echo "  SKIPPED: the tests of a network file system" ;; esac
case "$missing" in *parallel*) echo "  SKIPPED: the tests of GNU parallel" ;; esac
case "$missing" in *postgresql*) echo "  SKIPPED: the tests of a fleet" ;; esac
case "$missing" in *slurm*) echo "  SKIPPED: the tests of Slurm" ;; esac
echo "Install them by hand (Debian: apt-get install" $missing") and run make test-services again."
exit 0
