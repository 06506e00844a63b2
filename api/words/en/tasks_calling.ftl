## To phone: what you say, and what came of it
tasks-next = Next task
tasks-later = Again later
tasks-later-item = { $name }: again at { $time }
task-waiting_list = Waits for a place for { $when }.
task-also = What would work too:
task-way-out = there { $when }
task-way-back = back { $when }
task-say = Say:
task-say-promise_broken = Sorry, your ride of { $when } cannot be made.
task-say-promise_at_risk = Your ride of { $when } will be later than we promised.
task-say-later = Your ride of { $when } will be late. We expect the van at { $expected }.
task-say-other = This would work too: { $times }.
task-say-place = There is a place: { $when }. We hold it until { $until }.
task-say-places = There is a place: there { $out }, back { $back }. We hold it until { $until }.
task-place-expired = The place was held until { $until } and is gone now. The resident is still waiting.
task-place-lost = The place is gone: a ride that was promised before needed it. The resident is still waiting.
task-place-none = No place came free. The resident wants to know that now.
task-over-cancelled = This ride has been cancelled since. No need to phone.
task-over-ridden = This ride has been made since. No need to phone.
task-over-no-show = The resident was not there. No need to phone.
task-over-booked = A ride has been booked since. No need to phone.
task-over-left = This request is no longer on the waiting list. No need to phone.
task-over-driver = There is a driver now.
task-over-withdrawn = The van no longer drives then.
task-over-close = Seen, take it away
task-claim-take = Take over
task-claimed-since = { $name } is phoning since { $time }
task-claimed-long = { $name } is phoning since { $time }, for { $minutes } minutes
task-claimed-gone = { $name } began at { $time }, { $minutes } minutes ago, and is no longer logged in
task-release = Give back
task-tries = { $count ->
    [one] Phoned once, at { $when }
   *[other] Phoned { $count } times, last at { $when }
}: no answer.
task-tries-message = { $count ->
    [one] Phoned once, at { $when }
   *[other] Phoned { $count } times, last at { $when }
}: left a message.
task-reached = Spoke to them
task-no-answer = No answer
task-message-left = Left a message
task-other-means = Arranged otherwise
task-again-at = Phone again at
task-again-save = Put away until then
task-how = How was it arranged?
task-place-book = Yes, book this place
task-place-decline = No longer wanted
task-place-keep = Told, waits on
task-place-off = Told, off the list
task-outcome-booked = place from the waiting list booked
task-outcome-declined = no longer wants the place
task-outcome-off = taken off the waiting list
task-outcome-waits = waits on
error-place-gone = This place is no longer free. Look for another ride, or let the resident wait on.
