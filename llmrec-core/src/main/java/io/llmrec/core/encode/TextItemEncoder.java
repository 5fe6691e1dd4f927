package io.llmrec.core.encode;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.catalog.ItemText;
import io.llmrec.core.fingerprint.Fingerprinted;
import java.util.List;

/** See {@link ItemEncoder#of}. */
class TextItemEncoder implements ItemEncoder {

  private final TextEncoder encoder;
  private final ItemText text;

  private TextItemEncoder(TextEncoder encoder, ItemText text) {
    this.encoder = encoder;
    this.text = text;
  }

  static ItemEncoder of(TextEncoder encoder, ItemText text) {
    return encoder instanceof Fingerprinted known
        ? new Known(encoder, text, known)
        : new TextItemEncoder(encoder, text);
  }

  @Override
  public List<Embedding> encode(List<Item> items) {
    return encoder.encode(items.stream().map(text::of).toList());
  }

  /**
   * Takes its identity from the text encoder. A change of the text policy shows in the items'
   * texts, which a workspace does not see; so the policy's text of a fixed item is part of the
   * identity.
   */
  private static final class Known extends TextItemEncoder implements Fingerprinted {

    private final String fingerprint;

    Known(TextEncoder encoder, ItemText text, Fingerprinted known) {
      super(encoder, text);
      fingerprint = known.fingerprint() + " text=" + ProbeItem.describe(text);
    }

    @Override
    public String fingerprint() {
      return fingerprint;
    }
  }
}
