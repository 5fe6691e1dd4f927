package io.llmrec.embed.image;

import java.util.Arrays;
import java.util.Optional;

/** The formats that are read, told by the first bytes and never by a name. */
enum ImageFormat {
  PNG(0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A),
  JPEG(0xFF, 0xD8, 0xFF),
  GIF('G', 'I', 'F', '8'),
  BMP('B', 'M');

  private final byte[] start;

  ImageFormat(int... start) {
    this.start = new byte[start.length];
    for (int i = 0; i < start.length; i++) {
      this.start[i] = (byte) start[i];
    }
  }

  static Optional<ImageFormat> of(byte[] content) {
    return Arrays.stream(values())
        .filter(
            format ->
                content.length >= format.start.length
                    && Arrays.equals(
                        content, 0, format.start.length, format.start, 0, format.start.length))
        .findFirst();
  }
}
