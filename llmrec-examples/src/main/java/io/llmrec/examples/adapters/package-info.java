/**
 * Models that a host has already configured elsewhere, as ours in one line: {@link
 * io.llmrec.examples.adapters.LangChain4jModel#of} and {@link
 * io.llmrec.examples.adapters.SpringAiModel#of}. To be copied: each is one file, and needs only the
 * library that the host has anyway.
 */
@NullMarked
package io.llmrec.examples.adapters;

import org.jspecify.annotations.NullMarked;
