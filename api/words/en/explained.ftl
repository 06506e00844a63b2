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
