/** What the host decides and no model may change: pinned items and caps. */
@NullMarked
package io.llmrec.core.rule;

import org.jspecify.annotations.NullMarked;
