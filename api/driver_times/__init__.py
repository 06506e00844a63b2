"""What drivers say of their time: when they can drive, work elsewhere, are away, would rather not."""
