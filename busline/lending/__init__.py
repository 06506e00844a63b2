"""What a lender offers: calendars and sheets read, compared with what is lent now, and taken over."""
