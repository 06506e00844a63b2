## Everywhere
app-name = Osdorppleinlijn
skip-to-content = Skip to the content
nav-label = Parts
nav-desk = Phone desk
nav-board = Day board
nav-drive = My run
nav-review = Hours and riders
nav-lend = Lending vans
language-other = Nederlands
language-other-label = Toon deze pagina in het Nederlands
log-out = Log out
no-connection = No connection. What you typed stays; we keep trying.
session-over = You have been away too long. What you typed stays.
session-over-link = Log in again
previous-day = Previous day
next-day = Next day
previous-month = Previous month
next-month = Next month
today = Today
this-month = This month
close = Close

## Logging in
login-title = Log in
login-intro = For coordinators, drivers and members of the cooperative.
login-name = User name
login-password = Password
login-button = Log in

## Phone desk: who
desk-title = Phone desk
desk-who = Who is calling?
desk-who-hint = Name, phone or street
desk-who-none = Nobody found. Try another part of the name, or the street.
desk-who-start = Type a few letters, then choose with ↓ and Enter.
desk-nothing-yet = There are no residents in the list yet. Ask the administrator to import them.
newcomer-add = New resident: { $typed }
newcomer-title = New resident
newcomer-name = Name
newcomer-street = Street and number
newcomer-street-hint = may stay empty
newcomer-save = Add
card-home = Home stop
card-phone = Phone
card-rides-with = Rides with
card-note = For the driver
card-care = Care note
card-care-show = Show care note
card-care-recorded = That you read this is recorded.
card-extra-time = Boarding takes { $minutes } min longer
card-next-rides = Next rides
card-no-rides = No rides booked yet.
card-usual = Often goes to (press the digit)
card-usual-arrive-by = { $day }, there by { $time }
card-usual-depart-at = { $day }, leaving at { $time }
card-usual-back = back at { $time }
card-where = Where is the van?
where-none = No ride is booked any more.
where-another-day = The next ride is { $when }.
where-no-van = This ride has no van yet.
where-at-base = { $halts ->
    [0] { $van } is still at its base.
    [one] { $van } is still at its base and has 1 halt to make first.
   *[other] { $van } is still at its base and has { $halts } halts to make first.
}
where-at-stop = { $halts ->
    [0] { $van } is at { $stop }.
    [one] { $van } is at { $stop } and has 1 more halt to make.
   *[other] { $van } is at { $stop } and has { $halts } more halts to make.
}
where-left = { $halts ->
    [0] { $van } has left { $stop }.
    [one] { $van } has left { $stop } and has 1 more halt to make.
   *[other] { $van } has left { $stop } and has { $halts } more halts to make.
}
where-arrived = { $van } is at { $stop }.
where-on-board = The passenger is in { $van }.
where-comes = { $minutes ->
    [0] The van is there now, at { $at }, at { $stop }.
    [one] In 1 minute, at { $at }, at { $stop }.
   *[other] In { $minutes } minutes, at { $at }, at { $stop }.
}
where-comes-later = It comes at { $at } to { $stop }.
where-late = That is { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
} later than promised.
card-change = Change
card-cancel = Cancel
card-cancel-sure = Cancel this ride
card-cancel-why = Why?
card-cancelled = Cancelled: { $when }.
card-left-out = The way out still stands: { $when }.
card-left-back = The way back still stands: { $when }. Shall it go too?
card-reinstated = The ride stands again: { $when }.
aid-none = a seat
aid-walker = walker
aid-wheelchair = wheelchair
aid-scooter = mobility scooter
companions = { $count ->
    [0] no companion
    [one] 1 companion
   *[other] { $count } companions
}

## Desk: who calls now
call-rings = Calling now: { $who }
call-answered = On the line: { $who }
call-taken = { $name } is helping this caller: { $who }
call-shared = somebody at { $number }
call-unknown = unknown number { $number }
call-withheld = somebody with a withheld number
call-open = Open the card
call-opened = The card is open.
call-search = Find who it is
call-more = { $count ->
    [one] and 1 more resident: search by name
   *[other] and { $count } more residents: search by name
}
parked = What you typed for { $name } is waiting.
parked-nameless = What you typed is waiting.
parked-back = Go back

## Phone desk: where and when
desk-where = Where to and when?
desk-from = From
desk-to = To
desk-stop-hint = Stop or activity
desk-stop-none = No stop or activity found.
desk-day = Day
desk-day-hint = tomorrow, Tue, 24-11
desk-time = Time
desk-time-hint = 10:30, half past ten
desk-mode = The time is
desk-arrive-by = Be there by
desk-depart-at = Leave at
desk-back = Back at
desk-back-hint = may stay empty
desk-companions = Companions
desk-aid = Rides with
desk-search = Find rides
desk-changing = You are changing the ride of { $when }. The old ride stays until you book the new one.
desk-changing-stop = Keep the old ride
desk-before = First choose who is calling.
desk-answer-start = The rides that are possible will be shown here.

offers-out = There
offers-back = Back
offers-none-chosen = no ride
offer-pickup = picked up { $from }–{ $to }
offer-dropoff = there by { $by } or earlier
offer-unsure = no driver yet
offers-held = These places stay free until { $until }.
offers-book = { $count ->
    [one] Book this ride
   *[other] Book these rides
}
offers-decline = Caller wants none of these
offers-pick-none = First choose a ride with a number key.
offers-say = Say: “This is possible on { $day }:”

refusal-title-out = The ride there is not possible.
refusal-title-back = The ride back is not possible.
refusal-no_window = No van of the line drives at that time.
refusal-no_driver = There is a van, but no driver yet.
refusal-no_place_kind = No van that drives at that time can take this party.
refusal-full = The vans are full at that time.
refusal-declined = The caller wanted none of the rides.
refusal-between = On { $day } we can’t pick you up between { $begin } and { $end }.
refusal-at = On { $day } we can’t pick you up at { $begin }.
refusal-not-before = On { $day } we can’t pick you up before { $begin }.
refusal-no-van = No van of the line drives then.
refusal-no-driver = There is a van then, but no driver yet.
refusal-no-time = The vans have no time then beside the rides that are agreed already.
refusal-lacks-seats = No van with { $seats ->
    [one] a seat
   *[other] { $seats } seats
} drives then.
refusal-lacks-wheelchair_places = No van with { $wheelchairs ->
    [one] a wheelchair place
   *[other] { $wheelchairs } wheelchair places
} drives then.
refusal-lacks-places_together = No van with { $seats ->
    [one] a seat
   *[other] { $seats } seats
} and { $wheelchairs ->
    [one] a wheelchair place
   *[other] { $wheelchairs } wheelchair places
} together drives then.
refusal-taken-seats = No van has { $seats ->
    [one] a seat
   *[other] { $seats } seats
} free then.
refusal-taken-wheelchair_places = No van has { $wheelchairs ->
    [one] a wheelchair place
   *[other] { $wheelchairs } wheelchair places
} free then.
refusal-taken-places_together = No van has { $seats ->
    [one] a seat
   *[other] { $seats } seats
} and { $wheelchairs ->
    [one] a wheelchair place
   *[other] { $wheelchairs } wheelchair places
} free together then.
refusal-first-after = The first time after that is { $at }, with { $van }.
refusal-first = The first possible time is { $at }, with { $van }.
refusal-none-later = Later that day it is not possible any more.
refusal-none = No other time that day is possible either.
refusal-choose = What is possible:
refusal-another-day = Ask whether another day would do.
refusal-kept = This request is kept. That shows what the line still lacks.
declined-title = Noted: no ride.

promise-title = Booked
promise-say = Read aloud:
promise-out = We will pick you up on { $day } between { $from } and { $to }, at { $origin }. You will be at { $destination } by { $by } at the latest.
promise-back = For the way back we will pick you up between { $from } and { $to }, at { $origin }. You will be at { $destination } by { $by } at the latest.
promise-number = { $count ->
    [one] Your number is { $references }.
   *[other] Your numbers are { $references }.
}
promise-driver-later = We are still looking for the driver. If we find none, we will phone you.
promise-undo = Undo
promise-undo-left = { $seconds } s left
promise-undone = Undone. Nothing is booked.
promise-undone-change = The new ride is gone. The old ride stands again: { $when }.
promise-next = Next caller

away-title = Planning is not possible right now
away-say = Planning does not answer right now. Your request is kept. We will phone you back as soon as we know which rides are possible.
away-not-kept = Planning does not answer right now and your request could not be kept. Try again in a moment.
problem-title = That did not work
faults-title = { $count ->
    [one] One thing is not right
   *[other] { $count } things are not right
}

## Phone desk: the day
desk-day-title = The day
day-rides = { $count ->
    [0] no rides
    [one] 1 ride
   *[other] { $count } rides
}
day-done = { $count } done
day-on-board = { $count } on board
day-refused = { $count } times no
day-waiting = Still to be answered
day-waiting-item = { $name }: { $from } → { $to }
day-next = Coming up
day-next-item = { $from } → { $to }
day-nothing = Nobody rides any more today.

## Tasks
tasks-title = To phone
tasks-none = Nobody needs to be phoned.
task-promise_broken = The ride of { $when } cannot be made.
task-promise_at_risk = The ride of { $when } will be later than promised.
task-answer_ready = Rides were found for the request of { $when }.
task-answer-none = No ride was found for the request of { $when }.
task-offer = The first ride that fits: { $times }.
task-standing_booking = The standing ride of { $when } does not fit.
task-open_duty = Rides were promised, but there is no driver yet: { $when }.
task-expected = Now expected: { $times }.
task-alternative = Best other ride: { $times }.
task-no-alternative = No other ride was found.
task-claim = I will phone
task-claimed-by = { $name } is phoning
task-done = Done
task-outcome = What was agreed?
task-finish = Finish
task-open-request = Open this request
task-book-other = Other ride

## Day board
board-title = Day board
board-empty = There are no vans on { $day }.
board-empty-hint = Use the arrows above to find a day with vans.
board-no-driver = no driver yet
places-seats = { $seats ->
    [0] no seat
    [one] 1 seat
   *[other] { $seats } seats
}
places-wheels = { $wheelchairs ->
    [one] 1 wheelchair place
   *[other] { $wheelchairs } wheelchair places
}
places-either = { $seats ->
    [0] { places-wheels }
   *[other] { places-seats } or { places-wheels }
}
places-together = { $seats ->
    [0] { places-wheels }
   *[other] { places-seats } and { places-wheels }
}
places-free = { $wheelchairs ->
    [0] { places-seats }
   *[other] { places-either }
}
places-taken = { $wheelchairs ->
    [0] { places-seats }
   *[other] { places-together }
}
board-places-free = Free on every part: { places-free }
board-free-now = Free now: { places-free }
board-free-least = Free: { places-free }
board-late = { $minutes } min later than promised
board-withdrawn = taken back by Cordaan
board-legend-window = lent
board-legend-seats = seat taken
board-legend-wheel = wheelchair place taken
board-legend-call = stop
board-legend-now = now
board-bound = At most { $percent } longer than the best possible plan.
board-bound-best = This is the best possible plan.
board-chart-label = Vans and their calls on { $day }
board-open-run = See the calls of { $van }, { $span }
board-run-title = Calls of { $van }
board-ride-hint = Choose a rider to look at the ride.
board-run-none = No rides in this window yet.
board-col-time = Time
board-col-stop = Stop
board-col-in = In
board-col-out = Out
board-col-on = Taken
board-call-break = break
board-manifest = Manifest (PDF)
duty-open = No driver yet
duty-planned = Planned
duty-under_way = Under way
duty-done = Done
duty-withdrawn = Taken back

## Why this van
explain-ask = Why this van?
explain-on_board = The rider is in { $van } already.
explain-frozen = { $van } is about to be there. That is why the ride stays where it is.
explain-only_van = { $van } is the only van that can drive this ride.
explain-least_van_time = { $van } needs the least time for this ride.
explain-least_detour = With { $van } the riders spend the least time on board.
explain-as_good = Another van can do this just as well. The ride was on { $van } already.
explain-better_elsewhere = The ride is on { $van }, but another van would do better by now. The planning looks at that by itself.
explain-takes = On { $van } this ride takes { $minutes ->
    [0] hardly any extra time
   *[other] { $minutes } min
}.
explain-move-more = With { $van } the vans together are on the road { $minutes } min longer.
explain-move-less = With { $van } the vans together are on the road { $minutes } min less.
explain-move-same = With { $van } the vans together are on the road just as long.
explain-riders-more = The riders together then spend { $minutes } min more on board.
explain-riders-less = The riders together then spend { $minutes } min less on board.
explain-not-not_lent = { $vans } { $count ->
    [one] does
   *[other] do
} not drive for the line then.
explain-not-no_driver = { $vans } { $count ->
    [one] has
   *[other] have
} no driver then yet.
explain-not-no_place_kind-seats = { $vans } { $count ->
    [one] has
   *[other] have
} { $seats ->
    [one] no seat
   *[other] no { $seats } seats
}.
explain-not-no_place_kind-wheelchair_places = { $vans } { $count ->
    [one] has
   *[other] have
} { $wheelchairs ->
    [one] no wheelchair place
   *[other] no { $wheelchairs } wheelchair places
}.
explain-not-no_place_kind-places_together = { $vans } { $count ->
    [one] does
   *[other] do
} not have { $seats ->
    [one] a seat
   *[other] { $seats } seats
} and { $wheelchairs ->
    [one] a wheelchair place
   *[other] { $wheelchairs } wheelchair places
} together.
explain-not-full-seats = { $vans } { $count ->
    [one] has
   *[other] have
} { $seats ->
    [one] no seat
   *[other] no { $seats } seats
} free then.
explain-not-full-wheelchair_places = { $vans } { $count ->
    [one] has
   *[other] have
} { $wheelchairs ->
    [one] no wheelchair place
   *[other] no { $wheelchairs } wheelchair places
} free then.
explain-not-full-places_together = { $vans } { $count ->
    [one] does
   *[other] do
} not have { $seats ->
    [one] a seat
   *[other] { $seats } seats
} and { $wheelchairs ->
    [one] a wheelchair place
   *[other] { $wheelchairs } wheelchair places
} free together then.
explain-not-promises = { $vans } { $count ->
    [one] has
   *[other] have
} no time for this ride beside what else is agreed.
explain-not-under_way = { $vans } { $count ->
    [one] is
   *[other] are
} on the way elsewhere and would be too late.

## State of a booking
booking-confirmed = promised
booking-on_board = on board
booking-completed = driven
booking-cancelled = cancelled
booking-no_show = no-show
booking-broken = cannot be made

## Driver
drive-title = My run
drive-none = You have no duty today.
drive-none-hint = Your next duties are shown here as soon as they are set.
drive-coming = Your next duties
drive-not-driver = This page is for drivers. Your login is not that of a driver.
drive-duty = { $van }, { $span }
drive-clock-in = Clock in
drive-clock-out = Clock out
drive-next = Next stop
drive-here = You are at
drive-arrived = I am here
drive-departed = I am leaving
drive-boarded = On board
drive-no-show = Did not come
drive-no-show-after = Did not come: possible from { $time }
drive-alighted = Got off
drive-board = Gets on
drive-alight = Gets off
drive-promise = promised { $from }–{ $to }
drive-wait = Wait: do not leave before { $time }
drive-break = Break
drive-break-start = Start break
drive-break-end = End break
drive-break-until = Break until { $time }
drive-on-break = You are on your break
drive-base = Back to the base
drive-base-start = Leave the base
drive-done = Done for today. Thank you.
drive-call = Phone { $name }
drive-turn = { $name } first
drive-undo = Wrong button
drive-queued = { $count ->
    [one] 1 report waits for a connection
   *[other] { $count } reports wait for a connection
}
drive-rejected-load = Load the page again.
drive-paper = Manifest on paper
drive-destination = to { $stop }

## Manifest on paper
paper-title = Manifest
paper-driver = Driver
paper-van = Van
paper-time = Time
paper-stop = Stop
paper-who = Who
paper-in = on
paper-out = off
paper-break = Break
paper-base = Base
paper-version = Version { $revision }, printed { $at }
paper-page = Page
paper-of = of
paper-empty = No rides in this duty yet.
paper-phone-desk = Phone of the line
paper-clock-in = Clocked in at
paper-clock-out = Clocked out at
paper-phone = tel. { $phone }
paper-to = to { $stop }
paper-promise = between { $from } and { $to }

## Day list on paper
daylist-link = Day list of { $day } on paper (PDF)
daylist-recorded = For when the computer is down. That you open the list is recorded.
daylist-title = Day list
daylist-file = day-list
daylist-care = This list has names and phone numbers. Do not leave it lying about, and destroy it after the day.
daylist-duty-count = { $count ->
    [0] no duties
    [one] 1 duty
   *[other] { $count } duties
}
daylist-call-count = { $count ->
    [0] nobody to phone
    [one] 1 phone call to make
   *[other] { $count } phone calls to make
}
daylist-none = No rides are booked on { $day }.
daylist-rides = Rides by time
daylist-pickup = Pickup, and promise
daylist-who = Resident
daylist-route = From → to
daylist-needs = Rides with
daylist-reference = Number
daylist-say = say: { $name }
daylist-no-phone = no phone number known
daylist-no-van = no van yet
daylist-duties = Vans and drivers
daylist-duties-none = There are no vans on this day.
daylist-call-back = Still to phone
daylist-about = About what
daylist-form = Writing down what callers ask
daylist-form-hint = Write down every booking, change and cancellation here while the computer is down. Promise only what you have agreed with the driver. Once the computer works again, type everything in, in this order, and put a cross at “typed in”.
daylist-form-called = Time of call
daylist-form-kind = What
daylist-form-booking = booking
daylist-form-change = change
daylist-form-cancel = cancellation
daylist-form-who = Name and phone
daylist-form-from = From
daylist-form-to = To
daylist-form-day = Day
daylist-form-time = What time
daylist-form-party = With whom, walker or wheelchair
daylist-form-promised = What was promised
daylist-form-initials = Initials
daylist-form-typed = typed in

## Hours and riders
review-title = Hours and riders
review-of-day = Day
review-of-month = Month
review-riders = riders
review-rides = rides driven
review-hours = hours worked
review-refused = times no
review-no-shows = no-shows
review-on-time = on time
review-compare-day = { $change } than a week before ({ $before })
review-compare-month = { $change } than a month before ({ $before })
review-more = { $count } more
review-less = { $count } fewer
review-same = the same as before
review-chart-month = Rides driven per day in { $month }
review-chart-day = Rides driven per hour on { $day }
review-nothing = Nothing was driven in this time.
review-nothing-hint = As soon as a driver lets somebody board, it is shown here.
review-hours-title = Hours per duty
review-hours-none = No hours have been clocked yet.
review-col-day = Day
review-col-driver = Driver
review-col-van = Van
review-col-planned = Planned
review-col-from = From
review-col-to = To
review-col-break = Break
review-col-worked = Worked
review-col-state = State
review-col-action = Action
review-total = Total
review-refusals-title = Why no
review-ridership-title = Rides per { $unit }
review-unit-day = day
review-unit-hour = hour
review-approve = Approve
review-correct = Correct
review-correct-title = Correct the hours of { $name }, { $day }
review-correct-why = Why?
review-correct-save = Keep correction
review-csv-hours = Hours as CSV
review-csv-riders = Riders as CSV
review-hours-file = hours
review-riders-file = riders
review-minutes = min
hours-open = still clocked in
hours-submitted = to be reviewed
hours-corrected = corrected
hours-approved = approved
hours-closed = closed

## CSV
csv-day = day
csv-driver = driver
csv-van = van
csv-planned = planned_min
csv-from = from
csv-to = to
csv-break = break_min
csv-worked = worked_min
csv-state = state
csv-rides = rides
csv-riders = riders
csv-refused = refusals
csv-cancelled = cancelled
csv-no-shows = no_shows
csv-why = reason

## Lending
lend-title = Lending vans
lend-intro = The windows of the coming two weeks. Do you need a van yourself? Take it back; the coordinator phones the riders.
lend-none = There are no windows in the coming two weeks.
lend-none-hint = The cooperative imports the weekly pattern; then the windows are shown here.
lend-rides = { $count ->
    [0] no rides yet
    [one] 1 ride promised
   *[other] { $count } rides promised
}
lend-withdraw = Take back
lend-why = What is the van needed for?
lend-withdraw-sure = Take this van back
lend-withdrawn = Taken back: { $why }
lend-asked = Passed on. Whoever had a ride will be phoned.

## What can be wrong
error-title = This did not work
error-back = Back to the start
error-error = Something went wrong. Try again in a moment.
error-broken = Something went wrong on our side. It was written down. Try again.
error-invalid = Something you filled in is not right. Please check it.
error-unknown = That is not in the list (any more). Load the page again.
error-not-found = There is no such page.
error-stale = Somebody else has just changed this. Look again and try once more.
error-conflict = That is not possible any more. Look again how things stand.
error-away = A part of the system does not answer right now. Try again in a moment.
error-too-large = This is too much at once. Send less.
error-too-often = This came too often in a row. Wait a moment, then try again.
error-unauthenticated = Log in first.
error-forbidden = You may not do this. Ask a coordinator or administrator.
error-wrong-password = This name and this password do not belong together. Try again.
error-too-many-tries = A wrong password was tried too often. Wait { $minutes } minutes, or ask for a new password.
error-csrf-failed = This page has expired. Load it again and repeat what you did.
error-idempotency-key-reused = This form has been used already. Load the page again.
error-impossible-step = This booking was already dealt with. Load the page again.
error-already-answered = This request was booked or closed already. Look at the resident’s card.
error-offer-gone = This ride has just been taken. Choose another, or search again.
error-ride-not-back = The old ride no longer fits. Nothing was changed.
error-legs-overlap = The way there and the way back overlap. Choose other rides.
error-not-on-a-van = No van is planned for this ride any more.
error-no-explanation = The planning gave no explanation. Try again.
error-plan-moved = The plan has just changed. Search again.
error-too-late = The answer took too long. Nothing was booked. Try again.
error-not-your-duty = Somebody else drives this duty now. Load the page again.
error-event-does-not-fit = This report does not fit the run as it is now.
error-no-driver = This login belongs to no driver. Ask the office to arrange that.
error-task-done = This phone call was made already.
error-task-of-another = A colleague is phoning. Take it over first with “I will phone”.
error-own-hours = You drove or corrected these hours yourself. Ask somebody else to look at them.
error-hours-not-ready = That cannot be done with these hours now. Load the page again.
error-month-closed = This month is closed. Reopen it first.
error-window-over = This window is over or was taken back already.
error-span-too-long = Ask for 1 to { $days } days, the first before the last.
error-line-not-ready = The line is not ready for rides yet. Ask the administrator.
error-zero-character = It holds a character that is not possible. Type it again.

fault-invalid = This is not right. Please check it.
fault-name = Write the resident's name.
fault-phone = This is no phone number. Write for example 020 555 01 23.
fault-required = Fill this in.
fault-pick-stop = Choose a stop from the list.
fault-pick-resident = Choose a resident from the list.
fault-day-unread = I do not understand this day. Write for example Tuesday, in 3 days or 24-11.
fault-day-unsure = Is { $first } or { $last } meant? Write the date.
fault-days-differ = Two days are written: { $first } and { $last }. Leave one.
fault-weekday-other = That date is { $day }. Write the day that is meant.
fault-day-out-of-reach = Choose a day from { $first } to { $last }.
fault-day-past = That day is over: { $day }. Name a later day.
fault-time-unread = I do not understand this time. Write for example 10:30 or half past ten.
fault-time-unsure = Is { $first } or { $last } meant? Write which, or add am or pm.
fault-times-differ = Two times are written. Leave one.
fault-midnight-unsure = Is it the night with which { $first } begins, or { $last }? Write that day, and 0:00.
fault-time-skipped = There is no { $clock } on { $day }: the clock is put forward. Is { $later } meant? Write it so.
fault-time-past = That time is past. Name a later one.
fault-too-far-ahead = Rides can be booked { $days } days ahead. Name an earlier day.
fault-two-days = Both ways must be on the same day.
fault-leg-names = A request is one way there and one way back.
fault-back-before-out = The way back must be later than the way there.
fault-unknown-stop = There is no such stop. Choose another.
fault-stop-not-served = Nobody can get on or off at { $stop }.
fault-stop-closed = { $stop } is closed from that day.
fault-same-stop = From and to are the same stop. Choose another.
fault-no-van-takes-party = No van of the line has { places-taken } at once.
fault-unknown-booking = That booking is not this resident’s.
fault-why-needed = Write in a few words why.
fault-end-before-begin = The end must be later than the begin, within a day.
fault-break-too-long = The break is longer than the duty.
fault-in-the-future = That lies in the future.
