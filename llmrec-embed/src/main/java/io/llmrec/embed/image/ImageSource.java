package io.llmrec.embed.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the bytes of one picture come from. Its {@code toString} names it in messages. */
@FunctionalInterface
public interface ImageSource {

  /** The bytes; closed by whoever opened them. */
  InputStream open() throws IOException;

  /** A file. */
  static ImageSource of(Path file) {
    return new Named("image " + file, () -> Files.newInputStream(file));
  }

  /** Bytes in memory; copied. */
  static ImageSource of(byte[] bytes) {
    byte[] copy = bytes.clone();
    return new Named("image of " + copy.length + " bytes", () -> new ByteArrayInputStream(copy));
  }

  /** A stream that the host opened; it can be read once. */
  static ImageSource of(InputStream stream) {
    return new Named("image of a stream", () -> stream);
  }

  /** See the factories of {@link ImageSource}. */
  record Named(String name, ImageSource source) implements ImageSource {

    @Override
    public InputStream open() throws IOException {
      return source.open();
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
