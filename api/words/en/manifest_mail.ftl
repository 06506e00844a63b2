## The manifest by e-mail: without residents' names
mail-manifest-subject = Manifest of { $day }, { $span }
mail-manifest-subject-changed = Manifest changed: { $day }, { $span }
mail-manifest = { $line }: your manifest of { $day }, { $span }, with { $van }.
mail-manifest-empty = There are no rides in this duty yet.
mail-manifest-rides = { $count ->
    [one] 1 ride
   *[other] { $count } rides
}, the first stop at { $at }.
mail-manifest-changed = This is version { $number }. Different from version { $before }: { $what }.
mail-manifest-link = Log in to see the whole list: { $link }
mail-manifest-log-in = Log in to see the whole list, under “Manifest”.
mail-manifest-pdf = The whole list is attached. It has names and telephone numbers on it: do not pass it on, and destroy it after the drive.
mail-count-new = { $count ->
    [one] 1 new ride
   *[other] { $count } new rides
}
mail-count-gone = { $count ->
    [one] 1 ride is off
   *[other] { $count } rides are off
}
mail-count-time = { $count ->
    [one] 1 other time
   *[other] { $count } other times
}
mail-count-order = another order
mail-count-break = another break
mail-count-duty = another beginning or end
mail-count-none = small differences in time
mail-duty-off-subject = Your duty of { $day }, { $span } is off for you
mail-duty-off = { $line }: the duty of { $day }, { $span }, with { $van } is no longer yours. You do not have to drive. If you have the manifest on paper, destroy it.
mail-duty-off-phone = Is that wrong? Phone { $phone }.
messages-to-drivers = To drivers
message-kind-manifest = Manifest
message-kind-duty_off = Duty taken off its driver
task-message_undelivered-driver = The e-mail about the duty of { $when } did not reach the driver.
