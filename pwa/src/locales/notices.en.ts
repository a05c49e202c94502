/** Words of what the app tells a member. */
export default {
  title: "Notices",
  unread: "{n} unread",
  all_read: "Nothing unread",
  is_unread: "Unread",
  read_all: "Mark all as read",
  empty_title: "No notices yet",
  empty_text:
    "When somebody answers your question, a course is assigned to you or a request is decided, it will stand here.",
  // what happened; below it stands what it is about
  kind_answered: "{name} answered your question",
  kind_marked_helpful: "Your answer helped who asked",
  kind_post_hidden: "Something you wrote was hidden",
  kind_post_shown: "Something you wrote can be seen again",
  kind_post_reported: "Something was reported: please have a look",
  kind_report_decided: "The secretary looked at what you reported",
  kind_course_assigned: "A course was assigned to you",
  kind_outside_study_decided: "Your outside study was decided",
  kind_held_segments_decided: "Study time that was being checked was decided",
  kind_claim_decided: "Your sign-in was decided",
  kind_leave_decided: "Your leave was decided",
  // how it came out
  due: "Finish by {day}",
  reason: "Reason: {reason}",
  approved_yes: "Approved",
  approved_no: "Declined",
  released_yes: "Counted",
  released_no: "Not counted",
  granted_yes: "Granted",
  granted_no: "Declined",
  hidden_yes: "Hidden. Thank you",
  hidden_no: "It stays. Thank you for telling us",
};
