"""What drivers say of their time, over the API."""
