/**
 * Items with vectors from several sources: {@link io.llmrec.embed.fusion.PrecomputedEncoder} takes
 * any vector a host brings, {@link io.llmrec.embed.fusion.FusedItemEncoder} makes one of two, for
 * example of text and picture.
 */
@NullMarked
package io.llmrec.embed.fusion;

import org.jspecify.annotations.NullMarked;
