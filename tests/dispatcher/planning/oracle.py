"""The rules of one route written down a second time, for a linear program; no code of the planner."""

import numpy as np
from scipy.optimize import linprog


class Oracle:
    """Times of a route as a linear program: variables are leave, one begin a visit, back."""

    def __init__(self, problem, duty, route):
        self.problem, self.duty, self.route = problem, duty, route
        self.rows, self.limits = [], []
        self.bounds = [(duty.leave_from, None)]
        self._visits()

    def earliest(self):
        """The least times that keep every rule, or None: leave, begins, back."""
        return self._least(1)

    def latest(self):
        """The greatest times that keep every rule, or None."""
        return self._least(-1)

    def _least(self, sign):
        found = linprog(
            np.full(len(self.route) + 2, sign),
            A_ub=np.array(self.rows) if self.rows else None,
            b_ub=np.array(self.limits) if self.rows else None,
            bounds=self.bounds,
            method="highs",
        )
        return None if found.status == 2 else [round(x) for x in found.x]

    def places_hold(self):
        """Whether some layout fits on every leg and nobody is on board during a break."""
        by_id = {r.id: r for r in self.problem.rides}
        picked = {v.ride for v in self.route if v.is_pickup}
        aboard = [by_id[v.ride] for v in self.route if v.ride and v.ride not in picked]
        legs = [list(aboard)]
        for visit in self.route:
            if visit.ride is None:
                if aboard:
                    return False
            elif visit.is_pickup:
                aboard.append(by_id[visit.ride])
            else:
                aboard.remove(by_id[visit.ride])
            legs.append(list(aboard))
        return all(
            any(
                sum(r.seats for r in leg) <= x.seats and sum(r.wheelchairs for r in leg) <= x.wheelchairs
                for x in self.duty.layouts
            )
            for leg in legs
        )

    def _at_most(self, later, earlier, gap):
        """x[earlier] - x[later] <= -gap, so that later is at least gap after earlier."""
        row = np.zeros(len(self.route) + 2)
        row[earlier] += 1
        row[later] -= 1
        self.rows.append(row)
        self.limits.append(-gap)

    def _visits(self):
        by_id = {r.id: r for r in self.problem.rides}
        stop, service = self.duty.start, 0
        picked_at = {}
        for k, visit in enumerate(self.route, start=1):
            r = by_id.get(visit.ride)
            if r is None:
                need = self.duty.break_need
                here, window, next_service = self.duty.end, (need.earliest, need.latest), need.duration_s
            elif visit.is_pickup:
                here, window, next_service = r.origin, (r.pickup_from, r.pickup_to), r.boarding_s
                picked_at[r.id] = k
            else:
                here, window, next_service = r.destination, (r.dropoff_from, r.dropoff_by), r.alighting_s
                if r.boarded_at is None:
                    self._at_most(picked_at[r.id], k, -(r.max_ride_s + r.boarding_s))
                else:
                    window = (window[0], min(window[1], r.boarded_at + r.max_ride_s))
            self.bounds.append((window[0], window[1]) if window[0] <= window[1] else (1, 0))
            self._at_most(k, k - 1, service + int(self.problem.travel_s[stop, here]))
            stop, service = here, next_service
        back = len(self.route) + 1
        self._at_most(back, back - 1, service + int(self.problem.travel_s[stop, self.duty.end]))
        self.bounds.append((None, self.duty.back_by))
        self._duration(back)

    def _duration(self, back):
        limit = self.duty.max_duration_s
        if limit is None:
            return
        if self.duty.under_way:
            self.bounds[-1] = (None, min(self.duty.back_by, self.duty.leave_from + limit))
        else:
            self._at_most(0, back, -limit)
