"""The tables of a GTFS feed (gtfs.org, Schedule reference) for a line that is booked by phone (GTFS-Flex).

All stops are one location group. Each span of the day in which vans drive is a trip that visits the group
twice, once to get in and once to get out, whenever somebody books it: so any stop can be reached from any.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from api.gtfs.service import LineService
from api.words import Words
from busline.days import at

Row = Mapping[str, Any]
Tables = Mapping[str, Sequence[Row]]

ROUTE, GROUP, BOOKING_RULE = "line", "all-stops", "by-phone"
BUS = 3  # route_type
BY_PHONE, NEVER = 2, 1  # pickup_type and drop_off_type: ask the agency; not here
SAME_DAY = 1  # booking_type: up to the same day, with notice
ADDED = 1  # exception_type of calendar_dates.txt


def feed_tables(service: LineService, words: Words, address: str) -> Tables:
    """Return the rows of each file of the feed, its columns in order.

    Parameters
    ----------
    service
        The line.
    words
        In whose language it speaks.
    address
        Where people read about the line.
    """
    trips = _trips(service)
    return {
        "agency.txt": [
            {
                "agency_id": service.line_id,
                "agency_name": service.name,
                "agency_url": address,
                "agency_timezone": service.zone.key,
                "agency_lang": words.language,
                "agency_phone": service.phone,
            }
        ],
        "stops.txt": [
            {"stop_id": stop.id, "stop_name": stop.name, "stop_lat": stop.lat, "stop_lon": stop.lon}
            for stop in service.stops
        ],
        "location_groups.txt": [
            {"location_group_id": GROUP, "location_group_name": words("gtfs-all-stops", line=service.name)}
        ],
        "location_group_stops.txt": [
            {"location_group_id": GROUP, "stop_id": stop.id} for stop in service.stops
        ],
        "routes.txt": [
            {
                "route_id": ROUTE,
                "agency_id": service.line_id,
                "route_long_name": service.name,
                "route_desc": words("gtfs-what-it-is"),
                "route_type": BUS,
            }
        ],
        "booking_rules.txt": [_booking_rule(service, words, address)],
        "calendar_dates.txt": [
            {"service_id": trip, "date": f"{day:%Y%m%d}", "exception_type": ADDED}
            for trip, days in trips.items()
            for day in days
        ],
        "trips.txt": [{"route_id": ROUTE, "service_id": trip, "trip_id": trip} for trip in trips],
        "stop_times.txt": [row for trip in trips for row in _stop_times(trip)],
        "feed_info.txt": [
            {
                "feed_publisher_name": service.name,
                "feed_publisher_url": address,
                "feed_lang": words.language,
                "feed_start_date": f"{service.first_day:%Y%m%d}",
                "feed_end_date": f"{service.last_day:%Y%m%d}",
                "feed_version": service.first_day.isoformat(),
            }
        ],
    }


def gtfs_time(day: date, moment: datetime, service: LineService) -> str:
    """Return an instant as GTFS counts it: from twelve hours before the noon of its service day.

    So it goes on after midnight (24:10:00), and is an hour off the clock before a change of the clock. What
    begins in the first hour of the autumn day, before that count begins, is told from its beginning on.
    """
    begin = at(day, time(12), service.zone) - timedelta(hours=12)
    minutes, seconds = divmod(max(0, int((moment - begin).total_seconds())), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"


def _trips(service: LineService) -> dict[str, list[date]]:
    """Return the days of each trip; a trip is named after its first and last moment."""
    trips: dict[str, list[date]] = {}
    for day, spans in sorted(service.drives.items()):
        for starts_at, ends_at in spans:
            name = f"{gtfs_time(day, starts_at, service)}-{gtfs_time(day, ends_at, service)}"
            trips.setdefault(name, []).append(day)
    return dict(sorted(trips.items()))


def _stop_times(trip: str) -> list[Row]:
    begins, ends = trip.split("-")
    return [
        {
            "trip_id": trip,
            "location_group_id": GROUP,
            "stop_sequence": sequence,
            "start_pickup_drop_off_window": begins,
            "end_pickup_drop_off_window": ends,
            "pickup_type": pickup,
            "drop_off_type": drop_off,
            "pickup_booking_rule_id": BOOKING_RULE,
            "drop_off_booking_rule_id": BOOKING_RULE,
        }
        for sequence, pickup, drop_off in ((1, BY_PHONE, NEVER), (2, NEVER, BY_PHONE))
    ]


def _booking_rule(service: LineService, words: Words, address: str) -> Row:
    return {
        "booking_rule_id": BOOKING_RULE,
        "booking_type": SAME_DAY,
        "prior_notice_duration_min": max(1, -(-service.rules.freeze_s // 60)),
        "prior_notice_start_day": service.rules.horizon_days,
        "prior_notice_start_time": "00:00:00",
        "message": words("gtfs-how-to-book"),
        "phone_number": service.phone,
        "info_url": address,
    }
