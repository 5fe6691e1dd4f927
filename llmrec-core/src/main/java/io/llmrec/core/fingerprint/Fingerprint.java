package io.llmrec.core.fingerprint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A SHA-256 over a sequence of fields. Each field is hashed with its length, so that moving a
 * character from one field to the next changes the result.
 *
 * <p>Not safe for use by several threads.
 */
public final class Fingerprint {

  private final MessageDigest digest;

  /** An empty sequence of fields. */
  public Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The hash of some texts, 64 hex digits. */
  public static String of(String... fields) {
    Fingerprint fingerprint = new Fingerprint();
    for (String field : fields) {
      fingerprint.add(field);
    }
    return fingerprint.hex();
  }

  /** Adds a text. */
  public Fingerprint add(String field) {
    return add(field.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds bytes. */
  public Fingerprint add(byte[] field) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(field.length).flip());
    digest.update(field);
    return this;
  }

  /** Adds a number. */
  public Fingerprint add(long field) {
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(field).flip());
    return this;
  }

  /** The hash of all fields added, 64 hex digits; starts a new sequence. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
