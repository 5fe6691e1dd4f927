/**
 * Replies with a form: a record says what is wanted, and comes back filled in.
 *
 * <p>Begin at {@link io.llmrec.prompt.structured.StructuredModel#of}. The record's components
 * become a JSON Schema, which goes into the prompt; the JSON is looked for tolerantly and read
 * strictly; one reply that does not fit is answered with what is wrong, and the second must fit.
 * Nothing here holds a resource.
 */
@NullMarked
package io.llmrec.prompt.structured;

import org.jspecify.annotations.NullMarked;
