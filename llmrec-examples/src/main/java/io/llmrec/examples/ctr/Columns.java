package io.llmrec.examples.ctr;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Numbers about every row by name. Arrays are shared and not to be changed. */
record Columns(Map<String, float[]> byName) {

  Columns {
    byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
  }

  /** These and others. */
  Columns and(Columns more) {
    Map<String, float[]> all = new LinkedHashMap<>(byName);
    all.putAll(more.byName);
    return new Columns(all);
  }

  float[] get(String name) {
    float[] column = byName.get(name);
    if (column == null) {
      throw new IllegalArgumentException(
          "there is no column '%s', there are %s".formatted(name, byName.keySet()));
    }
    return column;
  }
}
