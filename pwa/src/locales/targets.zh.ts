/** 谁还没有达到全年学时目标。 */
export default {
  below: "未达标的成员",
  below_note: "谁今年的学时还没有达到目标，还差多少",
  n_below: "还有 {n} 人没有达标",
  of_members: "共 {members} 人，{met} 人已达标",
  missing: "还差 {n} 小时",
  hours_of: "{n} / {of} 小时",
  nobody: "都达标了",
  nobody_text: "这里的每位成员都达到了今年的学时目标。",
  remind: "提醒未达标的人",
  remind_title: "给 {n} 人发一条提醒",
  they_read: "他们会在“消息”里看到：",
  already: "今天已经提醒过 {n} 人，每人每天最多一条。",
  nobody_to_tell: "今天已经都提醒过了。明天可以再发。",
  send: "发给 {n} 人",
  sent: "已通知 {n} 人",
};
