"""What carries a message out of the house: HTTP for text messages and spoken calls, SMTP for e-mail.

Nothing is imported here: the settings must load without the gateways' libraries.
"""
