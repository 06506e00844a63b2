## Standing bookings
standing-title = Standing bookings
standing-none = No standing bookings yet.
standing-sentence = { $weeks ->
    [1] Every { $weekday }
    [2] Every other { $weekday }
   *[other] Every { $weeks } weeks on { $weekday }
} { $origin ->
    [none] {""}
   *[other] {"from "}{ $origin }{" "}
}to { $place }, { $mode ->
    [arrive_by] there by
   *[other] leaving at
} { $time }{ $back ->
    [none] {""}
   *[other] {", back at "}{ $back }
}{ $until ->
    [none] {""}
   *[other] {", up to and including "}{ $until }
}.
standing-on-holidays = Also rides on public holidays.
standing-next = Next rides on { $day }.
standing-no-next = Rides no more.
standing-off-skipped = { $day }: does not ride
standing-off-holiday = { $day }, { $holiday }: does not ride
standing-off-apart = { $day }: booked apart
standing-off-unplaced = { $day }: does not fit yet, is on the list of calls
standing-off-more = { $count ->
    [one] And 1 more day.
   *[other] And { $count } more days.
}
standing-days-more = { $days } and { $count } more
standing-why = ({ $reason })
standing-unskip = Ride after all
standing-change = Change
standing-skip = Skip
standing-stop = Stop
standing-of = { $what }: { $sentence }
standing-skip-from = Which day, or from when?
standing-skip-to = Up to and including
standing-skip-to-hint = empty is one day
standing-skip-why = Why?
standing-skip-sure = Skip
standing-stop-from = From which day no more?
standing-stop-sure = Stop this standing booking

standing-make = Standing booking
standing-make-of-this = Make this a standing booking
standing-form-new = New standing booking
standing-form-change = Change a standing booking
standing-form-leave = Leave it as it is
standing-first-day = First day
standing-next-day = Next ride
standing-rhythm = How often
standing-weekly = Every week
standing-fortnightly = Every other week
standing-weeks = Every { $weeks } weeks
standing-until = Up to and including
standing-until-hint = empty is without an end
standing-holidays = Public holidays too
standing-save-new = Make this standing booking
standing-save-change = Change this standing booking
standing-preview = This is what it will be. Read aloud:
standing-preview-again = You changed something. This is what it will be now. Is it right? Then press Enter once more.
standing-preview-first = { $count ->
    [0] It then rides no more.
    [one] The only ride is on { $days }.
   *[other] The first rides are on { $days }.
}
standing-preview-off = Not on { $days }.

standing-did-made = The standing booking is made
standing-did-changed = The standing booking is changed
standing-did-stopped = Stopped: the last ride is on { $day } at the latest.
standing-did-ended = Stopped: this standing booking rides no more.
standing-did-skipped = { $count ->
    [0] Kept. This standing booking does not ride then anyway.
   *[other] Skipped: { $days }.
}
standing-did-unskipped = Rides after all on { $day }.
standing-did-undone = Undone.
standing-cancelled = { $count ->
    [one] 1 ride cancelled, on { $day }.
   *[other] { $count } rides cancelled, the first on { $day }.
}
standing-booked = { $count ->
    [one] 1 ride booked: { $when }.
   *[other] { $count } rides booked, the first: { $when }.
}
standing-kept = Agreed apart, so it stays: { $rides }.
standing-apart = Was booked already, so not once more: { $rides }.
standing-unplaced = Does not fit on { $days }. That is on the list of calls now.
standing-later = Planning does not answer now. The standing booking is kept; its rides follow by themselves.

holiday-new_year = New Year’s Day
holiday-good_friday = Good Friday
holiday-easter_sunday = Easter Sunday
holiday-easter_monday = Easter Monday
holiday-kings_day = King’s Day
holiday-liberation_day = Liberation Day
holiday-liberation_day_fifth_year = Liberation Day
holiday-ascension_day = Ascension Day
holiday-whit_sunday = Whit Sunday
holiday-whit_monday = Whit Monday
holiday-christmas_day = Christmas Day
holiday-second_christmas_day = Boxing Day

fault-ends-before-first = The end is before the first day. Name a later end.
fault-first-day-past = That day is over. Name a later one.
fault-unknown-activity = This activity is no longer there. Choose a stop or another activity.
fault-skip-order = The last day is before the first.
