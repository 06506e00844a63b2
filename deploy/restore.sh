#!/usr/bin/env bash
# Puts a backup back in the place of the record:
#   deploy/restore.sh FILE
# Stop the API and every dispatcher first. An SQLite record that is there is put aside, not removed; a
# PostgreSQL database is replaced in one transaction: all of it, or nothing.
set -euo pipefail
umask 077

file=${1:?"name the backup: restore.sh FILE"}
url=${BUSLINE_RECORD_URL:-}
[[ -n $url ]] || url="sqlite:///${BUSLINE_DATA_DIR:-$HOME/.local/share/busline}/record.sqlite3"
[[ -f $file ]] || { echo "There is no file $file." >&2; exit 1; }

case $url:$file in
  postgresql*:*.dump)
    pg_restore --dbname="${url/#postgresql+psycopg:/postgresql:}" --clean --if-exists --no-owner \
      --single-transaction --exit-on-error "$file"
    ;;
  sqlite:///*:*.sqlite3)
    record=${url#sqlite:///}
    aside="$record.before-$(date -u +%Y%m%dT%H%M%SZ)"
    mkdir -p "$(dirname "$record")"
    cp "$file" "$record.new"
    sync "$record.new"
    # The files beside the record belong to it: with another record they would destroy it.
    for part in '' -wal -shm; do
      if [[ -e $record$part ]]; then mv "$record$part" "$aside$part"; fi
    done
    mv "$record.new" "$record"
    ;;
  *)
    echo "$file does not belong to ${url%%:*}: a .dump is PostgreSQL's, a .sqlite3 is SQLite's." >&2
    exit 1
    ;;
esac
echo "Restored from $file. Run “busline migrate”, then start dispatcher and API, then “busline doctor”."
