package io.llmrec.prompt.chat.tool;

import io.llmrec.prompt.UntrustedText;
import io.llmrec.prompt.chat.catalog.ChatCatalog;
import io.llmrec.prompt.chat.search.WordIndex.Hit;
import java.util.BitSet;
import java.util.List;

/** Finds the item that a model means by a label of the turn or by a title. */
public final class ItemNames {

  private static final int MAX_SHOWN = 80;

  private ItemNames() {}

  /**
   * The row of an item.
   *
   * @throws ToolException when no item is called so; the message names the nearest
   */
  static int row(Workbench bench, String name) {
    int row = find(bench, name);
    if (row < 0) {
      throw new ToolException(unknown(bench.catalog(), name));
    }
    return row;
  }

  /** The row of an item, or -1 when no item is called so. */
  public static int find(Workbench bench, String name) {
    String plain = name.replaceAll("[\\[\\]\"“”《》「」]", "").strip();
    int labelled = bench.labels().row(plain);
    if (labelled >= 0) {
      return labelled;
    }
    int[] rows = bench.catalog().titles().rowsOf(plain);
    for (int row : rows) {
      if (bench.isCandidate(row)) {
        return row;
      }
    }
    return rows.length > 0 ? rows[0] : -1;
  }

  private static String unknown(ChatCatalog catalog, String name) {
    BitSet all = new BitSet(catalog.size());
    all.set(0, catalog.size());
    List<Hit> near = catalog.words().search(name, all, 1);
    String shown = UntrustedText.clean(name, MAX_SHOWN);
    return near.isEmpty()
        ? "no item is called '%s'".formatted(shown)
        : "no item is called '%s'; the nearest is '%s'"
            .formatted(shown, catalog.title(catalog.item(near.get(0).row())));
  }
}
