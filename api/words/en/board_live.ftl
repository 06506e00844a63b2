## Expected and promised on the day board
board-promised = promised { $from }–{ $to }
board-promised-by = by { $by }
board-expected = Expected: on at { $pickup }, off at { $dropoff }.
board-col-free = Free
board-left = { places-free }
