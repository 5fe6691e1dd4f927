/**
 * Enrichment measured on real data: {@link io.llmrec.examples.enrich.RecordedEnrichments} loads
 * texts that language models wrote and tells what is wrong with them, {@link
 * io.llmrec.examples.enrich.TitleCleaningScores} has titles cleaned by a model that lies in known
 * ways, {@link io.llmrec.examples.enrich.CategoryScores} scores recorded categories and reasons.
 * The data is the host's to bring; none of it is part of llmrec.
 */
@NullMarked
package io.llmrec.examples.enrich;

import org.jspecify.annotations.NullMarked;
