enum HTTPKitPlaceholder {}
