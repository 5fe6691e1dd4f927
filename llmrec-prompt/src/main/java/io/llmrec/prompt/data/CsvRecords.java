package io.llmrec.prompt.data;

import io.llmrec.core.data.BadFieldException;
import io.llmrec.core.data.Lines;
import io.llmrec.core.data.RowLimits;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records of an open file: joins the lines that belong to one and has them cut.
 *
 * <p>Joining comes first, so that after a bad record the reading goes on at the next line.
 */
final class CsvRecords {

  private final Lines lines;
  private final CsvSplitter splitter;
  private final RowLimits limits;
  private long line;
  private String excerpt = "";

  CsvRecords(Lines lines, CsvSplitter splitter, RowLimits limits) {
    this.lines = lines;
    this.splitter = splitter;
    this.limits = limits;
  }

  /** The fields of the next record, or null at the end. */
  @Nullable List<String> next() throws IOException {
    String first = read();
    while (first != null && first.isEmpty()) {
      first = read();
    }
    if (first == null) {
      return null;
    }
    return splitter.split(joined(first), limits.fields());
  }

  /** The line where the record last read begins. */
  long line() {
    return line;
  }

  /** How the record last read begins. */
  String excerpt() {
    return excerpt;
  }

  private @Nullable String read() throws IOException {
    try {
      return lines.next();
    } finally {
      line = lines.number();
      excerpt = lines.current();
    }
  }

  private String joined(String first) throws IOException {
    Quotes quotes = new Quotes(splitter.separator());
    if (!quotes.openAfter(first)) {
      return first;
    }
    StringBuilder record = new StringBuilder(first);
    while (true) {
      String more = lines.next();
      if (more == null || record.length() + more.length() >= limits.bytes()) {
        throw BadFieldException.row(
            "a quote is not closed within %,d characters or before the file ends; lines %d to %d are lost"
                .formatted(limits.bytes(), line, lines.number()));
      }
      record.append('\n').append(more);
      if (!quotes.openAfter(more)) {
        return record.toString();
      }
    }
  }
}
