package io.llmrec.prompt.data;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.data.InteractionColumns;
import io.llmrec.core.data.ItemColumns;
import io.llmrec.core.data.ReadOptions;
import io.llmrec.core.data.Row;
import io.llmrec.core.data.RowMapping;
import io.llmrec.core.data.Rows;
import io.llmrec.core.data.TimeFormat;
import io.llmrec.core.user.Interaction;
import java.nio.file.Path;
import java.util.List;

/**
 * The Amazon review data of 2014 and 2018, one JSON object per line.
 *
 * <p>The metadata files of 2014 hold Python literals instead of JSON and have to be converted
 * first; every row of them is an error here. The data of 2023 has other names and milliseconds:
 * read it by {@link JsonLines} with {@code InteractionColumns.of("user_id", "parent_asin",
 * "timestamp", TimeFormat.milliseconds())}.
 */
public final class AmazonReviews {

  private static final InteractionColumns REVIEW =
      InteractionColumns.of("reviewerID", "asin", "unixReviewTime", TimeFormat.seconds())
          .valueFrom("overall")
          .kind("rating");

  private static final ItemColumns PRODUCT =
      ItemColumns.of("asin", "title").withAttributes("brand", "price");

  private AmazonReviews() {}

  /** Reviews: interactions of kind {@code rating}, with the stars as value. */
  public static Rows<Interaction> reviews(Path file, ReadOptions options) {
    return JsonLines.rows(file, REVIEW, options);
  }

  /**
   * Metadata: products with a category path and the attributes brand and price, as written.
   *
   * <p>Of several category paths ({@code categories} of 2014) the first is taken. Products without
   * a title are bad rows: collect them, because these files have many.
   */
  public static Rows<Item> products(Path file, ReadOptions options) {
    return JsonLines.rows(file, RowMapping.of(PRODUCT.columns(), AmazonReviews::product), options);
  }

  private static Item product(Row row) {
    Item item = PRODUCT.map(row).get(0);
    return item.withCategories(path(row).toArray(String[]::new));
  }

  private static List<String> path(Row row) {
    if (row.has("/categories/0/0")) {
      return row.list("/categories/0", "|");
    }
    return row.list(row.has("categories") ? "categories" : "category", "|");
  }
}
