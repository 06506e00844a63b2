## Messages to residents: the sentences. Short enough for one or two text messages, and good to hear as well.
## No characters that make a text message dearer: no curly quotes, no dashes.
message-confirmation = { $line }: your ride is booked. On { $day } between { $from } and { $to } we pick you up at { $stop }.
message-change = { $line }: your ride has changed. On { $day } between { $from } and { $to } we pick you up at { $stop }.
message-cancellation = { $line }: your ride of { $day } at { $from } is cancelled.
message-reminder = { $line }: on { $day } between { $from } and { $to } we pick you up at { $stop }.
message-call_ahead = { $line }: the van is at { $stop } at { $at }. Will you come outside?
message-phone-confirmation = Questions? Call { $phone }.
message-phone-change = Questions? Call { $phone }.
message-phone-cancellation = Is that wrong? Call { $phone }.
message-phone-reminder = Not coming along? Call { $phone }, and somebody else can have your seat.
message-subject-confirmation = Your ride on { $day } is booked
message-subject-change = Your ride on { $day } has changed
message-subject-cancellation = Your ride of { $day } is cancelled
message-subject-reminder = Your ride on { $day }
message-subject-call_ahead = The van is nearly there

## Messages: the page
nav-messages = Messages
messages-title = Messages
messages-none = No messages go out to residents on this day.
messages-none-how = Residents who want messages say so on the phone. Note it on the resident’s card, at “Messages”.
messages-no-gateway = { $channels }: there is no service that sends this. You see here what would have been sent. An administrator can set up a service.
messages-away = { $channels }: the service does not answer now. { $count ->
    [one] 1 message waits
   *[other] { $count } messages wait
}; we keep trying.
messages-count = { $count ->
    [one] 1 message
   *[other] { $count } messages
}
message-kind-confirmation = Booked
message-kind-change = Changed
message-kind-cancellation = Cancelled
message-kind-reminder = Reminder
message-kind-call_ahead = The van is nearly there
message-channel-none = no messages
message-channel-sms = text message
message-channel-email = e-mail
message-channel-spoken = spoken call
message-is-waiting = goes out at { $at }
message-is-waiting-again = tried { $tries } times, again at { $at }
message-is-waiting-unsent = would go out at { $at }
message-is-sending = is being sent
message-is-sent = sent at { $at }
message-is-failed = not delivered
message-is-stopped = held back
message-is-unneeded = no longer needed
message-is-unsent = would have been sent at { $at }
message-fault-no_address = There is no phone number or e-mail address on the card.
message-fault-refused = The service does not take this number or address.
message-fault-away = The service did not answer in time.
message-fault-unclear = Sending was cut off. It may have arrived all the same.
message-fault-too_late = It could not go out in time any more.
message-stop = Hold back
message-send-again = Send again
error-impossible-for-message = That can no longer be done with this message. Look again how it stands.
error-message-too-late = This message is of no more use: the ride has begun or is over. Phone the resident.

## Messages: the card and the tasks
card-messages = Messages
card-messages-change = Change
card-messages-all = all
card-messages-some = { $count } of { $all } kinds
card-messages-how = How does the resident want messages?
card-messages-which = Which messages?
card-messages-email = E-mail address
card-messages-save = Save
card-messages-saved = Saved.
card-messages-last = Latest messages
card-messages-no-last = No messages yet.
fault-email = This is not an e-mail address. Write, for example, name@example.org.
fault-no-email-for-messages = Write the e-mail address, or choose another way.
fault-no-phone-for-messages = There is no phone number on the card. Choose another way.
fault-no-mobile-for-messages = This is a landline: it gets no text messages. Choose a spoken call.
task-message_undelivered = The message about the ride of { $when } was not delivered.
