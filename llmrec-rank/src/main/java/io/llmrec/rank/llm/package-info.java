/**
 * Language models as rankers. {@link io.llmrec.rank.llm.LlmReRanker} is the door to all methods:
 * listwise, pointwise, pairwise, setwise and first-token, over windows and in balanced rounds;
 * {@link io.llmrec.rank.llm.LlmRanker} to those that give scores. {@link
 * io.llmrec.rank.llm.RankingCost} says what one would cost before it is asked.
 *
 * <p>A request runs from a prompt, in which the items are data and go by labels that mean nothing
 * outside the request, over the model to a parser that makes something of every reply, and a guard
 * that makes a permutation of it. What a model invents never gets through; a model that fails or
 * costs too much leaves the incoming order and a reason in the trace.
 */
@NullMarked
package io.llmrec.rank.llm;

import org.jspecify.annotations.NullMarked;
