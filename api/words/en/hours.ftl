## Hours
review-hours-page = Hours
review-hours-sum = { $worked } hours worked together.
review-hours-look = See the hours
review-hours-back = Riders
review-hours-title = Hours per duty
review-hours-none = No hours have been clocked yet.
review-col-day = Day
review-col-planned = Planned
review-col-from = From
review-col-to = To
review-col-break = Break
review-col-worked = Worked
review-col-state = State
review-col-action = Action
review-total = Total
review-approve = Approve
review-correct = Correct
review-correct-title = Correct the hours of { $name }, { $day }
review-correct-why = Why?
review-correct-save = Keep correction
review-csv-hours = Hours as CSV
review-hours-file = hours
review-minutes = min
hours-open = still clocked in
hours-submitted = to be reviewed
hours-corrected = corrected
hours-approved = approved
hours-closed = closed

nav-hours = My hours
hours-xlsx = Hours as Excel
hours-total-words = hours in this month
hours-planned-words = hours planned
hours-waiting-words = { $count ->
    [one] decision still to take
   *[other] decisions still to take
}
hours-col-tick = Tick
hours-col-who = Who
hours-col-difference = Difference
hours-col-adjusted = Corrections
hours-col-counts = Counts
hours-col-day = Day
hours-col-work = Work
hours-col-planned = Planned
hours-col-from = From
hours-col-to = To
hours-col-break = Break
hours-col-worked = Worked
hours-kind-driving = driving
hours-kind-desk = phone desk
hours-kind-adjustment = correction
hours-tick = { $name }, { $day }
hours-approve-ticked = Approve ticked hours
hours-ticked-hint = Ticked is what differs from plan by at most { $minutes } minutes.
hours-approved-several = { $count ->
    [one] These hours are approved.
   *[other] The hours of { $count } duties are approved.
}
hours-people-title = Hours by person
hours-statement = Statement
hours-statement-of = Statement of { $name } (PDF)
hours-statement-file = hours
hours-corrected-because = Corrected: { $why }
hours-because-started-late = began { $minutes } min later: { $at } instead of { $planned }
hours-because-started-early = began { $minutes } min earlier: { $at } instead of { $planned }
hours-because-ended-late = ended { $minutes } min later: { $at } instead of { $planned }
hours-because-ended-early = ended { $minutes } min earlier: { $at } instead of { $planned }
hours-because-break-shorter = break { $minutes } min shorter: { $worked } instead of { $planned }
hours-because-break-longer = break { $minutes } min longer: { $worked } instead of { $planned }
hours-because-delay-at-stop = { $minutes } min delay at { $stop }, reached at { $at }
hours-because-delay-on-the-way = { $minutes } min delay on the way to { $stop }, reached at { $at }
hours-because-not-clocked-out = not clocked out; planned until { $planned }
hours-because-break-not-ended = break begun at { $at }, its end not reported; this break is not counted
hours-because-clocked-otherwise = clocked was { $at }–{ $planned }
hours-summer-time = summer time
hours-winter-time = winter time

hours-unclocked-title = Not clocked
hours-unclocked-hint = Nobody clocked in on these duties. Write down what was driven, or leave them as they are.
hours-unclocked-do = Write down hours
hours-unclocked-of = Write down hours of { $name }, { $day }
hours-corrections-title = Corrections
hours-corrections-hint = Asked for duties without a clock, and for months that are closed already. The latter count in this month.
hours-asks-correction = { $name }, { $day }: correction asked for
hours-asks-adjustment = { $name }, { $day }: correction of a closed month
hours-asked-times = { $span }, { $minutes } min break. Difference:
hours-asked-why = { $by }: { $why }
hours-approved-by = Approved by { $by }
hours-take-over = Take over
hours-decline = Decline
hours-decline-why = Why not?
hours-decline-do = Decline this correction
hours-another-decides = Somebody else must look at this.
hours-correction-taken = The correction is taken over.
hours-correction-declined = The correction is declined. Who asked for it sees why.
hours-correct-closed = This month is closed. The correction counts in a later month, once somebody else approves it.
hours-counts-later = The correction is asked for. It counts in { $month }, once somebody else approves it.
hours-counts-in = Counts in { $month }.

hours-closed-by = Closed on { $at } by { $by }
hours-checksum = Checksum:
hours-not-intact = The hours are no longer as they were closed. Ask the administrator to look into the history.
hours-reopen = Reopen this month
hours-reopen-why = Why must the month be opened again?
hours-reopen-do = Reopen { $month }
hours-close-not-yet = { $count ->
    [one] 1 more decision, then this month can be closed.
   *[other] { $count } more decisions, then this month can be closed.
}
hours-close-ready = All hours are approved. This month can be closed.
hours-close-do = Close { $month }
hours-month-closed = The hours of { $month } are closed.
hours-month-open = The hours of { $month } are open again.

sign-off-title = Going through hours
sign-off-link = Go through and close
sign-off-all = All hours
sign-off-minutes = Show what differs by more minutes than
sign-off-show = Show
sign-off-differing = { $count ->
    [one] 1 duty more than { $minutes } minutes off plan, or corrected
   *[other] { $count } duties more than { $minutes } minutes off plan, or corrected
}
sign-off-others = { $count ->
    [one] 1 duty without a great difference
   *[other] { $count } duties without a great difference
}
sign-off-others-hint = At most { $minutes } minutes off plan.
sign-off-others-do = { $count ->
    [one] Approve this duty
   *[other] Approve these { $count } together
}
sign-off-decided = { $count ->
    [one] 1 duty is decided already
   *[other] { $count } duties are decided already
}

own-title = My hours
own-total = hours in this month
own-planned = Planned were { $planned }.
own-closed = Closed on { $at }
own-statement = Statement { $work } (PDF)
own-none = There are no hours in this month yet.
own-none-hint = Clock in on “My run”, then your hours are here.
own-none-desk = Clock in when you begin, then your hours are here.
own-adjusted = Corrections of earlier months
own-state-open = clocked in
own-state-submitted = being looked at
own-state-corrected = corrected, being looked at
own-state-approved = approved
own-state-closed = closed
own-state-missed = not clocked
own-state-left = not clocked out
own-ask = This is not right
own-ask-missing = I did work
own-ask-of = Ask for a correction of { $day }
own-why = What happened?
own-break = Break (minutes)
own-ask-do = Ask for this correction
own-asked = The correction is asked for. Somebody else looks at it.
own-asked-asked = Asked for: { $span }, { $minutes } min break. Somebody else still looks at it.
own-asked-approved = Approved: { $span }, { $minutes } min break.
own-asked-declined = Declined: { $span }, { $minutes } min break.
own-declined-why = Why: { $why }
own-withdraw = Withdraw
own-withdrawn = The correction is withdrawn.
own-desk-title = Work at the phone desk
own-at-work = You are at work since { $at }
own-clock-in = Clock in
own-clock-out = Clock out
own-forgot-out = When did you stop?
own-clocked-in = You are clocked in.
own-clocked-out = You are clocked out.
own-enter = Write down hours by hand
own-enter-why = Why by hand?
own-enter-do = Keep these hours
own-entered = The hours are kept.

statement-title = Statement of hours
statement-planned = Planned
statement-worked = Worked
statement-adjusted = Corrections of earlier months
statement-total = Together
statement-sign = Signature
statement-open = Preliminary: this month is not closed yet.
statement-closed = Closed on { $at } by { $by }. Checksum of the month:

hours-sheet-columns = Columns
hours-sheet-column = column
hours-sheet-name = name in the API
hours-sheet-meaning = meaning

error-not-your-hours = These are somebody else's hours.
error-correction-waits = A correction of these hours is asked for already. Decide on that first.
error-already-clocked-in = You are clocked in already.
error-not-clocked-in = You are not clocked in.
error-hours-overlap = You have hours at that time already. Ask for a correction of those.
error-month-not-over = This month is not over yet.
error-month-not-closed = This month is open already.
error-month-adjusted = A later month holds corrections of this month. Correct it there.
error-hours-not-approved = { $count ->
    [one] There is 1 decision still to take.
   *[other] There are { $count } decisions still to take.
}
fault-time-twice = { $clock } comes twice that night. Write behind it: summer time or winter time.
fault-none-chosen = Tick some hours first.
fault-not-at-the-desk = Only coordinators clock in here.

csv-hours-month = month
hours-meaning-month = month in which it counts
csv-hours-kind = kind
hours-meaning-kind = driving, desk or adjustment
csv-hours-id = id
hours-meaning-id = of the duty, the hours at the desk or the correction
csv-hours-person-id = person_id
hours-meaning-person-id = the driver's id or the coordinator's login
csv-hours-person = person
hours-meaning-person = name
csv-hours-date = date
hours-meaning-date = service day of the work
csv-hours-van = van
hours-meaning-van = name of the van
csv-hours-planned-from = planned_from
hours-meaning-planned-from = planned begin, local time with its distance from UTC
csv-hours-planned-to = planned_to
hours-meaning-planned-to = planned end
csv-hours-planned-break-min = planned_break_min
hours-meaning-planned-break-min = planned breaks in minutes
csv-hours-planned-min = planned_min
hours-meaning-planned-min = planned work in minutes, breaks taken off
csv-hours-worked-from = worked_from
hours-meaning-worked-from = begin of the work
csv-hours-worked-to = worked_to
hours-meaning-worked-to = end of the work
csv-hours-break-min = break_min
hours-meaning-break-min = breaks in minutes
csv-hours-worked-min = worked_min
hours-meaning-worked-min = work in minutes, breaks taken off; of an adjustment, what it adds or takes off
csv-hours-difference-min = difference_min
hours-meaning-difference-min = worked less planned, in minutes
csv-hours-worked-s = worked_s
hours-meaning-worked-s = worked_min to the second
csv-hours-state = state
hours-meaning-state = open, submitted, corrected, approved or closed
csv-hours-reason = reason
hours-meaning-reason = why it was corrected
csv-hours-corrected-by = corrected_by
hours-meaning-corrected-by = login of who corrected it or asked for it
csv-hours-approved-by = approved_by
hours-meaning-approved-by = login of who approved it
