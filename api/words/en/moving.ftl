## Moving or pinning a ride
explain-pinned = This ride was pinned to { $van } by { $who }.
move-fits = Fits. { $cost }
move-fits-not = Does not fit, because { $reason }
error-ride-stays = The van is about to be there, or the rider is in it already. The ride stays where it is.
error-does-not-fit-there = The ride does not fit on that van. Nothing was changed.
error-seen-plan-is-old = The plan has just changed. Nothing was moved. Look again how it is now.
