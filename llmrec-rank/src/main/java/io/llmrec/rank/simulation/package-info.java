/**
 * A language model with known tastes and known faults, to find out what a ranking method makes of
 * them: {@link io.llmrec.rank.simulation.SimulatedModel}.
 */
@NullMarked
package io.llmrec.rank.simulation;

import org.jspecify.annotations.NullMarked;
