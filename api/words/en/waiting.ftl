## The waiting list, and what else there is
other-ways = You can also go { $ways }.
other-way-or = { $first }, or { $second }
other-way-tram = by tram from { $start } to { $end }
other-way-bus = by bus from { $start } to { $end }
other-way-tram_and_bus = by tram or bus from { $start } to { $end }
other-way-medical_taxi = with { $name }, the medical taxi: phone { $phone }
other-way-taxi = with { $name }, a taxi: phone { $phone }
other-way-volunteers = with the volunteers of { $name }: phone { $phone }

wait-put = Put on the waiting list
wait-until = will know by { $until }
wait-title = On the waiting list
wait-say = You are on the waiting list for { $day }.
wait-say-depart = { $leg ->
    [back] If there is a place for the way back between { $from } and { $to }
   *[out] If there is a place to leave between { $from } and { $to }
}, we will phone you.
wait-say-arrive = { $leg ->
    [back] If there is a place to be back between { $from } and { $to }
   *[out] If there is a place to be there between { $from } and { $to }
}, we will phone you.
wait-say-know = You will know by { $until }.
wait-earlier = May be earlier
wait-later = May be later
wait-minutes = { $minutes ->
    [0] no
   *[other] up to { $minutes } minutes
}
wait-know-by = Wants to know by
wait-change = Change
wait-off = Take off the list
wait-is-off = Taken off the waiting list.
wait-back-on = Put back
fault-know-by-out-of-reach = Choose a time after now, and early enough before the ride.
error-nothing-to-wait-for = A ride has been booked for this request, or nobody has said no yet.
error-too-late-to-wait = The ride is too soon. Nobody could phone about it in time.
error-impossible-wait = This request is no longer on the waiting list. Load the page again.

waiting-title = Waiting list
waiting-link = Waiting list: { $count ->
    [0] nobody
   *[other] { $count }
}
waiting-none = Nobody is waiting on this day.
waiting-other-days = Other days:
waiting-day = { $day } ({ $count })
waiting-since = Waiting since
waiting-know-by = Wants to know by
waiting-how = How it stands
waiting-waits = waiting
waiting-held = place held until { $until }: { $when }
waiting-arrive = be there at { $time }
waiting-depart = leave at { $time }
waiting-span = { $earlier ->
    [0] not earlier
   *[other] { $earlier } minutes earlier will do
}, { $later ->
    [0] not later
   *[other] { $later } minutes later will do
}
waiting-left = { $name } was taken off the list.
