package io.llmrec.embed.adaptor;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.ItemEncoder;
import io.llmrec.core.encode.TextEncoder;
import io.llmrec.core.fingerprint.Fingerprinted;
import java.util.List;

/**
 * Encoders whose vectors go through a {@link VectorMap}.
 *
 * <p>An encoder that names itself is refused where the map was made for another one: both would
 * work and mean nothing.
 */
public final class AdaptedEncoders {

  private AdaptedEncoders() {}

  /** A text encoder behind a map. */
  public static TextEncoder texts(TextEncoder encoder, VectorMap map) {
    check(encoder, map);
    return new Texts(encoder, map);
  }

  /** An item encoder behind a map. */
  public static ItemEncoder items(ItemEncoder encoder, VectorMap map) {
    check(encoder, map);
    return new Items(encoder, map);
  }

  private static void check(Object encoder, VectorMap map) {
    if (encoder instanceof Fingerprinted known
        && !map.encoder().isEmpty()
        && !known.fingerprint().equals(map.encoder())) {
      throw new IllegalArgumentException(
          "the map was made for vectors of '%s', the encoder is '%s'"
              .formatted(map.encoder(), known.fingerprint()));
    }
  }

  private record Texts(TextEncoder encoder, VectorMap map) implements TextEncoder, Fingerprinted {

    @Override
    public List<Embedding> encode(List<String> texts) {
      return encoder.encode(texts).stream().map(map::apply).toList();
    }

    @Override
    public String fingerprint() {
      return map.fingerprint();
    }
  }

  private record Items(ItemEncoder encoder, VectorMap map) implements ItemEncoder, Fingerprinted {

    @Override
    public List<Embedding> encode(List<Item> items) {
      return encoder.encode(items).stream().map(map::apply).toList();
    }

    @Override
    public String fingerprint() {
      return map.fingerprint();
    }
  }
}
