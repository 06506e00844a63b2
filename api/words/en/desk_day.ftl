## Phone desk: the day
desk-day-title = The day
day-rides = { $count ->
    [0] no rides
    [one] 1 ride
   *[other] { $count } rides
}
day-done = { $count } done
day-on-board = { $count } on board
day-refused = { $count } times no
day-waiting = Still to be answered
day-waiting-item = { $name }: { $from } → { $to }
day-next = Coming up
day-next-item = { $from } → { $to }
day-nothing = Nobody rides any more today.
