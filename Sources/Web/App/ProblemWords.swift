import Actions
import Domain

/// What is wrong with a field, as a sentence that says what to do.
enum ProblemWords {
  static func sentence(_ problem: FieldProblem, label: String) -> String {
    switch problem.rule {
    case .missing: return "请填写\(label)"
    case .tooShort(let minimum, let actual): return "\(label)至少写\(minimum)个字，现在是\(actual)个字"
    case .tooLong(let maximum, _): return "\(label)最多\(maximum)个字，请写短一些"
    case .notAPhone(let digits):
      return digits == 0 ? "请填写手机号，或者座机号" : "\(label)应为11位数字，现在是\(digits)位，请核对"
    case .notADate: return "\(label)请按“2026-11-20”的样子填写"
    case .notANumber(let range): return "\(label)请填\(range.lowerBound)到\(range.upperBound)之间的数"
    case .notAllowed: return "\(label)不能这样选，请重新选择"
    case .badCharacters: return "\(label)里有无法显示的字符，请删去后重新填写"
    case .notFound: return "没有找到您选的\(label)，请重新选择"
    case .weakPIN: return "请设6位数字，不要用连号或者相同的数字"
    case .password(let problem): return password(problem)
    case .taken: return "\(label)已经有了，请换一个"
    case .wrong: return "\(label)不对，请重新输入"
    case .inFuture: return "\(label)不能晚于今天"
    case .tooManyPhotos(let limit): return "照片最多\(limit)张，多出的没有收下"
    case .tooMany(let limit): return "已经有\(limit)个，先撤销不用的再新建"
    case .photo(let name, let problem): return photo(name, problem)
    case .loop: return "\(label)不能放在自己下面"
    case .beforeFirst: return "\(label)不能早于第一天"
    case .tooEarly: return "\(label)已经过了，请改成今天或者以后"
    case .fixed: return "\(label)已经定了，不能再改"
    case .campaign(let refusal): return sentence(refusal)
    case .session(let refusal): return SessionWords.sentence(refusal)
    }
  }

  /// Why a matter is not taken in a campaign, to staff and deputies.
  static func sentence(_ refusal: CampaignRefusal) -> String {
    switch refusal {
    case .notRunning: "这个征集活动现在不在征集期内，请选“不属于征集活动”后再登记"
    case .notForResidents: "这个征集活动只面向代表，请选“不属于征集活动”后再登记"
    case .notForDeputies: "这个征集活动只面向群众，请选“不属于征集活动”后再提交"
    case .channel: "这个征集活动不收这种来源的诉求，请核对来源，或者选“不属于征集活动”"
    case .region: "这件诉求不在这个征集活动的范围内，请选“不属于征集活动”后再登记"
    case .sealed: "封存和直接送上一级的事项不计入征集活动，请选“不属于征集活动”"
    }
  }

  private static func password(_ problem: SignInPolicy.PasswordProblem) -> String {
    switch problem {
    case .tooShort(let minimum): "密码至少\(minimum)位"
    case .tooLong: "密码太长了"
    case .tooSimple(let kinds): "密码要有大写字母、小写字母、数字、符号中的\(kinds == 4 ? "四" : "三")种"
    case .containsName: "密码里不能有用户名"
    case .usedBefore(let history): "不能用最近\(history)次用过的密码，请换一个"
    }
  }

  private static func photo(_ name: String, _ problem: FieldProblem.PhotoProblem) -> String {
    let file = name.isEmpty ? "有一张照片" : "照片“\(name)”"
    return switch problem {
    case .tooLarge(let megabytes): "\(file)有\(megabytes)兆以上，每张不超过10兆，请换一张"
    case .notAPicture: "\(file)不是照片，请选 JPG、PNG 或 WebP 图片"
    case .heic: "\(file)是苹果手机的 HEIC 格式，这里打不开。请在“设置—相机—格式”里选“兼容性最佳”，或截图后上传"
    case .tooManyPixels: "\(file)尺寸太大，请缩小后再传"
    case .damaged: "\(file)打不开，可能已经损坏，请换一张"
    case .busy: "现在上传的人多，\(file)没有收下，请过一会儿再传"
    }
  }

  /// Why the workflow says no.
  static func sentence(_ refusal: MatterRefusal) -> String {
    switch refusal {
    case .notInThisState: "这件诉求的状态已经变了，现在不能做这一步"
    case .resultNeedsUnit: "这件诉求的分级不是“组内可解决”，结果要由承办单位办理后记录"
    case .resultNeedsDeputy: "请先分派给代表或小组，再记录协调结果"
    case .unitHasIt: "这个单位已经在办这件诉求"
    case .oneLead: "要有一个主办单位，也只能有一个"
    case .resultDayWrong: "办结日期要在明天到一年以内，协办单位的不能晚于主办单位"
    case .handlingElsewhere: "这个单位的办理进度已经变了，现在不能做这一步"
    case .returnTooLate: "申请退回的期限已经过了，请继续办理；办理有困难的，请与转办的站点联系"
    case .returnSettledForGood: "协调员已经决定由本单位办理，不能再申请退回"
    case .othersOpen: "还有协办单位没有办完，主办单位最后办结、最后退出"
    case .reasonMissing: "选“不满意”或者“因办理需要”时，请写明理由"
    case .sameOwner: "重新办理要换一位承办人"
    case .raisedIt: "这是这位代表自己提的，要交给别人办，由他评价"
    case .alreadyRated: "您已经评价过这次答复"
    case .notYetClosable: "答复后的评价期限还没有过，暂时不能未评结案"
    case .gatesOpen: "有登记、有答复、有反馈三关还没有都过，不能归档"
    case .rehandleOwed: "群众第一次不满意，应当重新办理，不能归档"
    case .keptPrivate: "群众选择了不公开，不能制作公开稿"
    case .nothingRedacted: "还没有脱敏稿"
    case .needsSecondPerson: "脱敏的人不能审核自己的稿子，请换一位审核"
    case .notLapsed: "代表的受理期限还没有过"
    case .sealed: "这件事项已经封存"
    case .dateInFuture: "日期不能晚于今天"
    case .toldBeforeRound: "口头答复的日期不能早于受理（或群众不满意）的日期"
    case .askedBeforeReply: "询问的日期不能早于答复的日期"
    case .claimedAlready: "已经有人在办，不用再认领"
    case .owedBelow: "首接负责：由最先收到的站点答复群众，请答复下级或者退回下级"
    case .escalationLoop: "这件诉求就是从那里报上来的，不能再报回去；请用“答复下级”"
    case .heldFirst: "这件诉求还没有甄别，请先放行或者不予受理"
    case .handledTogether: "这件诉求并入了另一件，请在那一件上办理，或者先分开"
    case .leadsOthers: "已经有别的诉求并入这一件，不能再并入另一件"
    case .tooManyTogether: "一次最多并\(MatterWorkflow.mostFollowers)件"
    case .held: "这件事项依法保全中，解除保全以前不能删除"
    case .formOpen: "同一张表单里还有别的事项正在办理，原话是一样的，都办结以后才能删；可以先只删联系方式"
    case .nothingChanged: "没有改动"
    }
  }

  static func sentence(_ refusal: AccessRefusal) -> String {
    switch refusal {
    case .notVisible: "没有找到"
    case .notYours: "这一步不由您办理"
    case .onHisWord: "这件诉求交给了代表，您可以按代表的意思代为录入"
    case .chiefDecides: "再次不满意，由站长决定"
    case .pinNeeded: "请先输入您的6位安全码"
    case .dutiesApart: "系统管理员、安全管理员、审计员不能由一个人担任，请另选一位"
    }
  }
}
