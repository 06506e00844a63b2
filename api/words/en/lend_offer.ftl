## Offering hours
lend-nav-label = Lending
lend-nav-windows = Windows
lend-nav-offer = New hours
offer-title = New hours
offer-intro = Tell us when your vans are free, with a file or a calendar. You first see what changes. It only counts once you take it over.
offer-waiting = { $count ->
    [one] 1 proposal is waiting. See what changes.
   *[other] { $count } proposals are waiting. See what changes.
}
offer-open = Still to look at
offer-source-sheet = File
offer-source-calendar = Calendar
offer-source-program = Program
offer-sheet = With a file
offer-sheet-hint = A CSV or Excel file with the columns vehicle, date, from and to. Between the first and the last day in the file, only the hours in the file apply to these vans.
offer-file = File
offer-compare = Show what changes
offer-unread = { $count ->
    [one] Nothing has changed yet. This is wrong in the file:
   *[other] Nothing has changed yet. These { $count } things are wrong in the file:
}
offer-more-faults = And { $count } more.
compare-title = What changes?
compare-count-new = new
compare-count-changed = with other hours
compare-count-gone = gone
compare-count-same = stay the same
compare-has-rides = Rides are booked in one or more of these windows. What no longer fits moves to another van, or the coordinator phones the rider.
compare-no-rides = No rides are booked in these windows.
compare-new = New
compare-changed = Other hours
compare-gone = Gone
compare-was = was { $span }
compare-more = And { $count } more, without rides.
compare-nothing = Nothing changes.
compare-take-over = { $count ->
    [one] Take this change over
   *[other] Take these { $count } changes over
}
compare-drop = Leave everything as it is
compare-taken-over = Taken over. Planning starts on it at once.
compare-dropped = Not taken over. Nothing has changed.
compare-back = To the windows
error-windows-moved-on = Windows or rides have changed meanwhile. This is what would change now.
error-proposal-decided = This proposal was taken over or dropped already.
error-unread-windows = Not everything can be read. Nothing has changed.

## Calendars
calendar-title = With a calendar
calendar-hint = Does a calendar say when the vans are free? Give us its address. Every hour we look for changes, and then you see a proposal here. While the calendar takes part, the weekly pattern does not apply.
calendar-address = Address of the calendar
calendar-address-hint = The secret address in iCal form, as Outlook or Google gives it. It begins with https:// and often ends with .ics.
calendar-van = Which van is this calendar about?
calendar-all-vans = All vans: each event has the name
calendar-add = Add this calendar
calendar-check = Look now
calendar-end = Stop looking
calendar-checked = Looked at: { $at }
calendar-not-yet = Not looked at yet.
fault-calendar-away = The server of the calendar can’t be reached. Check the address.
fault-calendar-private = This address lies in a private network. The line’s operator can allow it.
fault-calendar-address = This is no address of a calendar. It begins with https://.
fault-calendar-slow = The server of the calendar answers too slowly. We will try again later.
fault-calendar-too-large = The calendar is too large.
fault-calendar-refused = The server does not give the calendar. Is the address still right?
error-calendar-address = This is no address of a calendar. It begins with https://.

## What is wrong in a file or a calendar
fault-lent-no-sheet = This is no file with rows. Save it as CSV or as an Excel file (.xlsx).
fault-lent-too-large = The file is too large.
fault-lent-empty = There are no hours in it.
fault-lent-past = All hours are over already.
fault-lent-too-far = This goes too far ahead. Give hours for up to a year.
fault-lent-missing-column = A column is missing: { $column ->
    [van] vehicle
    [day] date
    [start] from
   *[end] to
}. Put the names of the columns into the first row: vehicle, date, from, to.
fault-lent-unknown-van = row { $where }: “{ $given }” is no van of yours
fault-lent-no-day = row { $where }: no date (“{ $given }”); write for instance 24-11-2026
fault-lent-no-start = row { $where }: no start (“{ $given }”); write for instance 09:45
fault-lent-no-end = row { $where }: no end (“{ $given }”); write for instance 11:45
fault-lent-end-first = row { $where }: the end is before the start ({ $start }–{ $end })
fault-lent-overlap = “{ $where }” overlaps with “{ $other }” of the same van
fault-lent-no-calendar = This is no calendar. Perhaps the address is that of a web page.
fault-lent-too-many-events = There are too many events in the calendar.
fault-lent-bad-event = “{ $where }” can’t be read: its start or end is wrong
fault-lent-no-length = “{ $where }” does not end after it begins
fault-lent-unknown-zone = “{ $where }” names an unknown time zone: { $zone }
fault-lent-bad-rule = “{ $where }” repeats in a way that we don’t understand
fault-lent-too-often = “{ $where }” repeats too often
fault-lent-which-van = “{ $where }” names no van; put its name into the title or the place
fault-lent-two-vans = “{ $where }” names more than one van
fault-lent-rows-overlap = row { $where } overlaps with row { $other } of the same van
