/**
 * Measures a chat without people: {@link io.llmrec.prompt.chat.simulate.DialogueSimulation} lets
 * {@link io.llmrec.prompt.chat.simulate.SimulatedUser}s, each with a hidden {@link
 * io.llmrec.prompt.chat.simulate.WishList} and patience, talk to it, checks every answer itself,
 * and reports success, turns, grounding, broken constraints and tokens with intervals.
 *
 * <pre>{@code
 * SimulationReport report = DialogueSimulation.builder(chat::reply, catalog)
 *     .user(new ScriptedUser(catalog, 1))
 *     .build()
 *     .run(wishLists);
 * }</pre>
 *
 * <p>Simulators that know their target by name leak it and make any chat look good (Zhu et al.,
 * "How reliable is your simulator? Analysis on the limitations of current LLM-based user simulators
 * for conversational recommendation", 2024): here a wish list is made of traits, and the target's
 * title is masked in whatever a simulated user reads and says.
 */
@NullMarked
package io.llmrec.prompt.chat.simulate;

import org.jspecify.annotations.NullMarked;
