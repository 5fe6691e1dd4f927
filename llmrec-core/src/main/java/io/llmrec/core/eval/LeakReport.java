package io.llmrec.core.eval;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What was checked before a number was believed, in words and counts.
 *
 * <p>Not every finding is a fault: repeated purchases put an item into history and answer alike,
 * and every split but that by time learns from others' later behaviour. The report makes it known.
 *
 * @param checks in the order in which they were made
 */
public record LeakReport(List<Check> checks) {

  /**
   * One thing looked for.
   *
   * @param what in words, a plural
   * @param checked among how many it was looked for
   * @param found how many there are
   * @param example one of them, empty when there is none
   */
  public record Check(String what, long checked, long found, String example) {

    @Override
    public String toString() {
      String line = "%s: %d of %d".formatted(what, found, checked);
      return example.isEmpty() ? line : line + ", for example " + example;
    }
  }

  /** Takes a copy of the list. */
  public LeakReport {
    checks = List.copyOf(checks);
  }

  /**
   * Checks the validation and the test cases of a split against train: items that the user has
   * there, items that the case's own history holds, and whether train knows what came later, of the
   * user or of anybody.
   */
  public static LeakReport of(Split split) {
    TrainIndex train = new TrainIndex(split.train());
    List<Check> checks = new ArrayList<>();
    checks.addAll(checks("validation", split.validation(), train));
    checks.addAll(checks("test", split.test(), train));
    return new LeakReport(checks);
  }

  private static List<Check> checks(String part, List<EvalCase> cases, TrainIndex train) {
    return List.of(
        items(
            part + " items that their user has in train",
            cases,
            asked -> train.itemsOf(asked.user().id())::contains),
        items(
            part + " items that the case's own history holds",
            cases,
            asked -> Set.copyOf(asked.user().recentItems(Integer.MAX_VALUE))::contains),
        cases(
            part + " cases whose user's later interactions are in train",
            cases,
            asked -> train.latestOf(asked.user().id()).isAfter(asked.time())),
        cases(
            part + " cases before the end of train",
            cases,
            asked -> train.latest().isAfter(asked.time())));
  }

  /** Adds whether the test items of a cold-item split are truly unknown to train. */
  public LeakReport withColdItems(Split split) {
    TrainIndex train = new TrainIndex(split.train());
    return with(items("cold test items in train", split.test(), asked -> train::knows));
  }

  /** Adds whether the test users of a cold-user split are truly unknown to train. */
  public LeakReport withColdUsers(Split split) {
    TrainIndex train = new TrainIndex(split.train());
    return with(
        cases(
            "cold test users in train",
            split.test(),
            asked -> !train.latestOf(asked.user().id()).equals(Instant.MIN)));
  }

  /**
   * Adds whether features, profiles or texts that the cases use are dated after them.
   *
   * @param what names them, a plural, for example {@code profiles}
   * @param asOf the dates of all that a case uses
   */
  public LeakReport withDates(
      String what, List<EvalCase> cases, Function<EvalCase, Collection<Instant>> asOf) {
    Finder finder = new Finder(what + " dated after their case");
    for (EvalCase asked : cases) {
      for (Instant date : asOf.apply(asked)) {
        finder.look(
            !AsOfGuard.admits(date, asked.time()),
            () -> "%s for case '%s'".formatted(date, asked.id()));
      }
    }
    return with(finder.check());
  }

  /** Whether nothing was found. */
  public boolean clean() {
    return checks.stream().allMatch(check -> check.found() == 0);
  }

  /** One line per check. */
  @Override
  public String toString() {
    return checks.stream().map(Objects::toString).collect(Collectors.joining("\n"));
  }

  private static Check items(
      String what, List<EvalCase> cases, Function<EvalCase, Predicate<String>> leaking) {
    Finder finder = new Finder(what);
    for (EvalCase asked : cases) {
      Predicate<String> leaks = leaking.apply(asked);
      for (String item : asked.relevant()) {
        finder.look(leaks.test(item), () -> "item '%s' of case '%s'".formatted(item, asked.id()));
      }
    }
    return finder.check();
  }

  private static Check cases(String what, List<EvalCase> cases, Predicate<EvalCase> leaks) {
    Finder finder = new Finder(what);
    cases.forEach(asked -> finder.look(leaks.test(asked), () -> "case '%s'".formatted(asked.id())));
    return finder.check();
  }

  /** Counts what is looked at and found, and keeps the first found. */
  private static final class Finder {
    private final String what;
    private long checked;
    private long found;
    private String example = "";

    private Finder(String what) {
      this.what = what;
    }

    private void look(boolean leaks, Supplier<String> where) {
      checked++;
      if (leaks && found++ == 0) {
        example = where.get();
      }
    }

    private Check check() {
      return new Check(what, checked, found, example);
    }
  }

  private LeakReport with(Check check) {
    List<Check> more = new ArrayList<>(checks);
    more.add(check);
    return new LeakReport(more);
  }
}
