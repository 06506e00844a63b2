## Driver: what is new in the run
drive-news = Your run has changed
drive-news-new = Added: { $name }, { $at } at { $stop }
drive-news-gone = Not coming: { $name }, { $at } at { $stop }
drive-news-order = The stops are in another order.
drive-news-seen = Seen
