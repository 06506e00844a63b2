"""A tiny folder that is free of faults, to spoil or to import."""

from pathlib import Path

import pytest

FILES = {
    "line.toml": 'id = "tiny"\nname = "Tiny line"\n',
    "stops.csv": (
        "id,name,kind,street,lat,lon\n"
        "home,Home,housing_complex,Hoekenes,52.3557,4.7872\n"
        "market,Market,facility,Tussen Meer,52.3589,4.7930\n"
        "base,Base,base,,52.3540,4.7905\n"
        "square,Square,facility,Osdorpplein,52.3588,4.8058\n"
    ),
    "vans.csv": "id,name,plate,base,layouts\nvan,Van,,base,4+0|2+1\n",
    "windows.csv": "van,weekday,starts,ends\nvan,tuesday,09:45,11:45\nvan,tuesday,13:00,15:15\n",
    "drivers.csv": "id,name,phone,email\ndirk,Dirk,020 555 0101,dirk@example.org\n",
    "availability.csv": "driver,weekday,starts,ends\ndirk,tuesday,09:00,16:00\n",
    "elsewhere.csv": "driver,weekday,starts,ends,employer\ndirk,tuesday,07:00,08:30,Cordaan\n",
    "residents.csv": "id,name,phone,home_stop,aid\nrie,Rie,020 555 0201,home,walker\n",
    "activities.csv": "id,name,stop,weekday,starts,ends\ncoffee,Coffee,market,tuesday,10:30,11:15\n",
    "standing.csv": (
        "id,resident,from_stop,to_stop,activity,weekday,out_at,back_at,first_on\n"
        "weekly,rie,home,market,coffee,tuesday,10:30,11:15,2026-01-06\n"
    ),
    "other_transport.csv": "id,name,kind,phone,stops,aids\nhalt,Halt Market,tram,,market,none|walker\n",
}


class Folder:
    """A line's folder whose files a test rewrites."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir()
        for name, text in FILES.items():
            self.write(name, text)

    def write(self, name: str, text: str, encoding: str = "utf-8") -> None:
        """Write a file as it is, line ends included."""
        (self.path / name).write_bytes(text.encode(encoding))

    def replace(self, name: str, old: str, new: str) -> None:
        """Replace a text that is in a file once."""
        text = (self.path / name).read_text("utf-8")
        assert text.count(old) == 1, f"“{old}” is {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def add(self, name: str, line: str) -> None:
        """Append a line to a file."""
        self.write(name, (self.path / name).read_text("utf-8") + line + "\n")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A folder with one of everything and no fault."""
    return Folder(tmp_path / "tiny")
