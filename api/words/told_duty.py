"""What a driver is told of rosters, open duties and swaps by e-mail, in their own language.

A colleague is named where the driver has to answer them; who is ill, and every resident, never is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from api.words.times import Times
from api.words.told import Said
from api.words.told_driver import DutyTold, duty_facts
from api.words.words import Words


@dataclass(frozen=True, slots=True)
class RosterTold:
    """What a new roster is to one driver: its days, how many duties are theirs, how many have nobody."""

    from_day: date
    to_day: date
    duties: int
    open: int


@dataclass(frozen=True, slots=True)
class SwapTold:
    """Who asks or was asked (``colleague``), whether they agreed, and the duty that is given in return."""

    colleague: str
    agreed: bool = False
    in_return: DutyTold | None = None


def roster_in_words(words: Words, times: Times, first: DutyTold, roster: RosterTold, link: str) -> Said:
    """Return the e-mail that there is a new roster; `first` is the driver's first duty in it."""
    days = {"from": times.day_long(roster.from_day), "to": times.day_long(roster.to_day)}
    lines = [
        words("mail-roster", line=first.line, **days),
        words("mail-roster-duties", count=roster.duties, **duty_facts(times, first)),
    ]
    if roster.open:
        lines.append(words("mail-roster-open", count=roster.open))
    return _said(words, times, first, words("mail-roster-subject", **days), lines, link)


def asked_in_words(words: Words, times: Times, duty: DutyTold, link: str) -> Said:
    """Return the e-mail that asks a driver to take over from somebody who can't drive."""
    facts = duty_facts(times, duty)
    lines = [words("mail-duty-asked", **facts)]
    return _said(words, times, duty, words("mail-duty-asked-subject", **facts), lines, link, answer=True)


def open_in_words(words: Words, times: Times, duty: DutyTold, link: str) -> Said:
    """Return the e-mail that a duty has no driver, to one who may take it."""
    facts = duty_facts(times, duty)
    lines = [words("mail-duty-open", **facts)]
    return _said(words, times, duty, words("mail-duty-open-subject", **facts), lines, link)


def swap_asked_in_words(words: Words, times: Times, duty: DutyTold, swap: SwapTold, link: str) -> Said:
    """Return the e-mail in which a colleague asks to take their duty over."""
    facts = duty_facts(times, duty) | {"name": swap.colleague}
    lines = [words("mail-swap-asked", **facts)]
    if swap.in_return is not None:
        back = duty_facts(times, swap.in_return) | {"name": swap.colleague}
        lines.append(words("mail-swap-asked-return", **back))
    return _said(words, times, duty, words("mail-swap-asked-subject", **facts), lines, link, answer=True)


def swap_answered_in_words(words: Words, times: Times, duty: DutyTold, swap: SwapTold, link: str) -> Said:
    """Return the e-mail that a swap is agreed, or off; `duty` is the one that was to be taken over."""
    facts = duty_facts(times, duty) | {"name": swap.colleague}
    if not swap.agreed:
        subject, lines = words("mail-swap-off-subject", **facts), [words("mail-swap-off", **facts)]
        return _said(words, times, duty, subject, lines, link)
    subject, lines = words("mail-swap-agreed-subject", **facts), [words("mail-swap-agreed", **facts)]
    if swap.in_return is not None:
        lines.append(words("mail-swap-agreed-return", **duty_facts(times, swap.in_return)))
    return _said(words, times, duty, subject, lines, link)


def _said(
    words: Words,
    times: Times,
    duty: DutyTold,
    subject: str,
    lines: Sequence[str],
    link: str,
    *,
    answer: bool = False,
) -> Said:
    if link:
        more = [words("mail-duties-answer-link" if answer else "mail-duties-link", link=link)]
    else:
        more = [words("mail-duties-answer-log-in" if answer else "mail-duties-log-in")]
    if duty.phone:
        more.append(words("mail-duties-phone", phone=times.phone(duty.phone)))
    return Said(subject, "\n".join([*lines, *more]), words.language)
