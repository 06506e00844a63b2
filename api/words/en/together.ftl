## At the telephone together
busy-with = { $name } is helping { $who }.
meanwhile-cancelled = { $name } cancelled this ride at { $at }. What you typed is still there. If you search again, it will be a new ride.
meanwhile-changed = { $name } changed this ride at { $at } already. The ride is now { $when }. What you typed is still there. If you search again, you change that ride.
meanwhile-over = This ride can no longer be changed: { $state }. What you typed is still there. If you search again, it will be a new ride.
offers-away = The planning does not answer now. Promise nothing yet. Press the button again in a moment: nothing is ever booked twice.
