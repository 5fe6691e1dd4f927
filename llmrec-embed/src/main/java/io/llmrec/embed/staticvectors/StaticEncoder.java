package io.llmrec.embed.staticvectors;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.TextEncoder;
import io.llmrec.core.fingerprint.Fingerprinted;
import io.llmrec.embed.hash.Hash64;
import io.llmrec.embed.tokenizer.FileTokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The mean of a text's token vectors, which are fixed: no layers, no context, no word order, but
 * meaning as far as the table holds it, for microseconds a text.
 *
 * <p>Safe for use by several threads. The same text always gives the same vector. To be closed when
 * no longer used; encoding afterwards throws {@link IllegalStateException}.
 *
 * <p>A text without any known token, the empty one included, has no mean. It gets a direction drawn
 * by the hash of the text, so that it is close to nothing but the same text.
 *
 * <p>Sources: model2vec (Tulkens, van Dongen, "Model2Vec: Fast State-of-the-Art Static Embeddings",
 * 2024) and GloVe (Pennington, Socher, Manning, "GloVe: Global Vectors for Word Representation",
 * 2014).
 */
public final class StaticEncoder implements TextEncoder, Fingerprinted, AutoCloseable {

  private static final int DEFAULT_MAX_TOKENS = 512;

  private final TokenTable table;
  private final TokenSource source;
  private final String fingerprint;
  private volatile boolean closed;

  private StaticEncoder(TokenTable table, TokenSource source) {
    this.table = table;
    this.source = source;
    this.fingerprint = source.fingerprint() + " vectors=" + table.contentHash();
  }

  /** A model2vec folder, of each text the first 512 tokens; see {@link #open(Path, int)}. */
  public static StaticEncoder open(Path folder) {
    return open(folder, DEFAULT_MAX_TOKENS);
  }

  /**
   * A model2vec folder: {@code tokenizer.json} and {@code model.safetensors} with a tensor {@code
   * embeddings} of shape [tokens, dimension], or, of a quantised vocabulary, [vectors, dimension]
   * with {@code mapping} and {@code weights} of shape [tokens]. Vectors are always of length 1,
   * whatever {@code config.json} says of normalising, because an {@link Embedding} is.
   *
   * @param maxTokens the rest of a longer text is ignored; at least 1
   * @throws UncheckedIOException when a file cannot be read
   * @throws IllegalArgumentException when a file is not what it must be, or the two do not fit
   */
  public static StaticEncoder open(Path folder, int maxTokens) {
    if (maxTokens < 1) {
      throw new IllegalArgumentException("maxTokens must be at least 1, was " + maxTokens);
    }
    TokenTable table = Model2Vec.table(folder.resolve("model.safetensors"));
    Model2Vec.Tokens tokens =
        new Model2Vec.Tokens(FileTokenizer.open(folder.resolve("tokenizer.json")), maxTokens);
    if (tokens.maxId() >= table.size()) {
      tokens.close();
      throw new IllegalArgumentException(
          "%s: the tokenizer has ids up to %d, the model only %d tokens"
              .formatted(folder, tokens.maxId(), table.size()));
    }
    return new StaticEncoder(table, tokens);
  }

  /**
   * A text file of word vectors, GloVe's or word2vec's: UTF-8, a line for each word with its
   * numbers behind it, separated by spaces. Texts are cut into words at everything but letters and
   * digits; words are looked up as they are and in lower case; at most 100,000 characters of a text
   * count.
   *
   * @throws UncheckedIOException when the file cannot be read
   * @throws IllegalArgumentException when a line is not of that form, or there is none
   */
  public static StaticEncoder glove(Path file) {
    try {
      GloveReader vectors = GloveReader.read(file);
      if (vectors.words().isEmpty()) {
        throw new IllegalArgumentException(file + ": has no words");
      }
      return new StaticEncoder(vectors.table(), new Words(vectors.words()));
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public List<Embedding> encode(List<String> texts) {
    if (closed) {
      throw new IllegalStateException("the encoder is closed");
    }
    return texts.stream().map(this::encode).toList();
  }

  private Embedding encode(String text) {
    double[] sum = new double[table.dimension()];
    for (int token : source.tokens(text)) {
      table.addTo(sum, token);
    }
    double squares = 0;
    for (double value : sum) {
      squares += value * value;
    }
    float[] vector = new float[sum.length];
    double scale = 1 / Math.sqrt(squares);
    for (int i = 0; i < sum.length; i++) {
      vector[i] = (float) (sum[i] * scale);
    }
    return squares > 0 && Double.isFinite(scale) ? Embedding.of(vector) : drawn(text);
  }

  private Embedding drawn(String text) {
    float[] vector = new float[table.dimension()];
    long seed = Hash64.of(text);
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (Hash64.draw(seed, i) & 1) == 0 ? 1 : -1;
    }
    return Embedding.of(vector);
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public void close() {
    closed = true;
    source.close();
  }
}
