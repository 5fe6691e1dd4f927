package io.llmrec.core.data;

import java.io.IOException;

/** A way to cut a file into records. Immutable: one format reads many files. */
@FunctionalInterface
public interface RecordFormat {

  /**
   * Begins with a file; reads its header where the format has one.
   *
   * @param lines the lines of the file, none of them read yet
   * @param limits how many fields a record may have, and how large it may be where it spans lines
   * @throws BadFieldException when the header cannot be read
   */
  RecordSource open(Lines lines, RowLimits limits) throws IOException;
}
