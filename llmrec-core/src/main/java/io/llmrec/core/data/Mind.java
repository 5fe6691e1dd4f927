package io.llmrec.core.data;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.data.Impression.Response;
import io.llmrec.core.data.Impression.Shown;
import io.llmrec.core.user.Interaction;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;

/**
 * The files of the Microsoft News Dataset (MIND): separated by tabs, without header, in UTF-8.
 *
 * <p>Its times have no zone; they are read as UTC.
 */
public final class Mind {

  private static final String SHOWN = "impressions";
  private static final String TIME = "time";
  private static final String USER = "user";
  private static final String BETWEEN = " ";
  private static final TimeFormat CLOCK = TimeFormat.pattern("M/d/yyyy h:mm:ss a", ZoneOffset.UTC);
  private static final RecordFormat NEWS =
      Delimited.withColumns(
          "\t",
          "id",
          "category",
          "subcategory",
          "title",
          "abstract",
          "url",
          "title_entities",
          "abstract_entities");
  private static final RecordFormat BEHAVIORS =
      Delimited.withColumns("\t", "id", USER, TIME, "history", SHOWN);

  private Mind() {}

  /** {@code news.tsv}: items with category and subcategory, and the attribute abstract. */
  public static Rows<Item> news(Path file, ReadOptions options) {
    ItemColumns columns =
        new ItemColumns(
            "id", "title", List.of("category", "subcategory"), "\n", List.of("abstract"));
    return Rows.of(file, NEWS, columns, options);
  }

  /** {@code behaviors.tsv}: the lists that were shown, with clicks. */
  public static Rows<Impression> impressions(Path file, ReadOptions options) {
    return Rows.of(file, BEHAVIORS, RowMapping.of(List.of(), Mind::impression), options);
  }

  /**
   * The clicks of {@code behaviors.tsv}: interactions of kind {@code click} and value 1. What was
   * shown and not clicked, and the histories, which have no times, are in {@link #impressions}.
   */
  public static Rows<Interaction> clicks(Path file, ReadOptions options) {
    return Rows.of(file, BEHAVIORS, new Clicks(), options);
  }

  /** The clicked part of an impression; none where nothing was clicked. */
  private static final class Clicks implements RowMapping<Interaction> {

    @Override
    public List<String> columns() {
      return List.of();
    }

    @Override
    public List<Interaction> map(Row row) {
      Impression seen = impression(row);
      return seen.shown().stream()
          .filter(shown -> shown.response() == Response.CLICKED)
          .map(shown -> new Interaction(seen.userId(), shown.itemId(), "click", 1, seen.time()))
          .toList();
    }
  }

  private static Impression impression(Row row) {
    return new Impression(
        row.required("id"),
        row.required(USER),
        row.time(TIME, CLOCK),
        row.list("history", BETWEEN),
        row.list(SHOWN, BETWEEN).stream().map(Mind::shown).toList());
  }

  private static Shown shown(String part) {
    int dash = part.lastIndexOf('-');
    String label = dash < 1 ? "" : part.substring(dash + 1);
    if (!label.equals("0") && !label.equals("1")) {
      throw new BadFieldException(
          SHOWN, "'%s' must be an id and -0 or -1, as in N123-1".formatted(part));
    }
    return new Shown(
        part.substring(0, dash), label.equals("1") ? Response.CLICKED : Response.IGNORED);
  }
}
