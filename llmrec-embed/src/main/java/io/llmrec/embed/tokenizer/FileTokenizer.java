package io.llmrec.embed.tokenizer;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.llmrec.core.fingerprint.Fingerprint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Cuts texts into tokens as a {@code tokenizer.json} says. Never shortens, never pads and adds no
 * special tokens, whatever the file asks for: whoever pools or batches the tokens decides that,
 * with a {@link Frame}.
 *
 * <p>Safe for use by several threads. Holds native memory until it is closed; closing waits for
 * running calls.
 */
public final class FileTokenizer implements AutoCloseable {

  /** Any text that has a token. */
  private static final String PROBE = "a";

  private static final long MAX_FILE_BYTES = 256L << 20;

  private final HuggingFaceTokenizer tokenizer;
  private final TokenizerVocabulary vocabulary;
  private final String contentHash;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed;

  /** Null where the file has a part that only the native side knows. */
  private final @Nullable JavaTokenizer inJava;

  private FileTokenizer(
      HuggingFaceTokenizer tokenizer,
      TokenizerVocabulary vocabulary,
      String contentHash,
      @Nullable JavaTokenizer inJava) {
    this.tokenizer = tokenizer;
    this.inJava = inJava;
    this.vocabulary = vocabulary;
    this.contentHash = contentHash;
  }

  /**
   * Reads a {@code tokenizer.json} of at most 256 MiB.
   *
   * @throws UncheckedIOException when it cannot be read
   * @throws IllegalArgumentException when it is not one
   */
  public static FileTokenizer open(Path file) {
    DjlSwitches.offline();
    byte[] json = read(file);
    try {
      TokenizerVocabulary vocabulary = VocabularyParser.parse(json);
      String hash = new Fingerprint().add(json).hex();
      JavaTokenizer inJava = JavaTokenizerReader.read(json);
      return new FileTokenizer(natively(json), vocabulary, hash, inJava);
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          file + ": is not a tokenizer.json that can be used: " + e.getMessage(), e);
    }
  }

  private static byte[] read(Path file) {
    try {
      long size = Files.size(file);
      if (size > MAX_FILE_BYTES) {
        throw new IllegalArgumentException(
            "%s: must be of at most %d bytes, is of %d".formatted(file, MAX_FILE_BYTES, size));
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static HuggingFaceTokenizer natively(byte[] json) throws IOException {
    Map<String, String> nothingAdded =
        Map.of("truncation", "false", "padding", "false", "addSpecialTokens", "false");
    return HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), nothingAdded);
  }

  /**
   * The ids of a text's tokens; none for the empty text. Lone surrogates are taken for U+FFFD.
   *
   * @throws IllegalStateException when the tokenizer is closed
   */
  public int[] encode(String text) {
    return whileOpen(() -> toInts(tokenizer.encode(wellFormed(text), false, false).getIds()));
  }

  /**
   * The same, several times as fast for files whose every part is known to the tokenizer in plain
   * Java: Unigram and WordPiece models under the usual normalizers. Other files, and texts with
   * characters of which Unicode versions differ, go to the native side.
   *
   * @throws IllegalStateException when the tokenizer is closed
   */
  public int[] encodeFast(String text) {
    JavaTokenizer java = inJava;
    int[] ids = java == null ? null : whileOpen(() -> java.encode(text));
    return ids == null ? encode(text) : ids;
  }

  /** What {@link #encodeFast} asks first; null where the native side does it all. */
  @Nullable JavaTokenizer inJava() {
    return inJava;
  }

  /**
   * The text that tokens stand for, without the special ones, as the file's decoder puts it.
   *
   * @throws IllegalStateException when the tokenizer is closed
   */
  public String decode(int[] ids) {
    long[] wide = Arrays.stream(ids).asLongStream().toArray();
    return ids.length == 0 ? "" : whileOpen(() -> tokenizer.decode(wide, true));
  }

  /** The special tokens that the file puts around one text. */
  public Frame frame() {
    return whileOpen(() -> frame(tokenizer.encode(PROBE, true, false)));
  }

  /** The special tokens that the file puts around two texts. */
  public Frame pairFrame() {
    return whileOpen(() -> frame(tokenizer.encode(PROBE, PROBE, true, false)));
  }

  private Frame frame(Encoding example) {
    return Frame.of(
        example.getIds(),
        example.getTypeIds(),
        example.getSpecialTokenMask(),
        encode(PROBE).length);
  }

  private <T extends @Nullable Object> T whileOpen(Supplier<T> work) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the tokenizer is closed");
      }
      return work.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  private static int[] toInts(long[] ids) {
    int[] narrow = new int[ids.length];
    for (int i = 0; i < ids.length; i++) {
      narrow[i] = (int) ids[i];
    }
    return narrow;
  }

  /** The native side takes UTF-8, which has no lone surrogates. */
  private static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return text.codePoints()
            .map(point -> point <= 0xFFFF && Character.isSurrogate((char) point) ? 0xFFFD : point)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
      }
    }
    return text;
  }

  /** The tokens there are. */
  public TokenizerVocabulary vocabulary() {
    return vocabulary;
  }

  /** A hash over the bytes of the file. */
  public String contentHash() {
    return contentHash;
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        tokenizer.close();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
