## Lending
lend-title = Lending vans
lend-intro = The windows of the coming two weeks. Do you need a van yourself? Take it back; the coordinator phones the riders.
lend-none = There are no windows in the coming two weeks.
lend-none-hint = The cooperative imports the weekly pattern; then the windows are shown here.
lend-has-rides = Rides are booked in it.
lend-no-rides = No rides yet.
lend-withdraw = Take back
lend-why = What is the van needed for?
lend-withdraw-sure = Take this van back
lend-withdrawn = Taken back: { $why }
lend-asked = Passed on. Whoever had a ride will be phoned.
