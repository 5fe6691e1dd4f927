/**
 * What a model plans for a message, read from its JSON: {@link io.llmrec.prompt.chat.plan.Plan} and
 * {@link io.llmrec.prompt.chat.plan.PlanReader}. Nothing in it has been checked against the catalog
 * yet.
 */
@NullMarked
package io.llmrec.prompt.chat.plan;

import org.jspecify.annotations.NullMarked;
