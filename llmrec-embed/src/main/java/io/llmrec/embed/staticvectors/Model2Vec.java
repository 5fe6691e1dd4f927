package io.llmrec.embed.staticvectors;

import io.llmrec.embed.safetensors.SafetensorsFile;
import io.llmrec.embed.safetensors.TensorInfo;
import io.llmrec.embed.tokenizer.FileTokenizer;
import io.llmrec.embed.tokenizer.TokenizerVocabulary;
import java.nio.file.Path;
import java.util.Arrays;

/** The two files of a model2vec folder. */
final class Model2Vec {

  private static final String EMBEDDINGS = "embeddings";

  private Model2Vec() {}

  static TokenTable table(Path file) {
    SafetensorsFile tensors = SafetensorsFile.open(file);
    TensorInfo embeddings = tensors.tensor(EMBEDDINGS);
    if (embeddings.shape().size() != 2 || embeddings.shape().get(1) > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "%s: tensor 'embeddings' must be of shape [tokens, dimension], is %s"
              .formatted(file, embeddings.shape()));
    }
    try {
      return new TokenTable(
          tensors.floats(EMBEDDINGS),
          embeddings.shape().get(1).intValue(),
          tensors.find("mapping") == null ? null : tensors.ints("mapping"),
          tensors.find("weights") == null ? null : tensors.floats("weights"));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * The model's own tokenizer. As model2vec does, a text is first cut to as many characters as
   * {@code maxTokens} tokens of median length have, then the unknown token is dropped, then the
   * tokens are cut.
   */
  static final class Tokens implements TokenSource {

    private final FileTokenizer tokenizer;
    private final int unknown;
    private final int maxTokens;
    private final long maxChars;

    Tokens(FileTokenizer tokenizer, int maxTokens) {
      TokenizerVocabulary vocabulary = tokenizer.vocabulary();
      this.tokenizer = tokenizer;
      this.unknown = vocabulary.unknownId();
      this.maxTokens = maxTokens;
      this.maxChars = (long) maxTokens * Math.max(1, vocabulary.medianTokenLength());
    }

    int maxId() {
      return tokenizer.vocabulary().maxId();
    }

    @Override
    public int[] tokens(String text) {
      return Arrays.stream(tokenizer.encodeFast(cut(text)))
          .filter(id -> id != unknown)
          .limit(maxTokens)
          .toArray();
    }

    private String cut(String text) {
      boolean fits = text.length() <= maxChars || text.codePointCount(0, text.length()) <= maxChars;
      return fits ? text : text.substring(0, text.offsetByCodePoints(0, (int) maxChars));
    }

    @Override
    public String fingerprint() {
      return "model2vec-1 tokens=%d tokenizer=%s".formatted(maxTokens, tokenizer.contentHash());
    }

    @Override
    public void close() {
      tokenizer.close();
    }
  }
}
