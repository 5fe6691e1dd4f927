/**
 * Trains small networks whose every weight lives in a Java array.
 *
 * <p>A {@link io.llmrec.rank.train.TrainableNetwork} has {@link io.llmrec.rank.train.Weights} and
 * {@link io.llmrec.rank.train.EmbeddingTable}s and writes its graph once; a {@link
 * io.llmrec.rank.train.NetworkTrainer} runs the graph in libtorch over {@link
 * io.llmrec.rank.train.Batch}es, reads the gradients back and changes the arrays. Of a table only
 * the rows that a batch touches are handed over. A {@link io.llmrec.rank.train.NetworkScorer} runs
 * the same graph without dropout and loss, and a {@link io.llmrec.rank.train.ModelFolder} keeps
 * what was learned.
 */
@NullMarked
package io.llmrec.rank.train;

import org.jspecify.annotations.NullMarked;
