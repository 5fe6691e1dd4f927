/**
 * Rankers that read a history as a sequence: {@link io.llmrec.rank.sequence.SasRecTrainer} learns
 * what tends to follow what, {@link io.llmrec.rank.sequence.SasRec} says what suits next, in plain
 * Java.
 */
@NullMarked
package io.llmrec.rank.sequence;

import org.jspecify.annotations.NullMarked;
