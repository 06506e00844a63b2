## Day list on paper
daylist-link = Day list of { $day } on paper (PDF)
daylist-recorded = For when the computer is down. That you open the list is recorded.
daylist-title = Day list
daylist-file = day-list
daylist-care = This list has names and phone numbers. Do not leave it lying about, and destroy it after the day.
daylist-duty-count = { $count ->
    [0] no duties
    [one] 1 duty
   *[other] { $count } duties
}
daylist-call-count = { $count ->
    [0] nobody to phone
    [one] 1 phone call to make
   *[other] { $count } phone calls to make
}
daylist-none = No rides are booked on { $day }.
daylist-rides = Rides by time
daylist-pickup = Pickup, and promise
daylist-who = Resident
daylist-route = From → to
daylist-needs = Rides with
daylist-reference = Number
daylist-say = say: { $name }
daylist-no-phone = no phone number known
daylist-no-van = no van yet
daylist-duties = Vans and drivers
daylist-duties-none = There are no vans on this day.
daylist-call-back = Still to phone
daylist-about = About what
daylist-form = Writing down what callers ask
daylist-form-hint = Write down every booking, change and cancellation here while the computer is down. Promise only what you have agreed with the driver. Once the computer works again, type everything in, in this order, and put a cross at “typed in”.
daylist-form-called = Time of call
daylist-form-kind = What
daylist-form-booking = booking
daylist-form-change = change
daylist-form-cancel = cancellation
daylist-form-who = Name and phone
daylist-form-from = From
daylist-form-to = To
daylist-form-day = Day
daylist-form-time = What time
daylist-form-party = With whom, walker or wheelchair
daylist-form-promised = What was promised
daylist-form-initials = Initials
daylist-form-typed = typed in
