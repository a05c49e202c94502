/** 谁导出了报表。 */
export default {
  // who took out what
  title: "谁导出过",
  about: "这里和下级的报表，谁、什么时候、为什么要的",
  empty: "还没有人导出",
  empty_text: "有人把这里成员的情况导出成文件，就会列在这里。",
  said: "{who} · {report}",
  // who took me out
  mine: "谁导出过我的数据",
  mine_note: "谁、什么时候、哪份报表、为什么",
  mine_about: "有人把含有你的报表做成文件，都会记在这里。",
  mine_empty: "还没有人导出过你的数据",
  mine_empty_text: "书记或管理员把含有你的报表做成文件，就会列在这里。",
  mine_people: "共 {n} 人",
  mine_saved: "定期自动做的",
  mine_no_reason: "没有写用途",
};
