/**
 * Checks on what a model makes of catalog text: {@link io.llmrec.prompt.safety.TextCanary} measures
 * how far an item's text moves it.
 */
@NullMarked
package io.llmrec.prompt.safety;

import org.jspecify.annotations.NullMarked;
