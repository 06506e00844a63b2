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
