/**
 * Readers for the files recommenders are fed from: interaction logs and catalogs.
 *
 * <p>{@link io.llmrec.core.data.Rows} is the one way through: a file, a {@link
 * io.llmrec.core.data.RecordFormat} that cuts it into records, and a {@link
 * io.llmrec.core.data.RowMapping} that makes values of them. {@link
 * io.llmrec.core.data.MovieLens100k}, {@link io.llmrec.core.data.MovieLens1m}, {@link
 * io.llmrec.core.data.RecBole} and {@link io.llmrec.core.data.Mind} know their files; {@link
 * io.llmrec.core.data.Delimited} reads any other file of plain, unquoted columns. Formats that need
 * a library (CSV, JSON Lines) are in llmrec-prompt.
 *
 * <p>Files are read line by line in constant memory. Compression by gzip is seen from the content.
 * Every row that cannot be read is an error with its file, line and column: it either stops the
 * reading or is counted and kept in {@link io.llmrec.core.data.BadRows}, never dropped silently. A
 * {@code Stream} of rows holds a file open and must be closed.
 */
@NullMarked
package io.llmrec.core.data;

import org.jspecify.annotations.NullMarked;
