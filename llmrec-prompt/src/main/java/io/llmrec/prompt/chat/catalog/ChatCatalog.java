package io.llmrec.prompt.chat.catalog;

import io.llmrec.core.baseline.ItemScorer;
import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.catalog.ItemText;
import io.llmrec.core.user.UserContext;
import io.llmrec.prompt.UntrustedText;
import io.llmrec.prompt.chat.filter.FieldSource;
import io.llmrec.prompt.chat.filter.ItemFields;
import io.llmrec.prompt.chat.ground.TitleIndex;
import io.llmrec.prompt.chat.search.BestRows;
import io.llmrec.prompt.chat.search.WordIndex;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The items of a catalog as dialogues need them: numbered by row, with their fields in columns, an
 * index of their words, their titles, and how popular they are.
 *
 * <p>Built once per catalog, which takes two or three seconds for 100,000 items; a catalog that
 * changes is built anew. Immutable and safe for use by several threads.
 */
public final class ChatCatalog {

  private static final int MAX_TITLE = 160;
  private static final int SPARSE = 16;

  private final List<Item> items;
  private final Map<String, Integer> rows;
  private final ItemFields fields;
  private final WordIndex words;
  private final TitleIndex titles;
  private final ItemText title;
  private final double[] popularity;
  private final int[] byPopularity;

  private ChatCatalog(Builder builder) {
    items = builder.catalog.stream().toList();
    rows = new HashMap<>(items.size() * 4 / 3 + 1);
    for (int row = 0; row < items.size(); row++) {
      rows.put(items.get(row).id(), row);
    }
    fields =
        builder.fields == null ? ItemFields.derive(items) : ItemFields.of(items, builder.fields);
    words = WordIndex.of(items.stream().map(builder.text::of).toList());
    title = builder.title;
    titles = TitleIndex.of(items.stream().map(builder.title::of).toList());
    popularity =
        builder.popularity == null
            ? new double[items.size()]
            : builder.popularity.score(
                UserContext.cold("nobody"), items.stream().map(Item::id).toList());
    byPopularity =
        IntStream.range(0, items.size())
            .boxed()
            .sorted(Comparator.comparingDouble(row -> -popularity[row]))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  /** With the fields that the items show, all their texts, and no popularity. */
  public static ChatCatalog of(Catalog catalog) {
    return builder(catalog).build();
  }

  /** Starts with the defaults of {@link #of}. */
  public static Builder builder(Catalog catalog) {
    return new Builder(catalog);
  }

  /** The number of items. */
  public int size() {
    return items.size();
  }

  /** The item of a row. */
  public Item item(int row) {
    return items.get(row);
  }

  /** The row of an item, or -1 when there is none. */
  public int row(String itemId) {
    return rows.getOrDefault(itemId, -1);
  }

  /** The item of an id, or null when there is none. */
  public @Nullable Item find(String itemId) {
    int row = row(itemId);
    return row < 0 ? null : items.get(row);
  }

  /** What can be asked of the items. */
  public ItemFields fields() {
    return fields;
  }

  /** Finds items by words. */
  public WordIndex words() {
    return words;
  }

  /** Finds items by title. */
  public TitleIndex titles() {
    return titles;
  }

  /** How popular the item of a row is; 0 where nothing is known. */
  public double popularity(int row) {
    return popularity[row];
  }

  /**
   * The most popular of some rows, the most popular first, equal ones by row.
   *
   * @param rows that may be taken
   * @param without rows that may not
   * @param most how many; none where it is below 1
   */
  public List<Integer> mostPopular(BitSet rows, BitSet without, int most) {
    if (most < 1) {
      return List.of();
    }
    // Few rows are looked at one by one; of many the first ones are soon found.
    if ((long) rows.cardinality() * SPARSE < size()) {
      BestRows best = new BestRows(most);
      for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
        if (!without.get(row)) {
          best.offer(row, popularity[row]);
        }
      }
      return best.hits().stream().map(WordIndex.Hit::row).toList();
    }
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < byPopularity.length && found.size() < most; i++) {
      int row = byPopularity[i];
      if (rows.get(row) && !without.get(row)) {
        found.add(row);
      }
    }
    return found;
  }

  /** The greatest popularity of all. */
  public double greatestPopularity() {
    return popularity[byPopularity[0]];
  }

  /** An item's title as it is shown: harmless, on one line, cut where it is long. */
  public String title(Item item) {
    String shown = UntrustedText.clean(title.of(item), MAX_TITLE);
    return shown.isEmpty() ? UntrustedText.clean(item.id(), MAX_TITLE) : shown;
  }

  /** Collects what a catalog needs. Not safe for use by several threads. */
  public static final class Builder {

    private final Catalog catalog;
    private @Nullable List<FieldSource> fields;
    private ItemText text = ItemText.everything();
    private ItemText title = ItemText.firstOf(ItemText.attribute("clean_title"), ItemText.title());
    private @Nullable ItemScorer popularity;

    private Builder(Catalog catalog) {
      this.catalog = catalog;
    }

    /** What a model may filter by; derived from the items by default. */
    public Builder fields(List<FieldSource> declared) {
      fields = List.copyOf(declared);
      return this;
    }

    /** What a search by text looks at; title, categories and all attributes by default. */
    public Builder text(ItemText searched) {
      text = searched;
      return this;
    }

    /** What an item is called; the attribute {@code clean_title}, else the title, by default. */
    public Builder title(ItemText shown) {
      title = shown;
      return this;
    }

    /** How popular items are, asked once for all of them; all alike by default. */
    public Builder popularity(ItemScorer scorer) {
      popularity = scorer;
      return this;
    }

    /** The catalog, ready. */
    public ChatCatalog build() {
      return new ChatCatalog(this);
    }
  }
}
