package io.llmrec.core.data;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An open file, record by record. */
public interface RecordSource {

  /** The columns every record has, or nothing where each record names its own fields. */
  Optional<List<String>> columns();

  /**
   * The next record, or null at the end. Blank lines are no records.
   *
   * @throws BadFieldException when the record cannot be read; the next call goes on after it
   */
  @Nullable Fields next() throws IOException;

  /** The line where the record last read begins, counted from 1. */
  long line();

  /** How the record last read begins. */
  String excerpt();
}
