"""Hours worked: how breaks are counted, what differs from plan and why, what closing a month seals."""
