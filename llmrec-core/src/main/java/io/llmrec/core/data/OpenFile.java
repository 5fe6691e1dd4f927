package io.llmrec.core.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** The bytes of a file, decompressed where its content says that it is compressed by gzip. */
final class OpenFile {

  private static final int BLOCK = 1 << 16;

  private OpenFile() {}

  static InputStream open(Path file, ReadProgress progress) throws IOException {
    InputStream raw = new CountedBytes(Files.newInputStream(file), Files.size(file), progress);
    try {
      return decompressed(new BufferedInputStream(raw, BLOCK));
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  private static InputStream decompressed(BufferedInputStream in) throws IOException {
    in.mark(4);
    byte[] head = in.readNBytes(4);
    in.reset();
    if (begins(head, 0x1f, 0x8b)) {
      return new GZIPInputStream(in, BLOCK);
    }
    if (begins(head, 'P', 'K', 3, 4)) {
      throw BadFieldException.row("the file is a zip archive: unpack it, or compress by gzip");
    }
    return in;
  }

  private static boolean begins(byte[] head, int... magic) {
    for (int i = 0; i < magic.length; i++) {
      if (i >= head.length || (head[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }
}
