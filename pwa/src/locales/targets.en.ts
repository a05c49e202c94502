/** Words of who has not met the year's target. */
export default {
  below: "Not yet on target",
  below_note: "Whose hours of this year are short, and by how much",
  n_below: "{n} have not met the target",
  of_members: "{met} of {members} members have met it",
  missing: "{n} hours missing",
  hours_of: "{n} of {of} hours",
  nobody: "Everybody has met it",
  nobody_text: "Every member here has this year's hours.",
  remind: "Remind those who have not",
  remind_title: "Send {n} people a reminder",
  they_read: "Among their notices they will read:",
  already: "{n} were reminded today already; each at most once a day.",
  nobody_to_tell: "Everybody was reminded today. You can send it again tomorrow.",
  send: "Send it to {n}",
  sent: "{n} have been told",
};
