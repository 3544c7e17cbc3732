package import Domain

/// The words of people's own data, requests about them, and of keeping.
package enum PrivacyWords {
  package static func kind(_ kind: InformationRequest.Kind) -> String {
    switch kind {
    case .copy: "查阅复制"
    case .correction: "更正补充"
    case .deletion: "删除"
    }
  }

  package static func state(_ state: InformationRequest.State) -> String {
    switch state {
    case .open: "等待决定"
    case .granted: "已同意"
    case .partly: "部分同意"
    case .refused: "没有同意"
    case .withdrawn: "已撤回"
    }
  }

  package static func outcome(_ outcome: InformationDecision.Outcome) -> String {
    switch outcome {
    case .granted: "同意"
    case .partly: "部分同意"
    case .refused: "不同意"
    }
  }

  /// With the article it rests on.
  package static func ground(_ ground: InformationGround) -> String {
    switch ground {
    case .retentionNotOver: "法律规定或者告知过的保存期限还没有到（个人信息保护法第四十七条第二款）"
    case .inHandling: "事情还在办理，处理目的还没有实现（个人信息保护法第四十七条）"
    case .held: "依法保全中，解除以前不能删除"
    case .archive: "办理材料依法应当作为档案保存（档案法）"
    case .accurate: "核实后，原来的信息准确（个人信息保护法第四十六条第二款）"
    case .wordsStay: "原话按登记时的样子保留，更正的内容可以写在旁边"
    case .notVerified: "没有核实到是您本人提出的"
    }
  }

  package static func field(_ field: CorrectedField) -> String {
    switch field {
    case .name: "称呼"
    case .phone: "电话"
    case .guardian: "监护人"
    case .words: "原话（另加更正说明）"
    }
  }

  package static func part(_ part: ErasedPart) -> String {
    switch part {
    case .contact: "联系方式"
    case .words: "文字"
    case .photos: "照片"
    case .published: "公开稿"
    }
  }

  package static func retention(_ kind: RetentionClass) -> String {
    switch kind {
    case .contact: "联系方式（称呼、电话、监护人）"
    case .words: "没有公开的文字"
    case .photos: "没有公开的照片"
    case .published: "公开稿"
    case .sealed: "封存事项的全部内容"
    }
  }

  /// Why a request is not taken, or not decided so.
  package static func sentence(_ refusal: InformationRefusal) -> String {
    switch refusal {
    case .settled: "这项请求已经有了决定，或者已经撤回"
    case .alreadyOpen: "同样的请求已经提过，还在等待决定"
    case .nothingLeft: "没有可以这样做的信息了"
    case .reasonMissing: "请写明理由，会告诉提出的人"
    case .groundMissing: "部分同意、不同意的，请选法律依据"
    case .notAPart: "部分同意要选其中一部分，不能全选，也不能都不选"
    case .inHandling: "这件诉求还没有办结，不能全部删除；可以部分同意（只删联系方式），或者写明还在办理"
    case .held: "这件诉求依法保全中，解除保全以前不能删除"
    case .formOpen: "同一张表单里还有别的事项正在办理，原话是一样的，都办结以后才能全部删除；可以部分同意（只删联系方式）"
    }
  }

  /// What can be done next by somebody who does not agree (个人信息保护法 50, second paragraph; 65).
  package static func appeal(_ parent: String?) -> String {
    "不同意这个决定的，可以向\(parent ?? "上一级人大常委会")反映，向网信部门投诉，也可以依法向人民法院起诉。"
  }
}
