## Where the van is: the driver chooses whether the phone tells
drive-place-switch = Share where the van is
drive-place-ask = May the coordinator see where you drive?
drive-place-what = The coordinator then sees on the map where you drive. Only during your duty, and not in your break. Only the last place is kept, for 10 minutes at most. With this off, you simply drive on.
drive-place-on = The coordinator sees where the van is now.
drive-place-denied = Your phone does not give your place. Allow that first in the settings of your phone.
error-not-on-the-road = You share your place only during your duty, and not in your break.

## On the map and on the phone
map-ago = { $minutes ->
    [0] now
   *[other] { $minutes } min ago
}
map-place-near = The driver’s phone, { $ago }: about { $metres } metres from { $stop }.
map-place = The driver’s phone is on the map, { $ago }.
where-seen = At { $at } it was by { $stop }.
