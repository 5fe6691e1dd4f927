package io.llmrec.examples.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A report as data, from which every written form is made: what HTML shows, Markdown shows too.
 *
 * @param title of the page
 * @param subtitle one line below it
 * @param blocks from top to bottom
 */
public record Page(String title, String subtitle, List<Block> blocks) {

  /** Takes a copy of the list. */
  public Page {
    blocks = List.copyOf(blocks);
  }

  /** A part of a page. */
  public sealed interface Block {}

  /** Starts a section. */
  public record Heading(String text) implements Block {}

  /** Running text. */
  public record Paragraph(String text) implements Block {}

  /** Text as it stands, line by line. */
  public record Code(List<String> lines) implements Block {}

  /** A few numbers that are seen first. */
  public record Tiles(List<Tile> tiles) implements Block {}

  /** A number and what it is. */
  public record Tile(String value, String label) {}

  /**
   * A chart.
   *
   * @param caption says what it shows, also to those who cannot see it
   * @param svg a whole svg element; its colours are those of {@link Palette}
   */
  public record Figure(String caption, String svg) implements Block {}

  /**
   * A table.
   *
   * @param caption below the table; may be empty
   * @param head names of the columns
   * @param rows as long as the head each
   */
  public record Table(String caption, List<String> head, List<List<Entry>> rows) implements Block {

    /** Checks the rows. */
    public Table {
      rows = rows.stream().map(List::copyOf).toList();
      for (List<Entry> row : rows) {
        if (row.size() != head.size()) {
          throw new IllegalArgumentException(
              "rows must have %d entries, one has %d".formatted(head.size(), row.size()));
        }
      }
    }

    /** A table. */
    public static Table of(String caption, List<List<Entry>> rows, String... head) {
      return new Table(caption, List.of(head), rows);
    }
  }

  /** What an entry of a table is. */
  public enum Kind {
    /** Words. */
    TEXT,
    /** A number. */
    NUMBER,
    /** The best number of its column. */
    BEST,
    /** Not measured here. */
    FOREIGN
  }

  /**
   * A cell of a table.
   *
   * @param text what stands there
   * @param note smaller, behind or below it, of one or more lines; may be empty
   */
  public record Entry(String text, String note, Kind kind) {

    /** Words. */
    public static Entry text(String text) {
      return new Entry(text, "", Kind.TEXT);
    }

    /** A number. */
    public static Entry number(String text) {
      return new Entry(text, "", Kind.NUMBER);
    }

    /** The same with a note. */
    public Entry withNote(String more) {
      return new Entry(text, more, kind);
    }

    /** The same of another kind. */
    public Entry as(Kind other) {
      return new Entry(text, note, other);
    }

    /** A row of texts. */
    public static List<Entry> texts(String... texts) {
      return new ArrayList<>(Arrays.stream(texts).map(Entry::text).toList());
    }
  }
}
