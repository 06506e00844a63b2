## Trip planners
gtfs-all-stops = All stops of the { $line }
gtfs-what-it-is = Neighbourhood bus for older people and people who do not walk easily. Drives when you phone, from stop to stop.
gtfs-how-to-book = Phone to book a seat. Say whether you bring a wheelchair, a walker or a mobility scooter.
