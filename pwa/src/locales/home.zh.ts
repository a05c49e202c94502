/** Words of the first page. */
export default {
  greeting: "{name}，你好",
  next_meeting: "下一次组织生活",
  no_meeting: "还没有安排组织生活",
  no_meeting_text: "支部安排后，时间和地点会出现在这里。",
  hours_title: "{year} 年学时",
  hours_left: "还差 {hours} 小时",
  hours_reached: "今年的目标已达到",
  no_lesson: "选一课开始学习",
  no_lesson_text: "学过的课会出现在这里，一点就能接着学。",
  choose_lesson: "去选课",
  waiting_study: "{time}学习等待送达",
  waiting_sign_ins: "{n} 次签到等待送达",
  waiting_text: "已保存在手机，有网络时自动送出",
};
