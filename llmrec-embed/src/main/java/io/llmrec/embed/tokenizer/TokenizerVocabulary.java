package io.llmrec.embed.tokenizer;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code tokenizer.json} says about its tokens.
 *
 * @param ids the id of every token, the added ones included
 * @param unknownId the id that stands for what no token covers, or -1 when the model has none
 * @param special the tokens that stand for no text, such as the start of a turn
 * @param spelling how tokens are spelled
 */
public record TokenizerVocabulary(
    Map<String, Integer> ids, int unknownId, Set<String> special, Spelling spelling) {

  /** How the texts of tokens are to be read. */
  public enum Spelling {
    /** As they are, but for a mark of the space and bytes in angle brackets. */
    TEXT,
    /** A character for every byte of UTF-8. */
    BYTES
  }

  /** Takes copies. */
  public TokenizerVocabulary {
    ids = Map.copyOf(ids);
    special = Set.copyOf(special);
  }

  /** The id of a token, or null when there is no such token. */
  public @Nullable Integer id(String token) {
    return ids.get(token);
  }

  /** The largest id, or -1 when there is no token. */
  public int maxId() {
    return ids.values().stream().mapToInt(Integer::intValue).max().orElse(-1);
  }

  /** The median length of a token in Unicode characters, rounded down; 0 when there is no token. */
  public int medianTokenLength() {
    int[] lengths =
        ids.keySet().stream()
            .mapToInt(token -> token.codePointCount(0, token.length()))
            .sorted()
            .toArray();
    int middle = lengths.length / 2;
    if (lengths.length == 0) {
      return 0;
    }
    return lengths.length % 2 == 1 ? lengths[middle] : (lengths[middle - 1] + lengths[middle]) / 2;
  }
}
