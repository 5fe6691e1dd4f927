package io.llmrec.embed.fusion;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.ItemEncoder;
import io.llmrec.core.encode.ItemVectors;
import io.llmrec.core.fingerprint.Fingerprinted;
import java.util.List;

/**
 * Vectors that the host brings along, by item id: of sound, of film, of another model.
 *
 * <p>Safe for use by several threads.
 */
public final class PrecomputedEncoder implements ItemEncoder, Fingerprinted {

  private final ItemVectors vectors;
  private final String fingerprint;

  /**
   * An encoder that looks vectors up.
   *
   * @param name of what made the vectors, with its version, not blank: a workspace makes its
   *     vectors anew when it changes
   */
  public PrecomputedEncoder(String name, ItemVectors vectors) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("name of precomputed vectors must not be blank");
    }
    this.vectors = vectors;
    this.fingerprint = "precomputed " + name;
  }

  /**
   * Looks them up.
   *
   * @throws IllegalArgumentException when an item has none
   */
  @Override
  public List<Embedding> encode(List<Item> items) {
    return items.stream().map(this::vector).toList();
  }

  private Embedding vector(Item item) {
    Embedding found = vectors.find(item.id());
    if (found == null) {
      throw new IllegalArgumentException("item '" + item.id() + "' has no precomputed vector");
    }
    return found;
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }
}
