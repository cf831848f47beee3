extension String {
  /// The text with other text for some scalars. By scalars, because Swift takes CR LF for one character.
  func escaped(_ table: [Unicode.Scalar: String]) -> String {
    var text = ""
    for scalar in unicodeScalars {
      if let other = table[scalar] { text += other } else { text.unicodeScalars.append(scalar) }
    }
    return text
  }
}
