package import PaperKit

/// Papers as features make them: a reply letter, a form, a long table.
package enum PaperSamples {
  package static let createdAt: Int64 = 1_772_678_400_000

  package static let letter = Paper(
    title: "关于加快老旧小区加装电梯的建议（第12号）的答复",
    blocks: [
      .classMark("A 类"),
      .organ("示范县住房和城乡建设局"),
      .number("示住建函〔2026〕12号"),
      .title("关于示范县第十九届人民代表大会第一次会议第12号《关于加快老旧小区加装电梯的建议》的答复"),
      .addressee("张三、李四、阿依古丽·买买提代表："),
      .paragraph("你们在县十九届人大一次会议上提出的《关于加快老旧小区加装电梯的建议》（第12号）收悉。我局会同县财政局、县市场监管局认真研究，并于2026年4月15日到城关街道东风社区与你们当面沟通。现答复如下："),
      .heading("办理情况"),
      .paragraph(
        "我县2000年以前建成、四层以上未装电梯的住宅共有287栋、863个单元，居住6,900余户，其中60岁以上老年人占34.6%。2025年加装电梯31部，群众意见集中在三个方面：一是低层住户不同意，二是出资比例难定，三是手续要跑多个部门。"
      ),
      .heading("对各项建议的答复"),
      .heading("关于简化审批手续", level: 2),
      .paragraph(
        "采纳。自2026年5月1日起，加装电梯由县政务服务中心一个窗口受理，住建、自然资源、市场监管三个部门联合审查，办理时限由45个工作日压缩到15个工作日。方案公示期满无异议的，不再要求全体业主签字，按照《中华人民共和国民法典》第二百七十八条规定的比例表决即可。"
      ),
      .heading("关于提高财政补贴", level: 2),
      .paragraph("部分采纳。县财政今年安排加装电梯补助资金600万元，每部补助标准由10万元提高到15万元；管线迁改费用由供水、供电、燃气企业承担三分之一。进一步提高标准须与财力相适应，列入2027年预算编制时研究。"),
      .heading("关于调解邻里分歧", level: 2),
      .item("在12个社区设立加装电梯协调室，由社区法律顾问、人大代表、楼栋长共同参加；", mark: "1."),
      .item("低层住户的采光、噪声补偿，参照市里公布的指导标准，由业主协商确定；", mark: "2."),
      .item("协商不成的，由街道组织听证，听证结论向全体业主公开。", mark: "3."),
      .heading("下一步安排"),
      .paragraph("到2026年12月底前完成加装40部，进展情况每季度向你们通报一次。感谢你们对老旧小区改造工作的关心，欢迎继续监督并提出意见。"),
      .paragraph("（协办单位意见：县财政局、县市场监管局同意以上答复。）"),
      .signature(organ: "示范县住房和城乡建设局", date: "2026年5月20日", seal: true),
      .note("联系人：王五　　联系电话：0123—4567890"),
      .copies(
        ["抄送：县人大常委会代表工作委员会，县政府督查室，县财政局、县市场监督管理局。"], issuer: "示范县住房和城乡建设局办公室",
        issued: "2026年5月20日印发"),
    ])

  package static let form = Paper(
    title: "代表建议办理情况征询意见表", style: .compact, footer: .none,
    blocks: [
      .title("示范县人大代表建议、批评和意见办理情况征询意见表"),
      .form(
        PaperForm([
          .row(.text("代表姓名", "张三"), .text("代表团", "城关街道代表团"), .text("建议编号", "第12号")),
          .row(.text("联系电话", "138 0000 0000"), .text("承办单位", "示范县住房和城乡建设局（主办）　县财政局（协办）")),
          .row(.text("建议标题", "关于加快老旧小区加装电梯的建议")),
          .row(
            .choices("沟通方式", ["登门走访", "召开座谈会", "电话", "视频", "没有沟通"], picked: 0, weight: 2), .text("沟通日期", "2026年4月15日")),
          .row(.choices("办理态度", ["满意", "基本满意", "不满意"], picked: 0)),
          .row(.choices("办理结果", ["满意", "基本满意", "不满意"], picked: 1)),
          .row(
            .text("具体意见", "手续简化了，群众很欢迎。补贴到位的时间希望再快一些。", foot: "代表签名：　　　　　　　　　　年　　月　　日"), lines: 10),
          .row(.text("人大代表工作机构意见", "", foot: "（盖章）　　　　年　　月　　日"), lines: 7),
          .row(.wide("本表一式两份，请代表收到答复后15个工作日内填写，交回县人大常委会代表工作委员会。")),
        ])),
      .note("说明：对办理态度、办理结果分别评价，在方框内打√。评价“不满意”的，请写明理由，由承办单位重新办理。承办单位不得催促、干预代表评价。"),
      .code(PaperCode(modules: code, caption: "用手机扫码，也可以在网上填写。\n不用登录，本码只对这份意见表有效。", label: "网上填写的二维码")),
    ])

  package static let report = Paper(
    title: "2026年代表建议办理情况报告", style: .compact,
    footer: Paper.Footer(text: "示范县人大常委会代表工作委员会　2026年12月1日制"),
    blocks: [
      .title("关于示范县第十九届人民代表大会第一次会议\n代表建议办理情况的报告"),
      .paragraph("县十九届人大一次会议期间和闭会以来，代表共提出建议、批评和意见147件，全部在法定期限内答复。各单位办理情况见下表。"),
      .table(
        PaperTable(
          caption: "附表　代表建议办理情况一览表",
          columns: [
            .init("编号", weight: 0.8, alignment: .center), .init("标题", weight: 3.6), .init("领衔代表", weight: 1.5),
            .init("承办单位", weight: 2.7), .init("类别", weight: 0.8, alignment: .center),
            .number("答复天数", weight: 1.3), .init("评价", weight: 1.3, alignment: .center),
          ],
          rows: (1...56).map { number in
            [
              "\(number)", titles[number % titles.count], names[number % names.count], units[number % units.count],
              ["A", "A", "B", "C"][number % 4], "\(30 + number * 7 % 61)", ["满意", "满意", "基本满意"][number % 3],
            ]
          } + [["合计", "56件", "", "", "", "58.3", ""]], hasTotal: true)),
      .signature(organ: "示范县人大常委会代表工作委员会", date: "2026年12月1日"),
    ])

  private static let titles = [
    "关于加快老旧小区加装电梯的建议", "关于完善农村生活污水处理设施运行维护机制、落实管护经费的建议", "关于增设城东小学接送专线的建议",
    "关于整治县域主要河道非法捕捞的建议", "关于在清溪镇卫生院开设夜间门诊的建议",
  ]
  private static let names = ["张三", "李四", "阿依古丽·买买提", "欧阳建国"]
  private static let units = ["县住房和城乡建设局", "市生态环境局示范分局", "县教育体育局（主办）\n县交通运输局（协办）", "县农业农村局"]

  /// Looks like a code and says nothing: the features draw their own.
  private static let code = (0..<25).map { row in
    (0..<25).map { column in
      let corner = [(0, 0), (0, 18), (18, 0)].first {
        ($0.0..<$0.0 + 7).contains(row) && ($0.1..<$0.1 + 7).contains(column)
      }
      guard let corner else { return (row * 7 + column * 11 + row * column) % 3 == 0 }
      let ring = max(abs(row - corner.0 - 3), abs(column - corner.1 - 3))
      return ring != 2
    }
  }
}
