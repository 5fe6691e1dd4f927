package io.llmrec.core.recall;

import java.util.ArrayList;
import java.util.List;

/** The two items of a history that say most for a candidate: a sentence has no room for more. */
final class Strongest {

  private String first = "";
  private double firstWeight;
  private String second = "";
  private double secondWeight;

  /** One more item says something; nothing at or below 0 counts. */
  void add(String itemId, double weight) {
    if (weight > firstWeight) {
      second = first;
      secondWeight = firstWeight;
      first = itemId;
      firstWeight = weight;
    } else if (weight > secondWeight) {
      second = itemId;
      secondWeight = weight;
    }
  }

  /** Their ids, the strongest first; fewer when fewer said something. */
  List<String> ids() {
    List<String> ids = new ArrayList<>(2);
    if (!first.isEmpty()) {
      ids.add(first);
    }
    if (!second.isEmpty()) {
      ids.add(second);
    }
    return ids;
  }
}
