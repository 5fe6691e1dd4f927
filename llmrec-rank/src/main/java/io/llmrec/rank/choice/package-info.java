/**
 * Language models that tell how likely they find each of a few answers: {@link
 * io.llmrec.rank.choice.ChoiceModel}.
 */
@NullMarked
package io.llmrec.rank.choice;

import org.jspecify.annotations.NullMarked;
