/**
 * Files that are either whole or not there: {@link io.llmrec.core.file.DurableFiles} writes beside
 * the target, forces the bytes to disk and renames.
 */
@NullMarked
package io.llmrec.core.file;

import org.jspecify.annotations.NullMarked;
