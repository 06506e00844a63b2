## Stand van een boeking
booking-confirmed = afgesproken
booking-on_board = onderweg
booking-completed = gereden
booking-cancelled = afgezegd
booking-no_show = loosmelding
booking-broken = gaat niet door
