/**
 * Readers for files that need a parser of their own: {@link io.llmrec.prompt.data.Csv}, {@link
 * io.llmrec.prompt.data.JsonLines} and, made of it, {@link io.llmrec.prompt.data.AmazonReviews}.
 *
 * <p>They give {@link io.llmrec.core.data.Rows} and keep all that {@link io.llmrec.core.data}
 * promises: constant memory, gzip by content, every bad row an error with file, line and column.
 */
@NullMarked
package io.llmrec.prompt.data;

import org.jspecify.annotations.NullMarked;
