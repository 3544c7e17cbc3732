import Actions
import Domain
import HTMLKit

/// The portrait of a deputy, or the first character of the name where there is none.
struct Portrait {
  let person: ID<Person>
  let name: String
  /// Nil without a portrait.
  let mark: String?

  func write(_ h: inout HTMLWriter, _ shape: StaticString = "avatar avatar-l") {
    guard let mark else {
      h.span(.class(shape), .fixed("aria-hidden", "true"), text: String(name.prefix(1)))
      return
    }
    h.element("span", [.class(shape)]) { h in
      // The mark makes a new address of a new picture.
      h.void(
        "img", [.other("src", SitePath.portrait(person).with([("v", mark)])), .other("alt", name + "代表照片")])
    }
  }
}

/// 代表照片 on a person's record: put up with the deputy's consent, taken down again.
struct PortraitCard {
  let person: ID<Person>
  let name: String
  let mark: String?
  let token: String
  let draft: FormDraft

  func write(_ h: inout HTMLWriter) {
    h.card("portrait", "代表照片") { h in
      Portrait(person: person, name: name, mark: mark).write(&h)
      h.errorSummary(draft)
      h.form(SitePath.savePortrait(person).string, token: token, multipart: true, class: "form-s") { h in
        let kept = draft["kept"].isEmpty ? [] : [(ticket: draft["kept"], name: "照片")]
        PhotoField.write(&h, draft, mark == nil ? "上传照片" : "换一张", kept: kept)
        h.check("agreed", "本人同意公开照片", draft, detail: "用在代表公开页和站里的公示牌上")
        h.submit("保存照片", class: "btn btn-s")
      }
      if mark != nil {
        h.buttonForm(
          SitePath.savePortrait(person).string, token: token, "撤下照片", fields: [("remove", "1")], class: "btn-link")
      }
    }
  }
}
