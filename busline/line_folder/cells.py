"""What a cell of a CSV file may hold, as types: reading is generous, writing has one form for each.

Each reader takes the text of a cell (stripped, never empty) or a value that has its type already, and
raises a `ValueError` whose text says what was expected.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from enum import StrEnum
from typing import Annotated, Any

import phonenumbers
from pydantic import BeforeValidator, Field, PlainSerializer

from busline.nouns import (
    RESIDENT_KINDS,
    Aid,
    Layout,
    MessageChannel,
    MessageKind,
    ResidentKind,
    StopKind,
    TimeMode,
    TransportKind,
)

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DUTCH_WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
YES = frozenset({"yes", "y", "true", "1", "ja", "j", "waar"})
NO = frozenset({"no", "n", "false", "0", "nee", "onwaar"})
# A driver or a resident of the line abroad writes the country's code.
PHONE_REGION = "NL"

DUTCH: dict[type[StrEnum], dict[str, StrEnum]] = {
    StopKind: {
        "wooncomplex": StopKind.HOUSING_COMPLEX,
        "zorglocatie": StopKind.CARE_LOCATION,
        "voorziening": StopKind.FACILITY,
        "standplaats": StopKind.BASE,
    },
    Aid: {
        "geen": Aid.NONE,
        "rollator": Aid.WALKER,
        "rolstoel": Aid.WHEELCHAIR,
        "scootmobiel": Aid.SCOOTER,
    },
    MessageChannel: {
        "geen": MessageChannel.NONE,
        "e_mail": MessageChannel.EMAIL,
        "gesproken": MessageChannel.SPOKEN,
    },
    MessageKind: {
        "bevestiging": MessageKind.CONFIRMATION,
        "wijziging": MessageKind.CHANGE,
        "afzegging": MessageKind.CANCELLATION,
        "herinnering": MessageKind.REMINDER,
        "terugbellen": MessageKind.CALL_AHEAD,
    },
    TimeMode: {"vertrek": TimeMode.DEPART_AT, "aankomst": TimeMode.ARRIVE_BY},
    TransportKind: {
        "tram_en_bus": TransportKind.TRAM_AND_BUS,
        "medische_taxi": TransportKind.MEDICAL_TAXI,
        "vrijwilligers": TransportKind.VOLUNTEERS,
    },
}


def read_clock_time(given: Any) -> Any:
    """Read ``9:45``, ``09.45``, ``0945``; ``24:00`` is the end of the day and kept as 00:00."""
    if isinstance(given, time):
        return given
    found = re.fullmatch(r"(\d{1,2})[:.h](\d{2})(?:[:.]00)?|(\d{2})(\d{2})", str(given).strip().lower())
    if found:
        hour, minute = int(found[1] or found[3]), int(found[2] or found[4])
        if (hour, minute) == (24, 0):
            return time(0)
        if hour < 24 and minute < 60:
            return time(hour, minute)
    raise ValueError(f"“{given}” is no clock time; hours and minutes like 09:45 are expected")


def read_day(given: Any) -> Any:
    """Read ``2026-11-24``, ``24-11-2026``, ``24/11/2026``."""
    if isinstance(given, date):
        return given
    for form in ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"):
        try:
            return datetime.strptime(str(given).strip(), form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise ValueError(f"“{given}” is no date; a date like 2026-11-24 is expected")


def read_weekday(given: Any) -> Any:
    """Read a Dutch or English name of a weekday (its first letters will do), or 1 (Monday) to 7."""
    if isinstance(given, int):
        return given
    text = str(given).strip().lower().rstrip(".")
    if text in tuple("1234567"):
        return int(text) - 1
    for names in (WEEKDAYS, DUTCH_WEEKDAYS):
        starting = [number for number, name in enumerate(names) if len(text) >= 2 and name.startswith(text)]
        if len(starting) == 1:
            return starting[0]
    raise ValueError(f"“{given}” is no weekday; monday … sunday, maandag … zondag or 1 … 7 is expected")


def read_number(given: Any) -> Any:
    """Read a number with a decimal point or a decimal comma."""
    if not isinstance(given, str):
        return given
    try:
        return float(given.replace(",", ".", 1))
    except ValueError:
        raise ValueError(f"“{given}” is no number; one like 52.3588 is expected") from None


def read_whole_number(given: Any) -> Any:
    """Read a whole number."""
    if isinstance(given, int):
        return given
    if re.fullmatch(r"-?\d{1,9}", str(given).strip()):
        return int(given)
    raise ValueError(f"“{given}” is no whole number")


def read_yes_no(given: Any) -> Any:
    """Read yes or no, ja or nee, true or false, 1 or 0."""
    if isinstance(given, bool):
        return given
    text = str(given).strip().lower()
    if text in YES or text in NO:
        return text in YES
    raise ValueError(f"“{given}” is neither yes nor no")


def read_phone(given: Any) -> str:
    """Read a phone number as people write it and return it in E.164, like ``+31205550100``; none is none."""
    text = str(given).strip()
    if not text:
        return ""
    # Spreadsheets take a phone number for a number and drop its plus sign or its leading zero.
    lost = [f"+{text}", f"0{text}"] if re.fullmatch(r"[1-9]\d{8,}", text) else []
    for candidate in (text, *lost):
        try:
            number = phonenumbers.parse(candidate, PHONE_REGION)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    raise ValueError(f"“{given}” is no phone number; one like 020 555 0100 or +31 20 555 0100 is expected")


def read_layouts(given: Any) -> Any:
    """Read the ways a van's floor can be set up: ``8+0|5+1|2+2`` is seats + wheelchair places each."""
    if not isinstance(given, str):
        return given
    layouts = []
    for part in given.split("|"):
        found = re.fullmatch(r"\s*(\d{1,2})\s*\+\s*(\d{1,2})\s*", part)
        if not found:
            raise ValueError(f"“{given}” is no list of layouts; seats+wheelchairs like 8+0|5+1|2+2 expected")
        layouts.append(Layout(seats=int(found[1]), wheelchairs=int(found[2])))
    if len(set(layouts)) < len(layouts):
        raise ValueError(f"“{given}” names a layout twice")
    if any(layout.seats + layout.wheelchairs == 0 for layout in layouts):
        raise ValueError(f"“{given}” has a layout without any place")
    return tuple(layouts)


def reader_of(kind: type[StrEnum], among: Iterable[StrEnum] = ()) -> Callable[[Any], Any]:
    """Return a reader of one member of `kind`, by its value or its Dutch word; of `among` alone, if given."""
    members = tuple(among) or tuple(kind)

    def read(given: Any) -> Any:
        if isinstance(given, kind):
            return given
        text = str(given).strip().lower().replace(" ", "_").replace("-", "_")
        words = {member.value: member for member in members} | DUTCH.get(kind, {})
        if text in words:
            return words[text]
        raise ValueError(f"“{given}” is unknown; expected is {', '.join(member.value for member in members)}")

    return read


def read_message_kinds(given: Any) -> Any:
    """Read which messages somebody wants: ``reminder|call_ahead``, ``all`` or ``none``."""
    if not isinstance(given, str):
        return given
    text = given.strip().lower()
    if text in ("all", "alle", "alles"):
        return list(RESIDENT_KINDS)
    if text in ("none", "geen"):
        return []
    read = reader_of(MessageKind, RESIDENT_KINDS)
    wanted = {read(part) for part in given.split("|")}
    return [kind for kind in RESIDENT_KINDS if kind in wanted]


def write_message_kinds(kinds: list[str]) -> str:
    """Write which messages somebody wants as ``reminder|call_ahead``."""
    if set(kinds) == set(RESIDENT_KINDS):
        return "all"
    return "|".join(str(kind) for kind in kinds) or "none"


def read_slug(given: Any) -> Any:
    """Read an id: letters, digits, dots, dashes and underscores."""
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", str(given)):
        return given
    raise ValueError(f"“{given}” is no id; up to 64 letters, digits, dashes or underscores are expected")


def reader_of_list(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return a reader of several things that `read` reads, like ``a|b``, each once."""

    def read_all(given: Any) -> Any:
        if not isinstance(given, str):
            return given
        found = tuple(read(part.strip()) for part in given.split("|") if part.strip())
        if len(set(found)) < len(found):
            raise ValueError(f"“{given}” names something twice")
        return found

    return read_all


def write_list(found: tuple[str, ...]) -> str:
    """Write several things as ``a|b``."""
    return "|".join(found)


def write_clock_time(moment: time) -> str:
    """Write a clock time as ``09:45``."""
    return moment.strftime("%H:%M")


def write_end(moment: time) -> str:
    """Write the end of a span: midnight is ``24:00``."""
    return "24:00" if moment == time(0) else write_clock_time(moment)


def write_layouts(layouts: tuple[Layout, ...]) -> str:
    """Write layouts as ``8+0|5+1``."""
    return "|".join(f"{layout.seats}+{layout.wheelchairs}" for layout in layouts)


SlugCell = Annotated[str, BeforeValidator(read_slug)]
NameCell = Annotated[str, Field(min_length=1, max_length=200)]
TextCell = Annotated[str, Field(max_length=200)]
ShortCell = Annotated[str, Field(max_length=100)]
NoteCell = Annotated[str, Field(max_length=5000)]
ClockCell = Annotated[time, BeforeValidator(read_clock_time), PlainSerializer(write_clock_time)]
EndCell = Annotated[time, BeforeValidator(read_clock_time), PlainSerializer(write_end)]
DayCell = Annotated[date, BeforeValidator(read_day), PlainSerializer(date.isoformat)]
WeekdayCell = Annotated[
    int, Field(ge=0, le=6), BeforeValidator(read_weekday), PlainSerializer(WEEKDAYS.__getitem__)
]
NumberCell = Annotated[float, BeforeValidator(read_number)]
CountCell = Annotated[int, BeforeValidator(read_whole_number)]
YesNoCell = Annotated[bool, BeforeValidator(read_yes_no), PlainSerializer(lambda yes: "yes" if yes else "no")]
PhoneCell = Annotated[str, BeforeValidator(read_phone)]
LayoutsCell = Annotated[
    tuple[Layout, ...],
    Field(min_length=1, max_length=20),
    BeforeValidator(read_layouts),
    PlainSerializer(write_layouts),
]
StopKindCell = Annotated[StopKind, BeforeValidator(reader_of(StopKind))]
AidCell = Annotated[Aid, BeforeValidator(reader_of(Aid))]
TransportKindCell = Annotated[TransportKind, BeforeValidator(reader_of(TransportKind))]
SlugsCell = Annotated[
    tuple[str, ...], BeforeValidator(reader_of_list(read_slug)), PlainSerializer(write_list)
]
AidsCell = Annotated[
    tuple[Aid, ...], BeforeValidator(reader_of_list(reader_of(Aid))), PlainSerializer(write_list)
]
MessageChannelCell = Annotated[MessageChannel, BeforeValidator(reader_of(MessageChannel))]
MessageKindsCell = Annotated[
    list[ResidentKind], BeforeValidator(read_message_kinds), PlainSerializer(write_message_kinds)
]
EmailCell = Annotated[str, Field(max_length=200, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")]
TimeModeCell = Annotated[TimeMode, BeforeValidator(reader_of(TimeMode))]
