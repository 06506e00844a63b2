## Desk: who calls now
call-rings = Calling now: { $who }
call-answered = On the line: { $who }
call-taken = { $name } is helping this caller: { $who }
call-shared = somebody at { $number }
call-unknown = unknown number { $number }
call-withheld = somebody with a withheld number
call-open = Open the card
call-opened = The card is open.
call-search = Find who it is
call-more = { $count ->
    [one] and 1 more resident: search by name
   *[other] and { $count } more residents: search by name
}
parked = What you typed for { $name } is waiting.
parked-nameless = What you typed is waiting.
parked-back = Go back
