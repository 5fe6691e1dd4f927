/**
 * Texts about users, written by a language model offline, and what is made of them.
 *
 * <p>{@link io.llmrec.prompt.enrich.profile.TopicProfiler}, {@link
 * io.llmrec.prompt.enrich.profile.SyntheticItemWriter} and {@link
 * io.llmrec.prompt.enrich.profile.HistoryCompressor} are GENRE's (Liu et al., ONCE, WSDM 2024);
 * {@link io.llmrec.prompt.enrich.profile.FactorDiscovery}, {@link
 * io.llmrec.prompt.enrich.profile.PreferenceReasoner} and {@link
 * io.llmrec.prompt.enrich.profile.ItemKnowledge} are KAR's (Xi et al., RecSys 2024). Every text is
 * dated: a history that is later than its date is refused. A user's id never goes into a prompt,
 * and of a user's attributes only those that the host names.
 */
@NullMarked
package io.llmrec.prompt.enrich.profile;

import org.jspecify.annotations.NullMarked;
