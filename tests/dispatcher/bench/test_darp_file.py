"""Instance files are read exactly or refused with the line that is wrong."""

from pathlib import Path

import pytest

from dispatcher.bench.darp_file import BadInstance, read_instance
from tests.dispatcher.bench.instances import TINY, write


def changed(line: int, text: str | None) -> str:
    """Return the tiny instance with one line, counted from 1, replaced or left out."""
    lines = TINY.splitlines()
    lines[line - 1 : line] = [] if text is None else [text]
    return "\n".join(lines) + "\n"


def refused(folder: Path, text: str) -> list[tuple[str, str]]:
    with pytest.raises(BadInstance) as error:
        read_instance(write(folder, text))
    return [(fault.where, fault.message) for fault in error.value.faults]


def test_an_instance_is_read(tmp_path: Path) -> None:
    instance = read_instance(write(tmp_path, TINY))
    assert (instance.name, instance.vehicles, instance.requests) == ("tiny", 1, 2)
    assert (instance.max_duration, instance.capacity, instance.max_ride) == (100, 3, 30)
    # 0 → 1 → 2 → 4 → 5 → 0 along the x axis: 5 there and 5 back.
    assert instance.length([1, 2, 3, 4]) == 10


@pytest.mark.parametrize(
    "text",
    [
        TINY.replace("\n", "\r\n"),
        "\ufeff" + TINY,
        "\n" + TINY.replace("\n", "  \n\n"),
        TINY.replace(" ", "\t"),
        TINY + "5 0.0 0.0 0 0 0 100\n",  # some sets repeat the depot
    ],
)
def test_harmless_differences_of_form_are_read_the_same(tmp_path: Path, text: str) -> None:
    assert read_instance(write(tmp_path, text)).nodes == read_instance(write(tmp_path, TINY, "b.txt")).nodes


@pytest.mark.parametrize(
    ("text", "where", "words"),
    [
        ("", "line 1", "empty"),
        ("hello\n", "line 1", "expected 5 numbers"),
        (changed(1, "1 x 100 3 30"), "line 1", "nodes must be a whole number"),
        (changed(1, "1 4.5 100 3 30"), "line 1", "nodes must be a whole number"),
        (changed(1, "0 4 100 3 30"), "line 1", "at least one vehicle"),
        (changed(1, "1 5 100 3 30"), "line 1", "even"),
        (changed(1, "1 6 100 3 30"), "line 6", "expected 7 nodes"),
        (changed(1, "1 4 0 3 30"), "line 1", "above 0"),
        (changed(1, "1 4 100 0 30"), "line 1", "capacity"),
        (changed(4, None), "line 5", "expected 5 nodes"),
        (changed(4, "2 2.0 0.0 1 1 0"), "line 4", "expected 7 numbers"),
        (changed(4, "2 2.0 north 1 1 0 100"), "line 4", "y must be a number"),
        (changed(4, "2 9e8 0.0 1 1 0 100"), "line 4", "x must be at most 700,000,000"),
        (changed(4, "2 2.0 0.0 1 1 0 1e300"), "line 4", "latest must be at most 1,000,000,000"),
        (changed(4, "2 nan 0.0 1 1 0 100"), "line 4", "x must be a number"),
        (changed(4, "2 2.0 0.0 1 1 0 inf"), "line 4", "latest must be a number"),
        (changed(4, "3 2.0 0.0 1 1 0 100"), "line 4", "expected node 2, got node 3"),
        (changed(4, "2 2.0 0.0 -1 1 0 100"), "line 4", "service time"),
        (changed(4, "2 2.0 0.0 1 1 50 40"), "line 4", "50…40"),
        (changed(4, "2 2.0 0.0 1 1 -5 40"), "line 4", "-5…40"),
        (changed(4, "2 2.0 0.0 1 0 0 100"), "line 4", "load of a pickup"),
        (changed(4, "2 2.0 0.0 1 4 0 100"), "line 4", "more than a vehicle takes"),
        (changed(6, "4 5.0 0.0 1 -2 0 100"), "line 6", "must unload 1 of node 2"),
        (changed(6, "4 5.0 0.0 1 1 0 100"), "line 6", "must unload 1 of node 2"),
        (changed(2, "0 0.0 0.0 0 1 0 100"), "line 2", "depot"),
        ("1 4 100 3 30\n", "line 1", "depot"),
    ],
)
def test_a_bad_file_names_the_line(tmp_path: Path, text: str, where: str, words: str) -> None:
    [(place, message)] = refused(tmp_path, text)
    assert place == f"tiny.txt, {where}"
    assert words in message


def test_all_bad_lines_are_named_at_once(tmp_path: Path) -> None:
    text = TINY.replace("1 1.0 0.0 1 1 0 100", "1 1.0 0.0 -1 1 0 100").replace(
        "4 5.0 0.0 1 -1", "4 5.0 0.0 1 -2"
    )
    assert [where for where, _ in refused(tmp_path, text)] == ["tiny.txt, line 3", "tiny.txt, line 6"]


def test_a_file_in_another_encoding_names_its_first_line_of_it(tmp_path: Path) -> None:
    (tmp_path / "tiny.txt").write_bytes(TINY.replace("3 4.0", "3 4,\xe9").encode("latin-1"))
    with pytest.raises(BadInstance) as refusal:
        read_instance(tmp_path / "tiny.txt")
    [fault] = refusal.value.faults
    assert (fault.where, fault.message) == (
        "tiny.txt, line 5",
        "this is not UTF-8 text; save the file as UTF-8",
    )


def test_no_file_and_no_text_are_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\xff\xfe\x00")
    for file in (tmp_path / "missing.txt", tmp_path / "picture.txt", tmp_path):
        with pytest.raises(BadInstance):
            read_instance(file)
