package io.llmrec.core.llm;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The formats of pictures that models take, and how each begins. */
enum ImageFormat {
  PNG("image/png", "89504e470d0a1a0a"),
  JPEG("image/jpeg", "ffd8ff"),
  WEBP("image/webp", "52494646.{8}57454250"),
  GIF("image/gif", "474946383[79]61");

  private static final int START_BYTES = 12;

  private final String type;
  private final Pattern start;

  ImageFormat(String type, String start) {
    this.type = type;
    this.start = Pattern.compile(start);
  }

  /** The format that bytes begin as. */
  static Optional<ImageFormat> of(byte[] bytes) {
    String hex = HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, START_BYTES));
    return Arrays.stream(values()).filter(f -> f.start.matcher(hex).lookingAt()).findFirst();
  }

  /** All media types, for messages. */
  static List<String> types() {
    return Arrays.stream(values()).map(ImageFormat::type).toList();
  }

  /** The media type. */
  String type() {
    return type;
  }
}
