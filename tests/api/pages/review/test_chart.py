"""Bars that start at zero."""

from api.pages.review.chart import HEIGHT_PX, make_chart


def test_bars_are_drawn_from_zero_in_proportion() -> None:
    chart = make_chart("Rides", [("1", 10), ("2", 5), ("3", 0)])
    assert chart is not None
    assert [bar.height for bar in chart.bars] == [HEIGHT_PX, HEIGHT_PX / 2, 0]
    assert [bar.y + bar.height for bar in chart.bars] == [HEIGHT_PX] * 3


def test_nothing_to_draw_is_no_chart() -> None:
    assert make_chart("Rides", [("1", 0)]) is None
    assert make_chart("Rides", []) is None
