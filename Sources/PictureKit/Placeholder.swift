enum PictureKitPlaceholder {}
