/** JSON of unknown origin, read strictly and one token at a time. */
@NullMarked
package io.llmrec.embed.json;

import org.jspecify.annotations.NullMarked;
