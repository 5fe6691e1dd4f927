package io.llmrec.examples.ctr;

import io.llmrec.core.eval.Interval;
import io.llmrec.core.eval.Seeds;
import io.llmrec.examples.ctr.UserBootstrap.Drawn;
import io.llmrec.examples.ctr.UserBootstrap.Measures;
import io.llmrec.examples.experiment.Numbers;
import io.llmrec.examples.experiment.Page.Entry;
import io.llmrec.examples.experiment.Page.Kind;
import io.llmrec.examples.experiment.Page.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tables of finished cells: a row for each setting, its measures and its differences to two others
 * on the same splits, seeds and users.
 */
final class GridTables {

  private final Function<GridCell, Optional<Measures>> measured;
  private final Numbers numbers = Numbers.plain(4);

  /**
   * Tables.
   *
   * @param measured what a cell gave; empty for one that is not finished
   */
  GridTables(Function<GridCell, Optional<Measures>> measured) {
    Map<GridCell, Optional<Measures>> known = new LinkedHashMap<>();
    this.measured = cell -> known.computeIfAbsent(cell, measured);
  }

  /**
   * What a table shows.
   *
   * @param splits over which the mean is taken
   * @param seeds likewise
   * @param settings a row each
   * @param against names of the settings that differences are taken to
   */
  record Shown(
      List<String> splits,
      String model,
      List<Long> seeds,
      List<String> settings,
      List<String> against) {

    List<GridCell> cells(String setting, long seed) {
      return splits.stream().map(split -> new GridCell(split, model, setting, seed)).toList();
    }
  }

  /** A table of the settings that have a seed with a finished cell of each split. */
  Table table(Shown shown) {
    List<List<Entry>> rows = new ArrayList<>();
    List<String> settings =
        shown.settings().stream().filter(setting -> !finished(shown, setting).isEmpty()).toList();
    double best =
        settings.stream()
            .mapToDouble(setting -> mean(finished(shown, setting), Measures::auc))
            .max()
            .orElse(0);
    for (String setting : settings) {
      rows.add(row(shown, setting, finished(shown, setting), best));
    }
    List<String> head = new ArrayList<>(List.of("setting", "cells", "AUC", "GAUC", "log loss"));
    for (String other : shown.against()) {
      head.add("AUC - " + other);
      head.add("GAUC - " + other);
    }
    return new Table("", head, rows);
  }

  private List<Entry> row(Shown shown, String setting, List<GridCell> cells, double best) {
    double auc = mean(cells, Measures::auc);
    List<Entry> row = Entry.texts(setting);
    row.add(Entry.number(Integer.toString(cells.size())));
    row.add(
        new Entry(
            numbers.value(auc), deviation(shown, setting), auc == best ? Kind.BEST : Kind.NUMBER));
    row.add(Entry.number(numbers.value(mean(cells, Measures::gauc))));
    row.add(Entry.number(numbers.value(mean(cells, Measures::logLoss))));
    for (String other : shown.against()) {
      row.add(entry(shown, setting, other, Measures::auc));
      row.add(entry(shown, setting, other, Measures::gauc));
    }
    return row;
  }

  /** Those of seeds that have all splits: with others a mean would weigh splits unevenly. */
  private List<GridCell> finished(Shown shown, String setting) {
    return shown.seeds().stream()
        .map(seed -> shown.cells(setting, seed))
        .filter(this::areFinished)
        .flatMap(List::stream)
        .toList();
  }

  private boolean areFinished(List<GridCell> cells) {
    return cells.stream().allMatch(cell -> measured.apply(cell).isPresent());
  }

  private double mean(List<GridCell> cells, Function<Measures, Drawn> measure) {
    return cells.stream()
        .mapToDouble(cell -> value(cell, measure).value())
        .average()
        .orElse(Double.NaN);
  }

  private Drawn value(GridCell cell, Function<Measures, Drawn> measure) {
    return measure.apply(measured.apply(cell).orElseThrow());
  }

  /** Between seeds, of the mean over the splits that have all of them. */
  private String deviation(Shown shown, String setting) {
    double[] values =
        shown.seeds().stream()
            .map(seed -> shown.cells(setting, seed))
            .filter(this::areFinished)
            .mapToDouble(cells -> mean(cells, Measures::auc))
            .toArray();
    return values.length < 2 ? "" : "seeds ± " + numbers.value(Seeds.deviation(values));
  }

  private Entry entry(
      Shown shown, String setting, String other, Function<Measures, Drawn> measure) {
    Optional<Interval> difference = difference(shown, setting, other, measure);
    return difference
        .map(
            found ->
                Entry.number(numbers.signed(found.mean())).withNote(numbers.signedRange(found)))
        .orElse(Entry.number(""));
  }

  /**
   * The difference of two settings on the seeds that both have; empty when there are none or it is
   * one setting.
   */
  Optional<Interval> difference(
      Shown shown, String setting, String other, Function<Measures, Drawn> measure) {
    List<Drawn> own = new ArrayList<>();
    List<Drawn> others = new ArrayList<>();
    for (long seed : shown.seeds()) {
      List<GridCell> cells = shown.cells(setting, seed);
      List<GridCell> compared = shown.cells(other, seed);
      if (areFinished(cells) && areFinished(compared)) {
        cells.forEach(cell -> own.add(value(cell, measure)));
        compared.forEach(cell -> others.add(value(cell, measure)));
      }
    }
    return own.isEmpty() || setting.equals(other)
        ? Optional.empty()
        : Optional.of(Drawn.mean(own).minus(Drawn.mean(others)));
  }
}
