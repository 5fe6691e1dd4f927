package io.llmrec.examples.enrich;

import io.llmrec.core.data.Row;
import io.llmrec.core.data.TimeFormat;
import io.llmrec.core.eval.EvalCase;
import io.llmrec.core.eval.Split;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The random split of MovieLens-1M under which the recorded viewer profiles were made: a fifth of
 * each user's ratings is the test. It ignores time, so its cases stand at the end of their user's
 * ratings.
 *
 * @param split training part and test cases
 * @param all every rating with a time, in time order
 */
public record GearSplit(Split split, List<Interaction> all) {

  /** Takes a copy of the list. */
  public GearSplit {
    all = List.copyOf(all);
  }

  static GearSplit read(Recordings recordings) {
    List<Interaction> train = new ArrayList<>();
    List<Interaction> test = new ArrayList<>();
    List<Interaction> all = new ArrayList<>();
    recordings.gearRatings(
        row -> {
          if (!row.text("ts").isEmpty()) {
            Interaction rating = rating(row);
            all.add(rating);
            switch (row.text("gear_split")) {
              case "train" -> train.add(rating);
              case "test" -> test.add(rating);
              default -> {
                // A film that the profiles' authors left out.
              }
            }
          }
        });
    all.sort(Comparator.comparing(Interaction::time));
    train.sort(Comparator.comparing(Interaction::time));
    return new GearSplit(new Split(train, List.of(), cases(train, test)), all);
  }

  private static Interaction rating(Row row) {
    return Interaction.view(
        row.required("user_id"), row.required("movie_id"), row.time("ts", TimeFormat.seconds()));
  }

  private static List<EvalCase> cases(List<Interaction> train, List<Interaction> test) {
    Map<String, List<Interaction>> histories = new HashMap<>();
    train.forEach(r -> histories.computeIfAbsent(r.userId(), id -> new ArrayList<>()).add(r));
    Map<String, Set<String>> relevant = new TreeMap<>();
    test.forEach(
        r -> relevant.computeIfAbsent(r.userId(), id -> new LinkedHashSet<>()).add(r.itemId()));
    List<EvalCase> cases = new ArrayList<>();
    relevant.forEach(
        (user, items) -> {
          List<Interaction> history = histories.getOrDefault(user, List.of());
          Instant end = history.isEmpty() ? Instant.EPOCH : history.get(history.size() - 1).time();
          cases.add(new EvalCase(UserContext.of(user, history), items, end));
        });
    return cases;
  }

  /** When the last rating was that a profile of its user may know. */
  Map<String, Instant> lastTold() {
    Map<String, Instant> last = new HashMap<>();
    split.train().forEach(rating -> last.put(rating.userId(), rating.time()));
    return last;
  }
}
