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

  private @Nullable WordMemory words;

  private FileTokenizer(
      HuggingFaceTokenizer tokenizer, TokenizerVocabulary vocabulary, String contentHash) {
    this.tokenizer = tokenizer;
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
      FileTokenizer tokenizer = new FileTokenizer(natively(json), vocabulary, hash);
      if (WordRules.lookAtWordsAlone(json)) {
        tokenizer.words = new WordMemory(tokenizer::encode);
      }
      return tokenizer;
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
   * The same from memory, for words that were seen before, where the file's rules look at each word
   * alone; several times as fast for short texts of common words.
   *
   * @throws IllegalStateException when the tokenizer is closed
   */
  public int[] encodeByWord(String text) {
    WordMemory memory = words;
    return memory == null ? encode(text) : whileOpen(() -> memory.encode(text));
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

  private <T> T whileOpen(Supplier<T> work) {
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
