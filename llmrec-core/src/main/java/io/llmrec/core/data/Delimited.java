package io.llmrec.core.data;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One record per line, its fields separated by a text that occurs in none of them: no quotes, no
 * escapes. For files with quotes use the CSV format of llmrec-prompt.
 */
public final class Delimited implements RecordFormat {

  private final String separator;
  private final @Nullable Header fixed;
  private final Function<List<String>, List<String>> names;

  private Delimited(
      String separator, @Nullable Header fixed, Function<List<String>, List<String>> names) {
    if (separator.isEmpty() || separator.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("separator must not be empty and hold no line end");
    }
    this.separator = separator;
    this.fixed = fixed;
    this.names = names;
  }

  /** A file whose first line names the columns. */
  public static Delimited withHeader(String separator) {
    return withHeader(separator, cells -> cells);
  }

  /**
   * A file whose first line describes the columns.
   *
   * @param separator between the fields
   * @param names makes the columns' names of the cells of the first line
   */
  static Delimited withHeader(String separator, Function<List<String>, List<String>> names) {
    return new Delimited(separator, null, names);
  }

  /** A file without a header, with columns of these names. */
  public static Delimited withColumns(String separator, String... names) {
    return new Delimited(separator, Header.of(List.of(names)), cells -> cells);
  }

  @Override
  public RecordSource open(Lines lines, RowLimits limits) throws IOException {
    return new Source(lines, limits, fixed == null ? readHeader(lines, limits) : fixed);
  }

  private Header readHeader(Lines lines, RowLimits limits) throws IOException {
    String first = lines.next();
    if (first == null || first.isBlank()) {
      throw BadFieldException.row("the file must begin with a line that names the columns");
    }
    return Header.of(names.apply(Texts.split(first, separator, limits.fields())));
  }

  /** Splits line after line. */
  private final class Source implements RecordSource {

    private final Lines lines;
    private final RowLimits limits;
    private final Header header;

    Source(Lines lines, RowLimits limits, Header header) {
      this.lines = lines;
      this.limits = limits;
      this.header = header;
    }

    @Override
    public Optional<List<String>> columns() {
      return Optional.of(header.names());
    }

    @Override
    public @Nullable Fields next() throws IOException {
      String line = lines.next();
      while (line != null && line.isEmpty()) {
        line = lines.next();
      }
      return line == null ? null : header.row(Texts.split(line, separator, limits.fields()));
    }

    @Override
    public long line() {
      return lines.number();
    }

    @Override
    public String excerpt() {
      return lines.current();
    }
  }
}
