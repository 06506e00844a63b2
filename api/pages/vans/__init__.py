"""A van's page: out of service, inspection, and how it was found when it was handed over."""
