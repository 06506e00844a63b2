"""A feed as one ZIP file: the same tables are always the same bytes, so that caches can tell."""

import csv
import io
import zipfile

from api.gtfs.tables import Tables

# ZIP has no times before 1980; a time of its own would make each file another one.
ALWAYS = (1980, 1, 1, 0, 0, 0)


def zip_of(tables: Tables) -> bytes:
    """Return `tables` as GTFS has them: CSV with commas, in UTF-8. Tables without a row are left out."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in tables.items():
            if rows:
                entry = zipfile.ZipInfo(name, ALWAYS)
                entry.compress_type = zipfile.ZIP_DEFLATED
                text = io.StringIO(newline="")
                writer = csv.DictWriter(text, list(rows[0]), lineterminator="\r\n")
                writer.writeheader()
                writer.writerows(rows)
                archive.writestr(entry, text.getvalue())
    return packed.getvalue()
