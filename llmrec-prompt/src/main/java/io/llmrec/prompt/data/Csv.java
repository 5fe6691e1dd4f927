package io.llmrec.prompt.data;

import io.llmrec.core.data.BadFieldException;
import io.llmrec.core.data.Fields;
import io.llmrec.core.data.Header;
import io.llmrec.core.data.Lines;
import io.llmrec.core.data.ReadOptions;
import io.llmrec.core.data.RecordFormat;
import io.llmrec.core.data.RecordSource;
import io.llmrec.core.data.RowLimits;
import io.llmrec.core.data.RowMapping;
import io.llmrec.core.data.Rows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Comma-separated values as in RFC 4180: a header, fields in double quotes where they hold
 * separators, quotes (doubled) or line ends. Nothing is trimmed, blank lines are skipped, and a
 * line end inside quotes is read as LF.
 *
 * <pre>{@code
 * InteractionColumns columns =
 *     InteractionColumns.of("customer", "sku", "at", TimeFormat.milliseconds()).kind("buy");
 * long orders = Csv.withCommas().rows(file, columns, ReadOptions.utf8()).forEach(this::add);
 * }</pre>
 */
public final class Csv implements RecordFormat {

  private final CsvSplitter splitter;

  private Csv(char separator) {
    this.splitter = new CsvSplitter(separator);
  }

  /** Separated by commas. */
  public static Csv withCommas() {
    return new Csv(',');
  }

  /**
   * Separated by another character.
   *
   * @param separator for example a semicolon or a tab; no quote and no line end
   */
  public static Csv separatedBy(char separator) {
    if (separator == '"' || separator == '\n' || separator == '\r') {
      throw new IllegalArgumentException("separator must not be a quote or a line end");
    }
    return new Csv(separator);
  }

  /**
   * The rows of a file.
   *
   * @param file plain or compressed by gzip
   * @param mapping which columns mean what: {@link io.llmrec.core.data.InteractionColumns}, {@link
   *     io.llmrec.core.data.ItemColumns} or the host's own
   * @param options how it is read
   */
  public <T> Rows<T> rows(Path file, RowMapping<T> mapping, ReadOptions options) {
    return Rows.of(file, this, mapping, options);
  }

  @Override
  public RecordSource open(Lines lines, RowLimits limits) throws IOException {
    CsvRecords records = new CsvRecords(lines, splitter, limits);
    List<String> names = records.next();
    if (names == null) {
      throw BadFieldException.row("the file must begin with a line that names the columns");
    }
    return new Source(records, Header.of(names));
  }

  /** Records under their header. */
  private record Source(CsvRecords records, Header header) implements RecordSource {

    @Override
    public Optional<List<String>> columns() {
      return Optional.of(header.names());
    }

    @Override
    public @Nullable Fields next() throws IOException {
      List<String> values = records.next();
      return values == null ? null : header.row(values);
    }

    @Override
    public long line() {
      return records.line();
    }

    @Override
    public String excerpt() {
      return records.excerpt();
    }
  }
}
