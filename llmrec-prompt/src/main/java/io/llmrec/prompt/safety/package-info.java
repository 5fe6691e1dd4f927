/**
 * Checks on what a model makes of catalog text: {@link io.llmrec.prompt.safety.TextCanary} measures
 * how far an item's text moves it. And what a model need not see: a {@link
 * io.llmrec.prompt.safety.Redactor} takes personal data out.
 */
@NullMarked
package io.llmrec.prompt.safety;

import org.jspecify.annotations.NullMarked;
