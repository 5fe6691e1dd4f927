/**
 * Layers of trained rankers, each with two faces: one writes the layer into the graph that is
 * trained, the other computes it in plain Java, for service. Both read the same arrays and agree to
 * a hundred-thousandth.
 */
@NullMarked
package io.llmrec.rank.network;

import org.jspecify.annotations.NullMarked;
