/**
 * Work on several threads, and random numbers, that give the same result on every machine and every
 * Java release.
 */
@NullMarked
package io.llmrec.core.compute;

import org.jspecify.annotations.NullMarked;
