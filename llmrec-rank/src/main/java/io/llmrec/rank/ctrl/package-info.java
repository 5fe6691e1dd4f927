/**
 * CTRL: a ranker over tabular features that has read the texts of its rows. {@link
 * io.llmrec.rank.ctrl.CtrlAligner} brings features and text of the same row together; then the text
 * is dropped, the ranker learns to predict, and serves alone at the cost it has anyway.
 */
@NullMarked
package io.llmrec.rank.ctrl;

import org.jspecify.annotations.NullMarked;
