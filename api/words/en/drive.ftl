## Driver
drive-title = My run
drive-none = You have no duty today.
drive-none-hint = Your next duties are shown here as soon as they are set.
drive-coming = Your next duties
drive-not-driver = This page is for drivers. Your login is not that of a driver.
drive-duty = { $van }, { $span }
drive-clock-in = Clock in
drive-clock-out = Clock out
drive-next = Next stop
drive-here = You are at
drive-arrived = I am here
drive-departed = I am leaving
drive-boarded = On board
drive-no-show = Did not come
drive-no-show-after = Did not come: possible from { $time }
drive-alighted = Got off
drive-board = Gets on
drive-alight = Gets off
drive-promise = promised { $from }–{ $to }
drive-wait = Wait: do not leave before { $time }
drive-break = Break
drive-break-start = Start break
drive-break-end = End break
drive-break-until = Break until { $time }
drive-on-break = You are on your break
drive-base = Back to the base
drive-base-start = Leave the base
drive-done = Done for today. Thank you.
drive-call = Phone { $name }
drive-turn = { $name } first
drive-undo = Wrong button
drive-queued = { $count ->
    [one] 1 report waits for a connection
   *[other] { $count } reports wait for a connection
}
drive-rejected-load = Load the page again.
drive-paper = Manifest on paper
drive-destination = to { $stop }
