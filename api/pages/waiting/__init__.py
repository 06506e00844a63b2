"""The waiting list: joining it after a no, and the page that shows who waits."""
