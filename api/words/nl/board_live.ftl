## Verwacht en afgesproken op het dagbord
board-promised = afgesproken { $from }–{ $to }
board-promised-by = uiterlijk { $by }
board-expected = Verwacht: instappen { $pickup }, uitstappen { $dropoff }.
board-col-free = Vrij
board-left = { places-free }
