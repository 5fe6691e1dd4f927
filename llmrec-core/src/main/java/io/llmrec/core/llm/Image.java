package io.llmrec.core.llm;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A picture that goes with a message: its bytes, or an https address that the model's server reads.
 *
 * <p>Immutable. Bytes are PNG, JPEG, WebP or GIF, which their first bytes must show; that the rest
 * is a whole picture is not checked. An address is never read by llmrec. It is part of what is
 * sent, cached by and recorded, so that one with a key in it is a secret given away.
 *
 * @param url a {@code data:} URL with the bytes in Base64, at most {@value #MAX_BYTES} of them; or
 *     an {@code https} address of at most {@value #MAX_ADDRESS_CHARS} characters
 */
public record Image(String url) {

  /** The most bytes of a picture: what the smaller of the hosted models take. */
  public static final int MAX_BYTES = 5 * 1024 * 1024;

  /** The longest address. */
  public static final int MAX_ADDRESS_CHARS = 8 * 1024;

  private static final String DATA = "data:";
  private static final String BASE64 = ";base64,";
  private static final String HTTPS = "https";

  /**
   * Checks the address, or the size of the bytes and that they begin as the type says.
   *
   * @throws IllegalArgumentException when they do not pass; the message shows neither
   */
  public Image {
    if (url.startsWith(DATA)) {
      checkData(url);
    } else {
      checkAddress(url);
    }
  }

  /** A picture in bytes, whose type is told by its first bytes. */
  public static Image of(byte[] bytes) {
    checkSize(bytes.length);
    ImageFormat format =
        ImageFormat.of(bytes)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "an image must begin as one of "
                            + ImageFormat.types()
                            + ", this does not"));
    return of(format.type(), bytes);
  }

  /**
   * A picture in bytes.
   *
   * @param type image/png, image/jpeg, image/webp or image/gif
   */
  public static Image of(String type, byte[] bytes) {
    checkSize(bytes.length);
    return new Image(DATA + type + BASE64 + Base64.getEncoder().encodeToString(bytes));
  }

  /** A picture that the model's server reads from an https address. */
  public static Image at(URI address) {
    return new Image(address.toString());
  }

  /** Whether the bytes are here, and not at an address. */
  public boolean isInline() {
    return url.startsWith(DATA);
  }

  /**
   * The media type of the bytes.
   *
   * @throws IllegalStateException when the picture is at an address
   */
  public String type() {
    return url.substring(DATA.length(), comma() - BASE64.length());
  }

  /**
   * The bytes in Base64.
   *
   * @throws IllegalStateException when the picture is at an address
   */
  public String base64() {
    return url.substring(comma());
  }

  /**
   * A copy of the bytes.
   *
   * @throws IllegalStateException when the picture is at an address
   */
  public byte[] bytes() {
    return Base64.getDecoder().decode(base64());
  }

  /** The type and the size, or the address without its query. */
  @Override
  public String toString() {
    if (isInline()) {
      return "Image[%s, %d bytes]".formatted(type(), bytes().length);
    }
    URI address = URI.create(url);
    return "Image[https://%s%s]".formatted(address.getRawAuthority(), address.getRawPath());
  }

  private int comma() {
    if (!isInline()) {
      throw new IllegalStateException("the picture is at an address, its bytes are not here");
    }
    return url.indexOf(BASE64) + BASE64.length();
  }

  private static void checkData(String url) {
    int end = url.indexOf(BASE64);
    String type = end < 0 ? "" : url.substring(DATA.length(), end);
    if (!ImageFormat.types().contains(type)) {
      throw new IllegalArgumentException(
          "type must be one of %s, was '%s'"
              .formatted(ImageFormat.types(), type.substring(0, Math.min(type.length(), 40))));
    }
    int chars = url.length() - end - BASE64.length();
    checkSize(Math.max(1, chars / 4 * 3 - 2));
    byte[] bytes = decoded(url.substring(end + BASE64.length()));
    checkSize(bytes.length);
    String found = ImageFormat.of(bytes).map(ImageFormat::type).orElse("no known type");
    if (!found.equals(type)) {
      throw new IllegalArgumentException(
          "type is %s, but the image begins as one of %s".formatted(type, found));
    }
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the image's bytes are not valid Base64", e);
    }
  }

  private static void checkSize(int bytes) {
    if (bytes < 1 || bytes > MAX_BYTES) {
      throw new IllegalArgumentException(
          "an image must have 1 to %d bytes, had %d".formatted(MAX_BYTES, bytes));
    }
  }

  private static void checkAddress(String url) {
    if (url.length() > MAX_ADDRESS_CHARS) {
      throw new IllegalArgumentException(
          "an image's address must have at most %d characters, had %d"
              .formatted(MAX_ADDRESS_CHARS, url.length()));
    }
    if (!isHttps(url)) {
      // Not shown: it may hold a key.
      throw new IllegalArgumentException(
          "an image's address must be https://host/..., without user, and was not");
    }
  }

  private static boolean isHttps(String url) {
    try {
      URI address = new URI(url);
      return HTTPS.equalsIgnoreCase(address.getScheme())
          && address.getHost() != null
          && address.getRawUserInfo() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
