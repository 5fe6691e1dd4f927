package io.llmrec.examples.experiment;

import io.llmrec.core.eval.Interval;
import io.llmrec.core.eval.ListFlaws;
import io.llmrec.core.eval.Metric;
import io.llmrec.examples.experiment.Page.Entry;
import io.llmrec.examples.experiment.Page.Kind;
import io.llmrec.examples.experiment.Page.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The tables of a report that hold what was measured. */
final class ResultTables {

  private final ExperimentResult result;
  private final Numbers numbers;
  private final List<String> metrics;

  ResultTables(ExperimentResult result) {
    this.result = result;
    this.numbers = result.experiment().numbers();
    this.metrics = result.experiment().metrics().stream().map(Metric::name).toList();
  }

  /** Every system and reference by every metric. */
  Table means() {
    List<List<Entry>> rows = new ArrayList<>();
    for (SystemResult system : result.systems()) {
      List<Entry> row = Entry.texts(system.name());
      metrics.forEach(metric -> row.add(mean(system, metric)));
      rows.add(row);
      rows.addAll(references(system.name()));
    }
    rows.addAll(references(""));
    return new Table(Texts.meansCaption(result), head("system"), rows);
  }

  private List<String> head(String first) {
    List<String> head = new ArrayList<>(List.of(first));
    head.addAll(metrics);
    return head;
  }

  private List<List<Entry>> references(String beside) {
    return result.experiment().references().stream()
        .filter(reference -> reference.beside().equals(beside))
        .map(this::row)
        .toList();
  }

  private List<Entry> row(Reference reference) {
    List<Entry> row = new ArrayList<>();
    row.add(Entry.text(reference.name()).withNote(reference.source()));
    for (String metric : metrics) {
      double value = reference.value(metric);
      row.add(Entry.number(Double.isNaN(value) ? "" : numbers.value(value)).as(Kind.FOREIGN));
    }
    return row;
  }

  private Entry mean(SystemResult system, String metric) {
    String note = system.interval(metric).map(numbers::range).orElse("");
    String seeds =
        system
            .deviation(metric)
            .map(deviation -> "\nseeds ± " + numbers.value(deviation))
            .orElse("");
    Entry entry = Entry.number(numbers.value(system.mean(metric))).withNote(note + seeds);
    return isBest(system, metric) ? entry.as(Kind.BEST) : entry;
  }

  private boolean isBest(SystemResult system, String metric) {
    double highest =
        result.systems().stream()
            .mapToDouble(one -> one.mean(metric))
            .filter(mean -> !Double.isNaN(mean))
            .max()
            .orElse(Double.NaN);
    return system.mean(metric) == highest && result.systems().size() > 1;
  }

  /** Every system against the baseline. */
  Table differences() {
    List<List<Entry>> rows = new ArrayList<>();
    for (Comparison one : result.comparisons()) {
      List<Entry> row = Entry.texts(one.metric(), one.system());
      Optional<Interval> difference = one.difference();
      row.add(
          Entry.number(difference.map(d -> numbers.signed(d.mean())).orElse(Numbers.UNDEFINED)));
      row.add(Entry.number(difference.map(numbers::signedRange).orElse("")));
      row.add(Entry.number(Numbers.p(one.p())));
      row.add(Entry.number(Numbers.p(one.adjusted())));
      rows.add(row);
    }
    return Table.of(
        Texts.differencesCaption(result),
        rows,
        "metric",
        "system",
        "difference",
        "95 % interval",
        "p",
        "p, Holm");
  }

  /** Own values beside those of references; no rows where none stands beside a system. */
  Table besideReferences() {
    List<List<Entry>> rows = new ArrayList<>();
    for (Reference reference : result.experiment().references()) {
      if (reference.beside().isEmpty()) {
        continue;
      }
      SystemResult own = result.system(reference.beside());
      for (String metric : metrics) {
        if (!Double.isNaN(reference.value(metric))) {
          rows.add(beside(own, reference, metric));
        }
      }
    }
    return Table.of(
        "",
        rows,
        "system",
        "metric",
        "here",
        "95 % interval",
        "reference",
        "difference",
        "in the interval");
  }

  private List<Entry> beside(SystemResult own, Reference reference, String metric) {
    double theirs = reference.value(metric);
    Optional<Interval> interval = own.interval(metric);
    List<Entry> row = Entry.texts(own.name(), metric);
    row.add(Entry.number(numbers.value(own.mean(metric))));
    row.add(Entry.number(interval.map(numbers::range).orElse("")));
    row.add(Entry.number(numbers.value(theirs)).as(Kind.FOREIGN));
    row.add(Entry.number(numbers.signed(own.mean(metric) - theirs)));
    row.add(
        Entry.text(interval.map(one -> one.contains(theirs) ? "yes" : "no").orElse("undefined")));
    return row;
  }

  /** What the lists do together, what was wrong with them, and the time they took. */
  Table aggregates() {
    List<Aggregate> aggregates = result.experiment().aggregates();
    List<String> head = new ArrayList<>(List.of("system"));
    aggregates.forEach(aggregate -> head.add(aggregate.name()));
    head.addAll(List.of("training", "ms a case", "flaws of the lists"));
    List<List<Entry>> rows = new ArrayList<>();
    for (SystemResult system : result.systems()) {
      List<Entry> row = Entry.texts(system.name());
      aggregates.forEach(aggregate -> row.add(aggregate(system, aggregate)));
      row.add(Entry.number(Numbers.seconds(system.trainSeconds())));
      int cases = result.measured().split().test().size();
      row.add(Entry.number(Numbers.plain(2).value(system.askSeconds() * 1000 / cases)));
      row.add(Entry.text(flaws(system)));
      rows.add(row);
    }
    return new Table(Texts.aggregatesCaption(), head, rows);
  }

  private Entry aggregate(SystemResult system, Aggregate aggregate) {
    Numbers own = Numbers.plain(aggregate.decimals());
    double[] perSeed = system.aggregate(aggregate, result.measured());
    double mean = Arrays.stream(perSeed).average().orElse(Double.NaN);
    return Entry.number(own.value(mean))
        .withNote(SystemResult.deviation(perSeed).map(d -> "seeds ± " + own.value(d)).orElse(""));
  }

  private static String flaws(SystemResult system) {
    long empty = 0;
    long unknown = 0;
    long repeated = 0;
    for (ListFlaws flaws : system.seeds().stream().map(one -> one.flaws()).toList()) {
      empty += flaws.emptyLists();
      unknown += flaws.unknownItems();
      repeated += flaws.repeatedItems();
    }
    List<String> found = new ArrayList<>();
    add(found, empty, "empty lists");
    add(found, unknown, "unknown items");
    add(found, repeated, "repeated items");
    add(found, system.badScores(), "missing scores");
    return found.isEmpty() ? "none" : String.join(", ", found);
  }

  private static void add(List<String> found, long count, String what) {
    if (count > 0) {
      found.add(Numbers.count(count) + " " + what);
    }
  }

  /** Every setting that was tried, by its mean on the validation cases. */
  Table choices() {
    List<List<Entry>> rows = new ArrayList<>();
    for (SystemResult system : result.systems()) {
      Optional<Tuning> tuning = system.tuning();
      if (tuning.isPresent()) {
        rows.add(choice(system.name(), tuning.get()));
      }
    }
    return Table.of(
        "", rows, "system", "chosen", "tried, with the mean of " + result.experiment().primary());
  }

  private List<Entry> choice(String system, Tuning tuning) {
    String tried =
        tuning.means().entrySet().stream()
            .map(one -> one.getKey() + ": " + numbers.value(one.getValue()))
            .collect(Collectors.joining("; "));
    return Entry.texts(system, tuning.chosen(), tried);
  }

  /** The curve in numbers. */
  Table curve(Curve curve) {
    List<String> head = new ArrayList<>(List.of("system"));
    curve.metrics().forEach(metric -> head.add(metric.name()));
    List<List<Entry>> rows = new ArrayList<>();
    for (SystemResult system : result.systems()) {
      List<Entry> row = Entry.texts(system.name());
      curve
          .metrics()
          .forEach(metric -> row.add(Entry.number(numbers.value(system.mean(metric.name())))));
      rows.add(row);
    }
    return new Table("", head, rows);
  }
}
