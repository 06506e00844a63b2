## Telefoon: de dag
desk-day-title = De dag
day-rides = { $count ->
    [0] geen ritten
    [one] 1 rit
   *[other] { $count } ritten
}
day-done = { $count } klaar
day-on-board = { $count } onderweg
day-refused = { $count } keer nee
day-waiting = Nog te beantwoorden
day-waiting-item = { $name }: { $from } → { $to }
day-next = Straks
day-next-item = { $from } → { $to }
day-nothing = Vandaag rijdt er niemand meer.
