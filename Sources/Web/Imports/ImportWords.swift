package import Domain
package import TablesKit

/// The Chinese words of imports: for pages, for downloaded reports, and for the command line.
package enum ImportWords {
  package static func kind(_ kind: ImportKind) -> String {
    switch kind {
    case .region: "区划"
    case .grid: "网格"
    case .constituency: "选区"
    case .venue: "家室站点"
    case .unit: "承办单位"
    case .deputy: "代表名册"
    case .group: "代表小组"
    case .post: "工作人员职务"
    case .account: "工作人员账号"
    }
  }

  package static func state(_ state: ImportState) -> String {
    switch state {
    case .reading: "正在读取"
    case .checked: "已检查，待导入"
    case .applying: "正在导入"
    case .applied: "已导入"
    case .undoing: "正在撤销"
    case .undone: "已撤销"
    case .discarded: "已放弃"
    }
  }

  package static func fault(_ fault: ImportFault) -> String {
    switch fault {
    case .unknownCode: "区划代码没有"
    case .scientific: "科学计数"
    case .roundedID: "身份证号被取整"
    case .fullWidth: "全角字符"
    case .nameForm: "姓名空格、间隔号"
    case .dateForm: "日期格式"
    case .duplicate: "重复"
    case .missingParent: "上级或所属没有"
    case .formula: "公式"
    case .merged: "合并单元格"
    case .missing: "没有填写"
    case .wrongCode: "区划代码不对"
    case .wrongPhone: "电话不对"
    case .wrongID: "身份证号不对"
    case .wrongNumber: "数字不对"
    case .wrongUsername: "用户名不对"
    case .notAChoice: "不在可选范围"
    case .tooLong: "太长"
    case .badCharacters: "有不该有的字符"
    case .cellError: "出错的单元格"
    case .namesake: "同名"
    case .refused: "不归您管"
    case .overSeats: "超过名额"
    }
  }

  /// Where a finding is: 第5行D列.
  package static func place(_ finding: ImportFinding) -> String {
    "第\(finding.row)行" + (finding.column.map { ImportFinding.letters($0) + "列" } ?? "")
  }

  /// What is wrong and what to do about it, or what it was mended into.
  package static func sentence(_ finding: ImportFinding) -> String {
    let shown = finding.shown.isEmpty ? "" : "“\(finding.shown)”"
    if finding.isMended {
      return switch finding.fault {
      case .fullWidth: "全角字符已改成半角：\(finding.detail)"
      case .nameForm: "姓名里的空格或间隔号已改正：\(finding.detail)"
      case .dateForm: "日期已改成：\(finding.detail)"
      default: "已改成：\(finding.detail)"
      }
    }
    switch finding.fault {
    case .unknownCode: return "区划代码\(finding.detail.isEmpty ? shown : "“\(finding.detail)”")在名录里没有，请核对，或先导入区划"
    case .scientific: return "\(shown)是号码被表格软件改成的科学计数，末几位已经丢失。请把这一列设成“文本”后重新填写"
    case .roundedID: return "身份证号码被表格软件取整，末三位成了000。请把这一列设成“文本”后重新填写"
    case .fullWidth: return "\(shown)有全角字符"
    case .nameForm: return "姓名\(shown)的写法不对"
    case .dateForm: return "\(shown)看不出是哪一天，请写成“2021-11-20”的样子"
    case .duplicate: return finding.detail.isEmpty ? "\(shown)名录里已经有了" : "\(shown)和\(finding.detail)重复"
    case .missingParent:
      return "\(finding.detail.isEmpty ? shown : "“\(finding.detail)”")在名录里和本表前面都没有，或不止一个，请核对，或先导入它"
    case .formula: return "单元格里是公式。请复制后“选择性粘贴”为数值"
    case .merged: return "\(finding.detail)是合并的单元格，分不清各行各列的内容。请取消合并后逐格填写"
    case .missing: return "没有填写"
    case .wrongCode: return "\(shown)不是12位区划代码"
    case .wrongPhone: return "\(shown)不是电话号码"
    case .wrongID: return "身份证号码不对，请核对"
    case .wrongNumber: return "\(shown)应当是\(finding.detail)之间的数"
    case .wrongUsername: return "\(shown)不能作用户名：用2至32个小写字母、数字、点、横线"
    case .notAChoice: return "\(shown)不在可选范围：\(finding.detail)"
    case .tooLong: return "太长，最多\(finding.detail)字"
    case .badCharacters: return "\(shown)里有不该有的字符"
    case .cellError: return "单元格出错（\(finding.shown)），请改正后再导入"
    case .namesake: return "名录里已有\(finding.detail)位同名的人。是哪一位，请在“同名处理”或“站点或单位”列写明"
    case .refused: return "\(shown)的职务或账号不归您管"
    case .overSeats: return "\(shown)应选\(finding.detail)名，名额已满（选举法第二十五条）"
    }
  }

  package static func sentence(_ problem: TableProblem) -> String {
    switch problem {
    case .tooLarge(let megabytes): "文件超过\(megabytes)MB，请分成几份"
    case .tooManyRows(let most): "超过\(most)行，请分成几份"
    case .tooManyColumns(let most): "超过\(most)列，请删去没有用的列"
    case .cellTooLong(let row, let most): "第\(row)行有单元格超过\(most)字"
    case .oldExcel: "这是97–2003版的.xls文件，请另存为.xlsx"
    case .encrypted: "文件有打开密码，请去掉密码后再上传"
    case .bomb: "文件解开后大得不正常，没有读取"
    case .entities: "文件里有不该有的外部引用，没有读取"
    case .damaged: "文件损坏或没有传完整，请重新保存后再上传"
    case .encoding: "文字编码认不出来，请存成UTF-8或GBK的CSV，或.xlsx"
    case .empty: "文件是空的"
    }
  }

  package static func sentence(_ problem: ImportFileProblem) -> String {
    switch problem {
    case .noHeads: "前10行里没有找到表头。请用下载的模板，或照模板写表头"
    case .missingHeads(let heads): "缺少必填的列：" + heads.joined(separator: "、")
    case .headTwice(let head): "“\(head)”有两列"
    case .noRows: "表头下面没有内容"
    }
  }

  package static func hanger(_ hanger: ImportHanger, _ count: Int) -> String {
    switch hanger {
    case .matters: "群众诉求\(count)件"
    case .mandates: "代表资格或进站\(count)项"
    case .posts: "职务\(count)项"
    case .accounts: "账号\(count)个"
    case .venues: "站点\(count)个"
    case .regions: "下级区划\(count)个"
    case .congresses: "人民代表大会\(count)个"
    case .constituencies: "选区\(count)个"
    case .people: "居住在此的人\(count)位"
    case .codes: "已发出的码\(count)个"
    case .receptions: "接待安排\(count)项"
    case .groups: "小组\(count)个"
    case .signIns: "登录过\(count)次"
    case .others: "其他记录"
    }
  }

  package static func kept(_ kept: KeptRecord) -> String {
    let what = ImportHanger.allCases.compactMap { hanger in kept.hangers[hanger].map { Self.hanger(hanger, $0) } }
    return what.joined(separator: "、") + (kept.isEnded ? "；已终止，不删除" : "；保留")
  }
}
