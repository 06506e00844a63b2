"""The phone desk: who calls, where and when, and what else the day holds."""
