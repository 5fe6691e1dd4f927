/**
 * One question to a language model from inside a stage: {@link io.llmrec.rank.ask.StageQuestion}
 * looks at the budget first, reports every call, and turns every failure into a reason in the
 * trace; {@link io.llmrec.rank.ask.PromptData} writes items into prompts as data. What the
 * recallers, the coarse ranking and the explainer of this module share.
 */
@NullMarked
package io.llmrec.rank.ask;

import org.jspecify.annotations.NullMarked;
