package io.llmrec.core.catalog;

import io.llmrec.core.fingerprint.Fingerprinted;
import java.util.List;
import java.util.function.Function;

/**
 * A policy that can be told from another, so that vectors of an earlier one are not taken for its
 * own.
 */
record NamedItemText(String fingerprint, Function<Item, String> text)
    implements ItemText, Fingerprinted {

  /** A policy made of others; it has a name when all of them have. */
  static ItemText of(String kind, List<ItemText> parts, Function<Item, String> text) {
    StringBuilder name = new StringBuilder(kind);
    for (ItemText part : parts) {
      if (!(part instanceof Fingerprinted known)) {
        return text::apply;
      }
      name.append(" (").append(known.fingerprint()).append(')');
    }
    return new NamedItemText(name.toString(), text);
  }

  @Override
  public String of(Item item) {
    return text.apply(item);
  }
}
