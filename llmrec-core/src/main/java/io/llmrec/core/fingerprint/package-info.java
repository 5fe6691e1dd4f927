/**
 * Telling whether something that costs time or money must be done again: a {@link
 * io.llmrec.core.fingerprint.Fingerprint} is a SHA-256 over fields, a {@link
 * io.llmrec.core.fingerprint.Fingerprinted} thing can name its own.
 */
@NullMarked
package io.llmrec.core.fingerprint;

import org.jspecify.annotations.NullMarked;
