"""Members who drive."""
