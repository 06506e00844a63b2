## Moving or pinning a ride
explain-pinned = This ride was pinned to { $van } by { $who }.
move-ask = Why this van, or rather another?
move-others = Other vans
move-fits = Fits. { $cost }
move-fits-not = Does not fit, because { $reason }
move-to = Put on { $van }
move-to-pins = The ride is then pinned to that van. The planning leaves it there.
move-pin = Pin to { $van }
move-unpin = Unpin
move-is-pinned = Pinned to { $van } by { $who }
move-pinned = pinned
move-legend-pinned = pinned ride
move-count-pinned = { $count ->
    [one] 1 ride pinned
   *[other] { $count } rides pinned
}
move-said-moved = The ride was moved from { $from } to { $van } and is pinned there.
move-said-back = The ride is on { $van } again.
move-said-pinned = The ride is pinned to { $van }.
move-said-unpinned = The ride is no longer pinned. The planning may move it.
move-said-rescued = The ride is no longer pinned. The planning put it on { $van }, because it would have been late.
move-freed = The ride of { $name } ({ $when }) was pinned to { $from } by { $who }. That is no longer possible. The ride is on { $van } now and is not pinned. The promise stands.
move-freed-same = The ride of { $name } ({ $when }) was pinned to { $from } by { $who }. It is no longer pinned.
move-freed-title = Rides that came loose
move-seen = Seen
error-ride-stays = The van is about to be there, or the rider is in it already. The ride stays where it is.
error-does-not-fit-there = The ride does not fit on that van. Nothing was changed.
error-seen-plan-is-old = The plan has just changed. Nothing was moved. Below is how it is now.
