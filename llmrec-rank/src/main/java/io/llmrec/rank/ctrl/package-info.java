/**
 * CTRL: a ranker over tabular features that has read the texts of its rows. Text and features of
 * the same row are brought together by a contrastive loss; then the text is dropped, the ranker
 * learns to predict, and serves alone.
 */
@NullMarked
package io.llmrec.rank.ctrl;

import org.jspecify.annotations.NullMarked;
