package io.llmrec.rank.twotower;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Numbers names from 1 on; 0 is for what is not known. Immutable. */
final class Vocabulary {

  private final List<String> names;
  private final Map<String, Integer> rows = new HashMap<>();

  /** The names in their order, each once. */
  Vocabulary(Collection<String> names) {
    this.names = new ArrayList<>(new LinkedHashSet<>(names));
    for (String name : this.names) {
      rows.put(name, rows.size() + 1);
    }
  }

  int row(String name) {
    return rows.getOrDefault(name, 0);
  }

  /** How many rows there are, that of unknowns included. */
  int rows() {
    return names.size() + 1;
  }

  List<String> names() {
    return names;
  }
}
