"""The best place for a ride over all duties of a day, while a caller waits."""
