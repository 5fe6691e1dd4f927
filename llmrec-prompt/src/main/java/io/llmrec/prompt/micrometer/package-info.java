/**
 * Measurements of language models in Micrometer: {@link
 * io.llmrec.prompt.micrometer.MicrometerListener}. Needs {@code io.micrometer:micrometer-core},
 * which the host brings; nothing else in this module touches it.
 */
@NullMarked
package io.llmrec.prompt.micrometer;

import org.jspecify.annotations.NullMarked;
