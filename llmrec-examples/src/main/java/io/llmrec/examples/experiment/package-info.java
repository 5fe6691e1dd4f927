/**
 * Comparing recommenders so that the result can be believed: declare an {@link
 * io.llmrec.examples.experiment.Experiment}, run it into a folder, read the page it writes.
 *
 * <p>Data, split and systems go in; each system is trained and asked cell by cell, and what it
 * answered is kept, so that a run can be killed and a change costs only what it touches. Settings
 * are chosen on validation cases; trainers never see a test case. Everything of a report is made of
 * the lists that were kept.
 *
 * <p>{@link io.llmrec.examples.experiment.Ml1mFullRanking} and {@link
 * io.llmrec.examples.experiment.LlmRankProtocol} are experiments to run and to copy. {@link
 * io.llmrec.examples.experiment.RankingMethods} and {@link
 * io.llmrec.examples.experiment.RankingBias} measure ranking methods on a simulated model, whose
 * truth is known.
 */
@NullMarked
package io.llmrec.examples.experiment;

import org.jspecify.annotations.NullMarked;
