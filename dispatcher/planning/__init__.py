"""Dial-a-ride planning as functions of plain data: no clock, no storage, no sockets."""
