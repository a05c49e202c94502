/** Words of me and my hours. */
export default {
  my_hours: "我的学时",
  points_month: "本月 {n} 分",
  settings_note: "语言、设备、密码、退出登录",
  card_number: "学习卡号",
  phone: "手机",
  from_study: "学习",
  from_meetings: "组织生活",
  to_go: "还差",
  n_hours: "{n} 小时",
  by_month: "每月学时",
  as_table: "用表格看",
  month: "月份",
  hours: "小时",
  hours_book: "学时明细",
  hours_empty: "还没有学时",
  hours_empty_text: "学习、参加组织生活后，每一笔学时的来历都会写在这里。",
};
