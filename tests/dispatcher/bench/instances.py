"""Small dial-a-ride instance files, written by hand or drawn at random in the published sets' manner."""

import random
from pathlib import Path

# Two requests on a line: 1 → 3 from x = 1 to x = 4, 2 → 4 from x = 2 to x = 5; all windows wide open.
TINY = """\
1 4 100 3 30
0 0.0 0.0 0 0 0 100
1 1.0 0.0 1 1 0 100
2 2.0 0.0 1 1 0 100
3 4.0 0.0 1 -1 0 100
4 5.0 0.0 1 -1 0 100
"""


def write(folder: Path, text: str, name: str = "tiny.txt") -> Path:
    """Write an instance file and return it."""
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def random_instance(folder: Path, seed: int, requests: int, vehicles: int) -> Path:
    """Draw an instance as set a was: 20 × 20 miles, windows of 15 on one end of each request."""
    draw = random.Random(seed)
    rows = [f"{vehicles} {2 * requests} 480 3 30", "0 0.000 0.000 0 0 0 480"]
    windows = []
    for number in range(1, requests + 1):
        early = draw.randint(60, 400)
        windows.append((early, early + 15) if number > requests // 2 else (0, 480))
        rows.append(f"{number} {_xy(draw)} 3 1 {windows[-1][0]} {windows[-1][1]}")
    for number in range(requests + 1, 2 * requests + 1):
        early = draw.randint(60, 400)
        window = (early, early + 15) if number <= requests + requests // 2 else (0, 480)
        rows.append(f"{number} {_xy(draw)} 3 -1 {window[0]} {window[1]}")
    return write(folder, "\n".join(rows) + "\n", f"random-{seed}.txt")


def _xy(draw: random.Random) -> str:
    return f"{draw.uniform(-10, 10):.3f} {draw.uniform(-10, 10):.3f}"
