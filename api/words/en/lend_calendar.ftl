## A calendar that cannot be read
calendar-of-all = all vans
calendar-unread = We have not been able to read the calendar of { $about } since { $since }. What it said before stays so. What you change in it, we do not see.
calendar-unread-look = See what can be done
calendar-unread-how = Has the address changed? Add the new one, and choose “Stop looking” at the old one.
task-calendar_unread = We have not been able to read the calendar of { $about } since { $since }. What the lender changes in it, we do not see.
task-calendar-ask = Ask whether the address of the calendar is still right, and whether hours have changed.
task-over-calendar = The calendar can be read again, or need not be read any more. No call is needed.
