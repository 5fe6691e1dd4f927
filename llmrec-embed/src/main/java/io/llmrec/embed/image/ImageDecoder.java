package io.llmrec.embed.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Bytes to pixels, with every limit checked before it can be exceeded. */
final class ImageDecoder {

  /** A picture a pixel high and millions wide would blow up what is made of it. */
  private static final int MAX_SIDE = 16_384;

  private final ImageLimits limits;

  ImageDecoder(ImageLimits limits) {
    this.limits = limits;
  }

  /**
   * The first picture of a file.
   *
   * @throws UncheckedIOException when it cannot be read
   * @throws IllegalArgumentException when it is no picture of a known format, damaged, cut off or
   *     larger than the limits
   */
  Pixels decode(ImageSource source) {
    byte[] content = content(source);
    ImageFormat format =
        ImageFormat.of(content)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        source + ": is no PNG, JPEG, GIF or BMP by its first bytes"));
    ImageReader reader = reader(format);
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
      reader.setInput(in, true, true);
      return decode(source, reader);
    } catch (IOException | IllegalStateException | IndexOutOfBoundsException e) {
      throw damaged(source, format, e);
    } catch (RuntimeException e) {
      // The decoders of the JDK fail on hostile files with all kinds of exceptions.
      throw e instanceof RefusedException refused ? refused.why() : damaged(source, format, e);
    } finally {
      reader.dispose();
    }
  }

  /** Carries an answer of ours past the catch of what decoders throw. */
  private static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RefusedException(String message) {
      super(message);
    }

    IllegalArgumentException why() {
      return new IllegalArgumentException(getMessage());
    }
  }

  private byte[] content(ImageSource source) {
    try (InputStream in = source.open()) {
      byte[] content = in.readNBytes(limits.maxBytes());
      if (content.length == limits.maxBytes() && in.read() >= 0) {
        throw new IllegalArgumentException(
            "%s: must be of at most %d bytes, is of more".formatted(source, limits.maxBytes()));
      }
      return content;
    } catch (IOException e) {
      throw new UncheckedIOException(source + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static ImageReader reader(ImageFormat format) {
    Iterator<ImageReader> readers =
        ImageIO.getImageReadersByFormatName(format.name().toLowerCase(Locale.ROOT));
    if (!readers.hasNext()) {
      throw new IllegalStateException("this Java runtime has no reader for " + format);
    }
    return readers.next();
  }

  /** The header is read first: it alone says how much memory the rest would take. */
  private Pixels decode(ImageSource source, ImageReader reader) throws IOException {
    long width = reader.getWidth(0);
    long height = reader.getHeight(0);
    if (width < 1 || height < 1 || width * height > limits.maxPixels()) {
      throw new RefusedException(
          "%s: must have 1 to %d pixels, has %d x %d"
              .formatted(source, limits.maxPixels(), width, height));
    }
    if (Math.max(width, height) > MAX_SIDE) {
      throw new RefusedException(
          "%s: sides must be of at most %d pixels, are %d x %d"
              .formatted(source, MAX_SIDE, width, height));
    }
    StringBuilder cutOff = new StringBuilder();
    reader.addIIOReadWarningListener((from, warning) -> noteEnd(warning, cutOff));
    BufferedImage image = reader.read(0);
    if (!cutOff.isEmpty()) {
      throw new RefusedException(source + ": is cut off: " + cutOff);
    }
    if ((long) image.getWidth() * image.getHeight() > limits.maxPixels()) {
      throw new RefusedException(source + ": has more pixels than its header says");
    }
    return Pixels.of(image);
  }

  /** A cut-off JPEG is filled up with grey and only a warning says so. */
  private static void noteEnd(String warning, StringBuilder cutOff) {
    String text = warning.toLowerCase(Locale.ROOT);
    if (text.contains("premature") || text.contains("truncated")) {
      cutOff.append(warning);
    }
  }

  private static IllegalArgumentException damaged(
      ImageSource source, ImageFormat format, Exception e) {
    return new IllegalArgumentException(
        "%s: is no %s that can be decoded: %s".formatted(source, format, e.getMessage()), e);
  }
}
