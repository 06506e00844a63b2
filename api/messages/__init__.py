"""What residents are told about their rides: sent, shown, stopped, sent again."""
