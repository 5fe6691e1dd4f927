package io.llmrec.core;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.rule.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Cuts the ordered candidates to the list that is shown, by the host's rules. */
final class FinalList {

  /** An entry of the list. */
  record Entry(Candidate candidate, boolean pinned) {}

  private final List<Rule.Cap> caps = new ArrayList<>();
  private final List<Rule.Pin> pins = new ArrayList<>();

  FinalList(List<Rule> rules) {
    for (Rule rule : rules) {
      if (rule instanceof Rule.Cap cap) {
        caps.add(cap);
      } else if (rule instanceof Rule.Pin pin) {
        pins.add(pin);
      }
    }
    pins.sort(Comparator.comparingInt(Rule.Pin::position));
  }

  List<Entry> of(List<Candidate> ordered, StageContext context) {
    int limit = context.request().limit();
    Map<Rule.Pin, Candidate> pinned = pinned(ordered, context);
    Set<String> taken = new HashSet<>();
    pinned.values().forEach(candidate -> taken.add(candidate.id()));
    List<Entry> list = new ArrayList<>(Math.min(limit, ordered.size() + pinned.size()));
    Counter counter = new Counter(caps);
    for (Candidate candidate : ordered) {
      if (list.size() == limit - pinned.size()) {
        break;
      }
      if (!taken.contains(candidate.id()) && counter.admit(candidate.item())) {
        list.add(new Entry(candidate, false));
      }
    }
    int free = 0;
    for (Rule.Pin pin : pins) {
      Candidate candidate = pinned.get(pin);
      if (candidate != null) {
        int place = Math.min(Math.max(pin.position() - 1, free), list.size());
        list.add(place, new Entry(candidate, true));
        free = place + 1;
      }
    }
    return list;
  }

  /**
   * The pins that hold for this request, by rule; an item is pinned once, at the first place asked
   * for.
   */
  private Map<Rule.Pin, Candidate> pinned(List<Candidate> ordered, StageContext context) {
    Map<Rule.Pin, Candidate> pinned = new HashMap<>();
    Set<String> ids = new HashSet<>();
    int limit = context.request().limit();
    for (Rule.Pin pin : pins) {
      Item item = context.prepared().catalog().find(pin.itemId());
      boolean fits = pin.position() <= limit && pinned.size() < limit;
      if (item != null
          && fits
          && pin.when().test(context.request())
          && context.admits(item)
          && ids.add(item.id())) {
        pinned.put(pin, find(ordered, item));
      }
    }
    return pinned;
  }

  private static Candidate find(List<Candidate> ordered, Item item) {
    return ordered.stream()
        .filter(candidate -> candidate.id().equals(item.id()))
        .findFirst()
        .orElse(Candidate.of(item, 0));
  }

  /** Counts what the caps count. */
  private static final class Counter {

    private final List<Rule.Cap> caps;
    private final List<Map<String, Integer>> counts = new ArrayList<>();

    Counter(List<Rule.Cap> caps) {
      this.caps = caps;
      caps.forEach(cap -> counts.add(new HashMap<>()));
    }

    boolean admit(Item item) {
      for (int i = 0; i < caps.size(); i++) {
        String key = caps.get(i).key().apply(item);
        if (!key.isEmpty() && counts.get(i).getOrDefault(key, 0) == caps.get(i).most()) {
          return false;
        }
      }
      for (int i = 0; i < caps.size(); i++) {
        counts.get(i).merge(caps.get(i).key().apply(item), 1, Integer::sum);
      }
      return true;
    }
  }
}
