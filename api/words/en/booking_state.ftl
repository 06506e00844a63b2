## State of a booking
booking-confirmed = promised
booking-on_board = on board
booking-completed = driven
booking-cancelled = cancelled
booking-no_show = no-show
booking-broken = cannot be made
