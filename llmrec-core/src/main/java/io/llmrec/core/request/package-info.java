/**
 * What a host asks for ({@link io.llmrec.core.request.RecommendationRequest}), what may be shown
 * ({@link io.llmrec.core.request.Eligibility}), what it may cost ({@link
 * io.llmrec.core.request.Budget}), and what each stage may use and report while it answers ({@link
 * io.llmrec.core.request.StageContext}).
 */
@NullMarked
package io.llmrec.core.request;

import org.jspecify.annotations.NullMarked;
