#!/usr/bin/env bash
# Writes one backup of the record into a folder and checks that it can be read back:
#   deploy/backup.sh FOLDER
# Works on a running line. Reads BUSLINE_RECORD_URL and BUSLINE_DATA_DIR like every other part; backups
# older than BACKUP_KEEP_DAYS (30) are removed, the newest never. Prints the file; any failure ends with 1.
set -euo pipefail
umask 077

folder=${1:?"name the folder for the backups: backup.sh FOLDER"}
keep_days=${BACKUP_KEEP_DAYS:-30}
python=${BUSLINE_PYTHON:-$(dirname "$0")/../.venv/bin/python}
url=${BUSLINE_RECORD_URL:-}
[[ -n $url ]] || url="sqlite:///${BUSLINE_DATA_DIR:-$HOME/.local/share/busline}/record.sqlite3"

mkdir -p "$folder"
name="$folder/record-$(date -u +%Y%m%dT%H%M%SZ)"

case $url in
  postgresql*)
    file=$name.dump
    # The address as PostgreSQL's own programs know it, without the name of Python's driver.
    pg_dump --dbname="${url/#postgresql+psycopg:/postgresql:}" --format=custom --file="$file.part"
    pg_restore --list "$file.part" >/dev/null
    ;;
  sqlite:///*)
    file=$name.sqlite3
    "$python" - "${url#sqlite:///}" "$file.part" <<'PYTHON'
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

source, target = Path(sys.argv[1]), sys.argv[2]
if not source.is_file():
    sys.exit(f"There is no record at {source}.")
with closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as record:
    with closing(sqlite3.connect(target)) as backup:
        record.backup(backup)  # one consistent state, while others write
        backup.execute("PRAGMA journal_mode=DELETE")
        said = backup.execute("PRAGMA integrity_check").fetchone()[0]
if said != "ok":
    sys.exit(f"The backup is not whole: {said}")
PYTHON
    ;;
  *)
    echo "backup.sh knows PostgreSQL and SQLite, not ${url%%:*}." >&2
    exit 1
    ;;
esac

sync "$file.part"
mv "$file.part" "$file" # a file with its final name is whole
find "$folder" -maxdepth 1 -name 'record-*' -type f -mtime "+$keep_days" ! -path "$file" -delete
echo "$file"
