/** Files larger than 2 GiB as memory. */
@NullMarked
package io.llmrec.embed.file;

import org.jspecify.annotations.NullMarked;
