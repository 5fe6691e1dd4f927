/**
 * Holds a model's reply to JSON of a shape while it is written: {@link
 * io.llmrec.embed.jsonconstraint.JsonShape} says what is wanted, {@link
 * io.llmrec.embed.jsonconstraint.JsonConstraint} knows which tokens may come next (Willard, Louf,
 * "Efficient Guided Generation for Large Language Models", 2023).
 */
@NullMarked
package io.llmrec.embed.jsonconstraint;

import org.jspecify.annotations.NullMarked;
