/// The events of a page that its log keeps, as Chromium words them.
enum PageEvent {
  struct Message<Parameters: Decodable>: Decodable { var params: Parameters }

  struct FrameNavigated: Decodable {
    struct Frame: Decodable {
      var parentId: String?
      var loaderId: String
      var url: String
      var urlFragment: String?
      var unreachableUrl: String?
    }
    var frame: Frame
  }

  struct Lifecycle: Decodable {
    var frameId: String
    var loaderId: String
    var name: String
  }

  struct MovedWithinDocument: Decodable {
    var frameId: String
    var navigationType: String?
  }

  struct Dialog: Decodable {
    var message: String
    var type: String
  }

  struct DownloadBegun: Decodable {
    var guid: String
    var suggestedFilename: String
  }

  struct DownloadMoved: Decodable {
    var guid: String
    var state: String
  }

  struct Requested: Decodable {
    struct Request: Decodable { var url: String }
    var requestId: String
    var loaderId: String
    var request: Request
  }

  struct Responded: Decodable {
    struct Response: Decodable {
      var url: String
      var status: Int
    }
    var requestId: String
    var frameId: String?
    var response: Response
  }

  struct Failed: Decodable {
    var requestId: String
    var errorText: String
  }

  struct Finished: Decodable {
    var requestId: String
    var encodedDataLength: Double
  }

  struct WebSocketMade: Decodable { var url: String }

  struct ConsoleCall: Decodable {
    struct Argument: Decodable {
      var value: Scalar?
      var description: String?
    }
    var type: String
    var args: [Argument]
  }

  struct Thrown: Decodable {
    struct Details: Decodable {
      struct Exception: Decodable { var description: String? }
      var text: String
      var exception: Exception?
    }
    var exceptionDetails: Details
  }

  struct LogEntry: Decodable {
    struct Entry: Decodable {
      var source: String
      var level: String
      var text: String
      var url: String?
      var networkRequestId: String?
    }
    var entry: Entry
  }

  /// A value of the console: text, number or flag; anything else has a description instead.
  struct Scalar: Decodable {
    var text: String?

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let value = try? container.decode(String.self) {
        text = value
      } else if let value = try? container.decode(Bool.self) {
        text = String(value)
      } else if let value = try? container.decode(Double.self) {
        text = String(value)
      }
    }
  }
}
