"""The booking API and the pages: phone desk, day board, driver, review."""
