package io.llmrec.embed.lexical;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.ItemText;
import io.llmrec.core.encode.ItemEncoder;
import io.llmrec.core.encode.ItemEncoderTrainer;
import io.llmrec.core.encode.ProbeItem;
import io.llmrec.core.fingerprint.Fingerprinted;

/**
 * Fits a lexical encoder on the catalog's own texts; see {@link LexicalEncoder#trainer}. Recognised
 * by its settings and by the text that its policy makes of the probe item.
 */
final class LexicalTrainer implements ItemEncoderTrainer, Fingerprinted {

  private final ItemText text;
  private final LexicalOptions options;

  LexicalTrainer(ItemText text, LexicalOptions options) {
    this.text = text;
    this.options = options;
  }

  @Override
  public ItemEncoder fit(Catalog catalog) {
    return ItemEncoder.of(LexicalEncoder.fit(catalog.stream().map(text::of), options), text);
  }

  @Override
  public String fingerprint() {
    return options.fingerprint() + " text=" + ProbeItem.describe(text);
  }
}
