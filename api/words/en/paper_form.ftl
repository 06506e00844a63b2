## From paper
from-paper-link = Type in rides from paper
from-paper-title = Ride from paper
from-paper-stop = Stop typing in
from-paper-hint = Type when the caller phoned, then the ride as always. Rides that were driven already can’t be added here yet.
fault-called = This must be within the last { $days } days, and not later than now.
fault-called-empty = Write when the caller phoned.
