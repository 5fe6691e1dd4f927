package io.llmrec.core.encode;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.catalog.ItemText;
import io.llmrec.core.fingerprint.Fingerprinted;

/**
 * The item by whose text or vector an encoder is recognised: the same for ever, and with something
 * in each field.
 */
public final class ProbeItem {

  private static final Item ITEM =
      Item.of("probe", "a red bicycle bell, loud and clear 红色自行车铃")
          .withCategories("probe category", "probe leaf")
          .withAttribute("probe", "value")
          .withAttribute("clean_title", "bicycle bell")
          .withAttribute("summary", "A bell for a bicycle.");

  private ProbeItem() {}

  /** The probe item. */
  public static Item get() {
    return ITEM;
  }

  /**
   * By what a text policy is recognised: its fingerprint, or, where a host wrote it as a lambda,
   * the text it makes of the probe item.
   */
  public static String describe(ItemText text) {
    return text instanceof Fingerprinted known
        ? known.fingerprint()
        : "by its probe text " + text.of(ITEM);
  }
}
