enum HTMLKitPlaceholder {}
