## Who rides: a resident’s form
person-postcode = Postcode
person-number = House number
person-by-hand = Street and town
person-street = Street
person-town = Town
address-found = { $street }, { $town }
address-nearest = The nearest stop is { $metres } m away.
address-nearest-stop = That is { $stop }.
address-other-additions = This number has an addition: { $numbers }. Ask which.
address-not-there = This address does not exist. Check postcode and house number.
address-not-checked = Address not checked. Write street and town yourself.
fault-postcode = This is not a postcode. Write for example 1068 EL.
fault-house-number = This is not a house number. Write for example 16 or 16-2.
fault-companions = Write a number from 0 to 7.
fault-extra-minutes = Write a number from 0 to 30.
card-address = Address
card-address-not-checked = Address not checked

## What a caller often does
usual-activity = { $activity } at { $stop }
offers-way-back = Find a ride back at { $time } too

## The card
person-edit = Change details
person-edit-title = Change details
person-save = Save
person-leave = Leave as is
person-salutation = Address as
person-language = Language
person-extra-minutes = Extra minutes
person-stands-now = It says now: { $value }
person-stale = A colleague has just changed this card. See at each field what it says now. Then save once more.
card-note-who = The driver of the ride reads this.
card-care-who = For coordinators only. Who reads it is recorded.
card-care-write = Write a care note
card-care-change = Change the care note
card-last-rides = Last rides
card-no-shows = { $count ->
    [one] Missed 1 ride without cancelling in the last half year: { $days }.
   *[other] Missed { $count } rides without cancelling in the last half year: { $days }.
}
