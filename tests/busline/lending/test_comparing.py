"""What a lender's windows change: by hand, and for any windows at all."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from busline.lending.comparing import Change, ChangeKind, compare
from busline.lending.wanted import WantedWindow
from busline.record.tables import IdleWindow

DAY = datetime(2026, 11, 24, tzinfo=UTC)
NOW = DAY + timedelta(hours=8)


def at(hour: float) -> datetime:
    return DAY + timedelta(hours=hour)


def window(window_id: str, start: float, end: float, van: str = "v") -> IdleWindow:
    return IdleWindow(
        id=window_id, van_id=van, starts_at=at(start), ends_at=at(end), service_date=date(2026, 11, 24)
    )


def wanted(start: float, end: float, van: str = "v") -> WantedWindow:
    return WantedWindow(van, at(start), at(end))


def found(there: list[IdleWindow], want: list[WantedWindow], **more: Any) -> list[Change]:
    facts = {"rides": set(), "outages": {}, "now": NOW} | more
    return list(compare(there, want, facts["rides"], facts["outages"], facts["now"]).changes)


def test_new_changed_and_gone_are_told_apart() -> None:
    there = [window("same", 9, 11), window("longer", 13, 15), window("gone", 18, 20)]
    changes = found(there, [wanted(9, 11), wanted(13, 16), wanted(21, 22)])
    assert [(one.kind, one.window_id, one.after) for one in changes] == [
        (ChangeKind.CHANGED, "longer", (at(13), at(16))),
        (ChangeKind.GONE, "gone", None),
        (ChangeKind.NEW, None, (at(21), at(22))),
    ]


def test_windows_with_rides_that_change_or_go_are_told_apart() -> None:
    there = [window("w", 13, 15), window("gone", 18, 20), window("empty", 21, 22)]
    changes = found(there, [wanted(13.3, 15), wanted(22.5, 23)], rides={"w", "gone"})
    assert [one.has_rides for one in changes] == [True, True, False, False]


def test_of_a_window_that_has_begun_only_the_end_changes() -> None:
    (change,) = found([window("w", 7, 11)], [wanted(9, 10)])
    assert change.after == (at(7), at(10))
    assert found([window("over", 5, 7)], []) == []


def test_hours_out_of_service_are_cut_out() -> None:
    changes = found([], [wanted(9, 17)], outages={"v": [(at(11), at(13))]})
    assert [one.after for one in changes] == [(at(9), at(11)), (at(13), at(17))]


spans = st.lists(st.tuples(st.sampled_from("vw"), st.integers(0, 23), st.integers(1, 6)), max_size=12).map(
    lambda rows: _apart(rows)
)


def _apart(rows: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    kept: list[tuple[str, int, int]] = []
    for van, start, length in rows:
        if all(one != van or start >= to or start + length <= begin for one, begin, to in kept):
            kept.append((van, start, start + length))
    return kept


@given(spans, spans)
def test_windows_with_the_changes_made_are_what_is_wanted(
    before: list[tuple[str, int, int]], after: list[tuple[str, int, int]]
) -> None:
    there = {str(n): window(str(n), start, end, van) for n, (van, start, end) in enumerate(before)}
    want = [wanted(start, end, van) for van, start, end in after]
    early = DAY - timedelta(days=1)
    result = compare(there.values(), want, set(), {}, early)
    left = {key: (one.van_id, one.starts_at, one.ends_at) for key, one in there.items()}
    for change in result.changes:
        if change.after is None:
            del left[str(change.window_id)]
        else:
            left[change.window_id or f"new {change.after} {change.van_id}"] = (change.van_id, *change.after)
    assert sorted(left.values()) == sorted((one.van_id, *one.span) for one in want)
    assert result.same + len(result.changes) >= len(there)
    assert compare(there.values(), want, set(), {}, early).mark == result.mark
