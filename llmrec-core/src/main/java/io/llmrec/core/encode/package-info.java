/** From text, items and users to {@link io.llmrec.core.encode.Embedding}s of unit length. */
@NullMarked
package io.llmrec.core.encode;

import org.jspecify.annotations.NullMarked;
