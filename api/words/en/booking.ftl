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
