## Roster, open duties and swaps by e-mail to drivers
mail-roster-subject = New roster from { $from } to { $to }
mail-roster = { $line }: there is a new roster, from { $from } to { $to }.
mail-roster-duties = { $count ->
    [one] You have 1 duty: { $day }, { $span }, with { $van }.
   *[other] You have { $count } duties. The first is { $day }, { $span }, with { $van }.
}
mail-roster-open = { $count ->
    [one] One more duty has no driver. Look under “Open duties” whether you want to drive it.
   *[other] { $count } more duties have no driver. Look under “Open duties” whether you want to drive one.
}
mail-duty-asked-subject = Can you drive on { $day }, { $span }?
mail-duty-asked = { $line }: a colleague cannot drive. Can you take over the duty of { $day }, { $span }, with { $van }?
mail-duty-open-subject = Open duty: { $day }, { $span }
mail-duty-open = { $line }: the duty of { $day }, { $span }, with { $van } has no driver. You may drive it. Whoever takes it first drives.
mail-swap-asked-subject = { $name } asks whether you want to drive on { $day }, { $span }
mail-swap-asked = { $line }: { $name } asks whether you take over the duty of { $day }, { $span }, with { $van }.
mail-swap-asked-return = In return { $name } drives your duty of { $day }, { $span }, with { $van }.
mail-swap-agreed-subject = Swapped: { $name } drives on { $day }, { $span }
mail-swap-agreed = { $line }: { $name } takes over your duty of { $day }, { $span }, with { $van }. You do not have to drive then.
mail-swap-agreed-return = You now drive the duty of { $day }, { $span }, with { $van }.
mail-swap-off-subject = Not swapped: { $day }, { $span }
mail-swap-off = { $line }: { $name } does not take over your duty of { $day }, { $span }, with { $van }. The duty stays yours.
mail-duties-link = Log in to see your roster: { $link }
mail-duties-log-in = Log in to see your roster, under “My roster”.
mail-duties-answer-link = Log in and say yes or no: { $link }
mail-duties-answer-log-in = Log in and say yes or no, under “My roster”.
mail-duties-phone = Questions? Phone { $phone }.
message-kind-roster = New roster
message-kind-duty_asked = Asked to take over
message-kind-duty_open = Open duty
message-kind-swap_asked = Asked to swap
message-kind-swap_answered = Answer to a swap
