package io.llmrec.rank.simulation;

import io.llmrec.core.compute.Draws;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a model does to its answers.
 *
 * @param dropped share of labels that are left out
 * @param repeated share of labels before which an earlier one is repeated
 * @param invented share of labels before which, or instead of which, one is made up
 * @param prose share of replies that wrap the answer in words
 */
record ReplyFaults(double dropped, double repeated, double invented, double prose) {

  private static final int MANTISSA = 53;

  /** A number evenly spread from 0 to 1. */
  static double uniform(Draws draws) {
    return (draws.next() >>> (Long.SIZE - MANTISSA)) * 0x1p-53;
  }

  /** One label. */
  String one(List<String> labels, int index, Draws draws) {
    String label = uniform(draws) < invented ? madeUp(draws) : labels.get(index);
    String said = uniform(draws) < dropped ? "I cannot tell." : label;
    return uniform(draws) < prose ? "The best answer is **" + said + "**, I think." : said;
  }

  /** All labels in an order, as an array. */
  String order(List<String> labels, List<Integer> order, Draws draws) {
    List<String> said = new ArrayList<>();
    for (int index : order) {
      if (uniform(draws) < invented) {
        said.add(madeUp(draws));
      }
      if (!said.isEmpty() && uniform(draws) < repeated) {
        said.add(said.get(draws.below(said.size())));
      }
      if (uniform(draws) >= dropped) {
        said.add(labels.get(index));
      }
    }
    String array = said.isEmpty() ? "[]" : "[\"" + String.join("\", \"", said) + "\"]";
    return uniform(draws) < prose
        ? "Here is my ranking:\n```json\n" + array + "\n```\nI hope that helps [1]."
        : array;
  }

  private static String madeUp(Draws draws) {
    return "Q" + String.format(Locale.ROOT, "%03d", draws.below(1000));
  }
}
