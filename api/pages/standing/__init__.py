"""Standing bookings at the phone desk: on the card, made and changed by a form, skipped, stopped, undone."""
