package io.llmrec.rank.llm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the candidate that a title means, for models that answer with titles where labels were
 * asked for.
 *
 * <p>A title matches when its {@link TitleKey} is that of exactly one candidate; failing that, when
 * it is {@linkplain #CLOSE_ENOUGH close} to one and {@linkplain #MARGIN clearly} less close to all
 * others. A part of a title never matches: the short ones are parts of many.
 *
 * <p>One per reply: it stops looking for near matches after some, because a hostile reply can hold
 * any number of lines; {@link #forAnotherReply} is cheap. Not safe for use by several threads.
 */
public final class TitleMatcher {

  /** The least similarity of a near match: one slip in ten characters. */
  private static final double CLOSE_ENOUGH = 0.9;

  /** How much closer the best must be than the second best. */
  private static final double MARGIN = 0.05;

  /** Some 50 milliseconds of comparing character by character, for one reply. */
  private static final long MAX_EFFORT = 20_000_000;

  private final List<Name> names;
  private final Map<String, List<Name>> byText;
  private long effortLeft = MAX_EFFORT;

  private record Name(int place, TitleKey key) {}

  /**
   * A matcher for one reply.
   *
   * @param titles that each candidate goes by, in the incoming order; a year in brackets at the end
   *     tells works of the same title apart
   */
  public TitleMatcher(List<List<String>> titles) {
    this(new ArrayList<>(), new HashMap<>());
    for (int place = 0; place < titles.size(); place++) {
      for (TitleKey key : titles.get(place).stream().map(TitleKey::of).distinct().toList()) {
        Name name = new Name(place, key);
        names.add(name);
        byText.computeIfAbsent(key.text(), text -> new ArrayList<>()).add(name);
      }
    }
  }

  private TitleMatcher(List<Name> names, Map<String, List<Name>> byText) {
    this.names = names;
    this.byText = byText;
  }

  /** A matcher for another reply about the same candidates, for use by one other thread. */
  public TitleMatcher forAnotherReply() {
    return new TitleMatcher(names, byText);
  }

  /** The candidate meant, {@link Mention#INVENTED} when the title fits several, or null. */
  public @Nullable Mention match(String title) {
    if (title.isBlank()) {
      return null;
    }
    TitleKey key = TitleKey.of(title);
    List<Name> same =
        byText.getOrDefault(key.text(), List.of()).stream()
            .filter(name -> key.mayBe(name.key()))
            .toList();
    if (!same.isEmpty()) {
      return only(key, same);
    }
    return effortLeft > 0 ? nearest(key) : null;
  }

  /** Of several with the same text, the one whose year was given too. */
  private static Mention only(TitleKey key, List<Name> same) {
    List<Integer> sameYear =
        same.stream()
            .filter(name -> name.key().year().equals(key.year()))
            .map(Name::place)
            .distinct()
            .toList();
    List<Integer> all = same.stream().map(Name::place).distinct().toList();
    if (all.size() > 1 && sameYear.size() != 1) {
      return Mention.INVENTED;
    }
    return Mention.exact(all.size() == 1 ? all.get(0) : sameYear.get(0));
  }

  private @Nullable Mention nearest(TitleKey key) {
    int best = -1;
    double closest = 0;
    double second = 0;
    for (Name name : names) {
      double similarity = similarity(key, name.key());
      if (similarity > closest) {
        second = name.place() == best ? second : closest;
        best = name.place();
        closest = similarity;
      } else if (name.place() != best) {
        second = Math.max(second, similarity);
      }
    }
    boolean clear = closest >= CLOSE_ENOUGH && closest - second >= MARGIN;
    return clear ? Mention.fuzzy(best) : null;
  }

  private double similarity(TitleKey said, TitleKey title) {
    if (!said.mayBeNear(title, CLOSE_ENOUGH - MARGIN)) {
      return 0;
    }
    effortLeft -= (long) said.text().length() * title.text().length();
    return said.similarity(title);
  }
}
