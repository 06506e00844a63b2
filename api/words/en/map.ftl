## The day on the map
map-title = Day on the map
map-open = On the map
map-close = Back to the day board
map-label = Map with the stops and runs of { $day }
map-hint = All that is on the map is in the list too. The lines go straight from stop to stop; the arrows point the way that the van drives. The arrow keys move the map, + and − zoom.
map-zoom-in = Closer
map-zoom-out = Further away
map-choose = Which vans
map-all = All vans
map-empty = No van drives on { $day } yet.
map-last-left = Last known: left { $stop } at { $at }.
map-last-at = Last known: at { $stop } since { $at }.
map-stops = All stops
