/** Hashes that are the same in every JVM and on every machine; not for secrets. */
@NullMarked
package io.llmrec.embed.hash;

import org.jspecify.annotations.NullMarked;
