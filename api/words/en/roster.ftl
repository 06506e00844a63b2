## Roster
nav-roster = Roster
roster-title = Roster
roster-new = New roster
roster-from = From
roster-weeks = Weeks
roster-week-count = { $count ->
    [one] 1 week
   *[other] { $count } weeks
}
roster-make = Make the roster
roster-none = There is no roster yet.
roster-none-hint = Choose “New roster”. You see it first. Drivers see it only once you publish it.
roster-others = Other rosters
roster-state-asked = being made
roster-state-draft = draft
roster-state-published = published
roster-being-made = The roster is being made. That takes about half a minute. This page updates itself.
roster-failed = No roster could be made for { $first } to { $last }. Try fewer weeks.
roster-draft-hint = This is a draft. No driver sees it until you publish it.
roster-drop = Throw away
roster-publish = Publish
roster-summary = In short
roster-covered = Duties with a driver
roster-hours = Hours on duty
roster-of = { $part } of { $whole }
roster-quality = How good
roster-best = none can be better
roster-near-best = at most { $percent }% better is possible
roster-goals = What the roster looks at
roster-goals-hint = In this order. What comes first always counts most.
roster-goal-cover = A driver for every duty
roster-goal-keep = What drivers already know stays
roster-goal-contract = The hours of each contract
roster-goal-share = Fair shares, with wishes and regular days
roster-contract-short = { $hours } hours short in all;
roster-goal-best = none can be better
roster-goal-near = at most { $percent }% better is possible
roster-uncovered = { $count ->
    [one] 1 duty without a driver
   *[other] { $count } duties without a driver
}
roster-why-nobody_available = nobody can drive then
roster-why-nobody_trained = whoever can is not trained for wheelchairs
roster-why-working_time = whoever can may not, by working time
roster-why-needed_elsewhere = whoever can drives another duty then
roster-why-refused = whoever was planned may not or cannot any more
roster-shares = Hours for each driver
roster-shares-hint = In hours and minutes. “Fairest” is what somebody would get if only the shares counted, without wishes and regular days.
roster-driver = Driver
roster-open = Still open
roster-week-of = Week of { $day }
roster-this-week = This week
roster-total = Whole roster
roster-fairest = Fairest
roster-contract = Contract
roster-wanted = Wanted
roster-before = Weeks before
roster-wishes = Wishes
roster-drivers = Drivers
roster-no-drivers = There are no drivers yet.
roster-no-drivers-hint = The cooperative reads them in with the line’s data.
roster-choose = Choose…
roster-absent = Driver can’t come
roster-find-another = Find somebody else
roster-said-published = Published. Every driver sees it on their page.
roster-said-later = Noted. Planning doesn’t answer now; it is done as soon as planning is back.
roster-said-absent = Noted. Below you see who was asked and which duties are open.
roster-said-given = The duty is given.
roster-takeovers = Asked to take over
roster-takeover = { $name } instead of { $before }
roster-said-yes = says yes
roster-no-answer = no answer yet
roster-against-rules = May no longer be driven
roster-open-duties = { $count ->
    [one] 1 open duty
   *[other] { $count } open duties
}
roster-more-open = { $count } more
roster-who-may = Who may?
roster-nobody-may = Nobody may drive this duty as well.
roster-give = Says yes
roster-swaps = Swaps waiting for an answer
roster-swap = { $name } asks { $other }.
roster-told = Who has seen the roster
roster-seen = { $seen } of { $count } drivers.
roster-unseen = not seen yet

## My roster
nav-duties = My roster
duties-title = My roster
duties-news = New for you
duties-notice-roster = There is a new roster. Your first duty in it:
duties-notice-given = You drive this duty.
duties-notice-asked = Can you take over this duty? A colleague can’t drive it.
duties-notice-taken_off = You no longer drive this duty.
duties-seen = Seen
duties-will-drive = Yes, I’ll drive
duties-cannot = I can’t
duties-swaps = Swaps
duties-swap-asked = { $name } asks whether you take over this duty.
duties-swap-mine = You asked { $name } to take over this duty.
duties-swap-return = In return for
duties-swap-agree = Yes, I’ll take the duty
duties-swap-decline = No
duties-swap-withdraw = Don’t ask after all
duties-coming = My next duties
duties-none = You have no duties yet. They stand here as soon as the roster is published.
duties-change = Change
duties-later = { $count ->
    [one] 1 duty later
   *[other] { $count } duties later
}
duties-who = Who takes over this duty?
duties-only-in-return = { $name } (only in return)
duties-in-return-from = What do you drive for { $name } in return?
duties-nothing-back = Nothing
duties-no-swap = It can’t be done with { $name }: there is no swap that is allowed for both of you.
duties-ask = Ask
duties-nobody = There is no colleague to ask yet.
duties-cannot-hint = Can nobody swap? Then cancel. Somebody else is looked for at once.
duties-cannot-drive = I can’t drive this duty
duties-against-rules = You may no longer drive this duty.
duties-give-back = Give the duty back
duties-open = Open duties
duties-open-none = There are no open duties now that you may drive.
duties-closed = { $count ->
    [one] Why 1 other duty is not for you
   *[other] Why { $count } other duties are not for you
}
duties-take = Take this
duties-said-taken = The duty is yours. Thank you.
duties-said-given-back = Passed on. Another driver is being looked for.
duties-said-asked = Asked. You can read here what your colleague answers.
duties-said-swapped = Swapped. Your colleague can read it on their page.
duties-said-not-swapped = There is no swap. Nothing has changed.
duties-said-yes = Thank you. The duty is yours.

## What can’t be done here
error-against-the-rules = The rules on working time do not allow this. { $rule ->
    [overlap] There is other work at that time.
    [too_much_work] Work in a day: { $limit } hours at most, { $source }.
    [rest_too_short] Daily rest: { $limit } hours, { $source }.
    [break_too_short] Break: { $limit } hours at least, { $source }.
    [no_room_for_break] The rides of this duty leave no time for a break, { $source }.
    [stretch_too_long] Work without a break: { $limit } hours at most, { $source }.
    [weekly_rest_too_short] Weekly rest: { $limit } hours, { $source }.
    [too_much_in_week] Work in a week: { $limit } hours at most, { $source }.
    [too_much_in_4_weeks] Work in 4 weeks: { $limit } hours at most, { $source }.
    [too_much_in_16_weeks] Work in 16 weeks: { $limit } hours at most, { $source }.
    [too_much_with_nights] Work in 16 weeks with many nights: { $limit } hours at most, { $source }.
    [too_much_night_work] Work in a night shift: { $limit } hours at most, { $source }.
    [night_rest_too_short] Rest after a night shift: { $limit } hours, { $source }.
    [night_series_rest_too_short] Rest after a series of night shifts: { $limit } hours, { $source }.
    [too_many_shifts_with_night] Shifts in a row with a night among them: { $limit } at most, { $source }.
    [too_many_late_nights] Night shifts in 16 weeks: { $limit } at most, { $source }.
    [too_few_free_sundays] Sundays with work in a year: { $limit } at most, { $source }.
   *[other] { $source }
}
error-not-trained = This van carries wheelchairs. That takes a training first.
error-driver-away = An absence was reported for that time.
error-duty-taken = This duty is taken already.
error-duty-not-yours = This duty can no longer be swapped. Load the page again.
error-swap-over = This swap was decided already. Load the page again.
error-no-draft = This roster is no longer a draft. Load the page again.
error-roster-past = These days are over. Choose later ones.
error-roster-published = Drivers know this roster already. Change single duties.
