package io.llmrec.embed.tokenizer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The native tokenizer's work in plain Java, for the files whose every part it knows and for texts
 * of {@link KnownCharacters}: the same ids without the way through native memory, and without what
 * an encoding holds beside ids. Time and memory are linear in the length of a text.
 *
 * <p>Immutable.
 */
final class JavaTokenizer {

  private final AddedTokens written;
  private final TextNormalizer normalizer;
  private final AddedTokens normalized;
  private final PreTokenizer preTokenizer;
  private final TokenModel model;

  /**
   * Of the parts of a file.
   *
   * @param written the tokens that are found in a text as it is
   * @param normalized the tokens, normalized, that are found in a normalized text
   */
  JavaTokenizer(
      AddedTokens written,
      TextNormalizer normalizer,
      AddedTokens normalized,
      PreTokenizer preTokenizer,
      TokenModel model) {
    this.written = written;
    this.normalizer = normalizer;
    this.normalized = normalized;
    this.preTokenizer = preTokenizer;
    this.model = model;
  }

  /** The ids of a text's tokens, or null where only the native side knows them. */
  int @Nullable [] encode(String text) {
    if (!KnownCharacters.makeUp(text)) {
      return null;
    }
    Ids ids = new Ids();
    for (AddedTokens.Part part : written.split(text)) {
      if (part.token() != PieceTrie.NONE) {
        ids.add(part.token());
      } else if (!encodePart(part, ids)) {
        return null;
      }
    }
    return ids.toArray();
  }

  private boolean encodePart(AddedTokens.Part part, Ids ids) {
    String normal = normalizer.normalize(part.text());
    if (normal == null) {
      return false;
    }
    List<AddedTokens.Part> inner = normalized.split(normal);
    Words words = new Words(ids);
    for (AddedTokens.Part one : inner) {
      if (one.token() != PieceTrie.NONE) {
        ids.add(one.token());
      } else {
        preTokenizer.split(one.text(), part.start() == 0 && one.start() == 0, words::accept);
      }
    }
    return words.known;
  }

  /** Hands words to the model as long as it knows them. */
  private final class Words {

    private final Ids ids;
    private boolean known = true;

    Words(Ids ids) {
      this.ids = ids;
    }

    void accept(String word) {
      known = known && model.encode(word, ids);
    }
  }
}
