import Domain
import HTMLKit

/// 个人信息保护: who, why, who sees what, how long, how to ask (个人信息保护法 17, 35).
struct PrivacyPage: HTMLKit.Page {
  let site: SiteInfo
  let settings: CongressSettings

  var title: String { "个人信息保护" }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("wrap narrow")) { h in
      h.crumbs([("首页", SitePath.home.string), (title, nil)])
      h.h1(.class("page-title"), text: title)
      h.p(.class("page-lead"), text: "您提一件事，我们只留下办这件事用得着的信息。")
      part(
        "who", "谁在收集",
        [
          "\(organ)依法履行联系群众的职责，收集和使用您填写的信息，不用于别的事。",
          "联系方式：\(settings.notice.contact.isEmpty ? site.telephone : settings.notice.contact)。",
        ], &h)
      part(
        "what", "收集什么，为什么",
        [
          "称呼和电话：用来核实情况、答复您、请您评价。",
          "您勾选“发短信告诉我”的，手机号还会交给短信服务商，只用来发送这件事的进展；短信里没有事情内容，凭回执或者短信里的地址随时可以退订。",
          "您说的事、地点、照片：用来办理。照片里的拍摄位置等信息会自动去掉。",
          "不要求填身份证号，不收集位置轨迹，不识别人脸。扫码次数只按码和日期计数，不记录是谁扫的。",
        ], &h)
      part(
        "sees", "谁看得到",
        [
          "电话加密保存，平时只显示前三位和后四位。办理这件事的联络员、站长、代表、经办人和本网格的网格员写明理由才能看到全部，每次都有记录，您凭回执看得到哪天、由哪里看过。",
          "只有您同意公开，才会公开；公开前隐去姓名、电话、门牌，由两个人先后核过。", "检举控告会立即封存，只有上一级指定的经办人看得到，被反映的人和本站都看不到。",
        ], &h)
      part(
        "long", "保存多久",
        [
          keeping, "到期由系统自动删除，删了哪些记在经过里。依法保全的，解除以前不删。",
          "哪天收到、哪天答复、结果怎样，作为档案依法保存。登录日志至少保存六个月。数据保存在中国境内。",
        ], &h)
      part(
        "rights", "您可以要求什么",
        [
          "凭回执可以随时查看进度、补充情况、在答复前撤回。", "可以查阅、复制、更正、删除：在“我的”里打开这件诉求，点“我的个人信息”，核对查询码和电话以后就能办。没有手机的，到联络站或者打上面的电话。",
          "查阅、复制马上就给；更正、删除由经办人核实，\(InformationRequest.answerWithin)个工作日内决定并说明理由。不同意决定的，可以向上一级反映、向网信部门投诉，也可以依法起诉。",
          "不满14周岁的，请由父母或者其他监护人同意并留下监护人姓名。",
        ], &h)
    }
  }

  private var keeping: String {
    let plan = RetentionPlan(settings)
    func years(_ kind: RetentionClass) -> String { plan.years(kind).map { "留\($0)年" } ?? "依法保存" }
    return "从办结那天算起：称呼和电话\(years(.contact))，没有公开的文字\(years(.words))、照片\(years(.photos))，"
      + "封存的事项\(years(.sealed))。您也可以要求提前删除。"
  }

  private var organ: String { settings.notice.organ.isEmpty ? site.organ : settings.notice.organ }

  private func part(_ id: String, _ words: String, _ lines: [String], _ h: inout HTMLWriter) {
    h.headed(id, words) { h in
      h.ul(.class("plain-list")) { h in for line in lines { h.li(text: line) } }
    }
  }
}

/// 无障碍声明.
struct AccessibilityPage: HTMLKit.Page {
  let site: SiteInfo
  var title: String { "无障碍声明" }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("wrap narrow")) { h in
      h.crumbs([("首页", SitePath.home.string), (title, nil)])
      h.h1(.class("page-title"), text: title)
      h.p(.class("page-lead"), text: "每个人都应当能在这里说上一件事。")
      h.ul(.class("plain-list section-s")) { h in
        for line in [
          "右上角“长辈版”：字更大，按钮更大，内容更少，随时切换。", "只用键盘可以走到每一处；网页放大到四倍、手机屏幕很窄时，也不用左右拖动。",
          "可以用读屏软件；长辈版首页可以朗读。没有验证码拼图，没有弹窗，没有广告。", "不开网页脚本也能提诉求、查进度、评价。",
          "不会用手机的，可以到站里说，或者打电话，由联络员替您登记，并给您纸质回执和答复单。",
        ] { h.li(text: line) }
      }
      h.p(.class("section-s"), text: "用起来有困难，请拨打\(site.telephone)告诉我们。")
    }
  }
}

/// 办事问答.
struct HelpPage: HTMLKit.Page {
  let site: SiteInfo
  let settings: CongressSettings
  var title: String { "办事问答" }

  func body(_ h: inout HTMLWriter) {
    let rules = settings.rules
    h.div(.class("wrap narrow")) { h in
      h.crumbs([("首页", SitePath.home.string), (title, nil)])
      h.h1(.class("page-title"), text: title)
      h.div(.class("stack section-s")) { h in
        answer("能提什么事？", "身边的路、水、灯、环境、看病上学、养老、办事不便，对政府工作的意见和建议，都可以提。一次说一件。", true, &h)
        answer(
          "哪些事不在这里提？",
          "信访投诉、检举控告，正在诉讼、仲裁、复议的纠纷，具体案件，商业推广，不在这里办。提交了也不会丢：我们登记后在\(rules.divertNoticeWithin)天内书面告诉您该去哪里。紧急危险请直接打110、119、120。",
          false, &h)
        answer("代表会替我办吗？", "代表听取、转交、督促，并把结果反馈给您；具体由有职责的单位办理。小事由代表小组协调解决。", false, &h)
        answer(
          "多久有回音？",
          "\(rules.acceptWithin)个工作日内告诉您是否受理、由谁办，\(rules.firstReplyWithin)个工作日内答复。\(DateWords.clock(rules.officeCloses))以后和休息日提交的，从下一个工作日起算。每个日期怎么数出来的，点开都看得到。",
          false, &h)
        answer("不满意怎么办？", "态度和结果分开评。有一项不满意，写明理由，就换人重新办理一次，\(rules.rehandleWithin)个工作日内再答复您。", false, &h)
        answer("回执丢了怎么办？", "到联络站，联络员核对是您本人后补发，旧的查询码同时作废。", false, &h)
        answer("手机应用和别的系统能接进来吗？", "可以，网页上能做的事都有开放接口。", false, &h) { h in
          h.p { h in h.link(SitePath.api.string, "看开放接口的说明", class: "btn") }
        }
        answer("没有手机怎么办？", "到站里说，或者打电话，联络员当面登记，给您纸质回执；答复也打印给您，您签字说满意不满意。", false, &h)
      }
    }
  }

  private func answer(
    _ question: String, _ words: String, _ isOpen: Bool, _ h: inout HTMLWriter,
    more: (inout HTMLWriter) -> Void = { _ in }
  ) {
    h.fold(.question, question, isOpen: isOpen) { h in
      h.p(text: words)
      more(&h)
    }
  }
}
