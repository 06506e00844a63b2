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
