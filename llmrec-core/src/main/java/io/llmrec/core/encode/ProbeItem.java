package io.llmrec.core.encode;

import io.llmrec.core.catalog.Item;

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
}
