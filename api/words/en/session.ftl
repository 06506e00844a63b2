## Connection and login
no-news = News from colleagues does not come in by itself now. What was agreed is safe. Reload the page to see how things stand.
again-password = Password of { $name }
