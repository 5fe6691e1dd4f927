package io.llmrec.core.data;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The atomic files of RecBole: separated by tabs, with a header such as {@code user_id:token
 * item_id:token rating:float timestamp:float}.
 *
 * <p>Columns are asked for by their names without type. Parts of a sequence are separated by
 * spaces.
 */
public final class RecBole {

  private static final Set<String> TYPES = Set.of("token", "token_seq", "float", "float_seq");
  private static final String USER = "user_id";
  private static final String ITEM = "item_id";
  private static final String HISTORY = "item_id_list";
  private static final String RATING = "rating";
  private static final String BETWEEN = " ";
  private static final RecordFormat FORMAT = Delimited.withHeader("\t", RecBole::names);

  private RecBole() {}

  /** Any atomic file, with the host's own mapping. */
  public static <T> Rows<T> rows(Path file, RowMapping<T> mapping, ReadOptions options) {
    return Rows.of(file, FORMAT, mapping, options);
  }

  /**
   * A {@code .inter} file with user_id, item_id and timestamp in seconds. With a column rating its
   * rows are of kind {@code rating} and have that value; without one they are views of value 1.
   */
  public static Rows<Interaction> interactions(Path file, ReadOptions options) {
    InteractionColumns plain = InteractionColumns.of(USER, ITEM, "timestamp", TimeFormat.seconds());
    InteractionColumns rated = plain.valueFrom(RATING).kind(RATING);
    return rows(
        file,
        RowMapping.of(plain.columns(), row -> (row.has(RATING) ? rated : plain).map(row).get(0)),
        options);
  }

  /** A {@code .inter} file of whole histories, with user_id, item_id_list and item_id. */
  public static Rows<UserSequence> sequences(Path file, ReadOptions options) {
    return rows(
        file,
        RowMapping.of(
            List.of(USER, HISTORY, ITEM),
            row ->
                new UserSequence(
                    row.required(USER), row.list(HISTORY, BETWEEN), row.required(ITEM))),
        options);
  }

  /**
   * A {@code .item} file with item_id.
   *
   * @param file the file
   * @param title the column of titles: movie_title, title, name ...
   * @param categories the column of categories, of type token_seq: class, genre ...
   * @param options how it is read
   */
  public static Rows<Item> items(Path file, String title, String categories, ReadOptions options) {
    ItemColumns columns = ItemColumns.of(ITEM, title).withCategories(categories, BETWEEN);
    return rows(file, columns, options);
  }

  /** A {@code .user} file with user_id and the columns that become attributes. */
  public static Rows<UserContext> users(Path file, List<String> attributes, ReadOptions options) {
    return rows(file, new UserColumns(USER, attributes), options);
  }

  private static List<String> names(List<String> cells) {
    return cells.stream().map(RecBole::name).toList();
  }

  private static String name(String cell) {
    int colon = cell.lastIndexOf(':');
    if (colon < 1 || !TYPES.contains(cell.substring(colon + 1))) {
      throw new BadFieldException(
          cell,
          "must be name:type in the header, with type one of " + TYPES.stream().sorted().toList());
    }
    return cell.substring(0, colon);
  }
}
