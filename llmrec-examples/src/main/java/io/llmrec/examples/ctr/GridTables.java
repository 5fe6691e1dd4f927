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

    List<GridCell> cells(String setting) {
      List<GridCell> cells = new ArrayList<>();
      for (String split : splits) {
        for (long seed : seeds) {
          cells.add(new GridCell(split, model, setting, seed));
        }
      }
      return cells;
    }
  }

  /** A table of the settings of which each split has a finished cell. */
  Table table(Shown shown) {
    List<List<Entry>> rows = new ArrayList<>();
    List<String> settings =
        shown.settings().stream().filter(setting -> everySplit(shown, setting)).toList();
    double best =
        settings.stream()
            .mapToDouble(setting -> mean(finished(shown.cells(setting)), Measures::auc))
            .max()
            .orElse(0);
    for (String setting : settings) {
      rows.add(row(shown, setting, finished(shown.cells(setting)), best));
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

  /** Means over other splits are no means to compare with. */
  private boolean everySplit(Shown shown, String setting) {
    List<GridCell> cells = finished(shown.cells(setting));
    return shown.splits().stream()
        .allMatch(split -> cells.stream().anyMatch(cell -> cell.split().equals(split)));
  }

  private List<GridCell> finished(List<GridCell> cells) {
    return cells.stream().filter(cell -> measured.apply(cell).isPresent()).toList();
  }

  private double mean(List<GridCell> cells, Function<Measures, Drawn> measure) {
    return cells.stream()
        .mapToDouble(cell -> measure.apply(measured.apply(cell).orElseThrow()).value())
        .average()
        .orElse(Double.NaN);
  }

  /** Between seeds, of the mean over the splits that have all of them. */
  private String deviation(Shown shown, String setting) {
    List<Double> perSeed = new ArrayList<>();
    for (long seed : shown.seeds()) {
      List<GridCell> cells =
          shown.splits().stream()
              .map(split -> new GridCell(split, shown.model(), setting, seed))
              .toList();
      if (finished(cells).size() == cells.size()) {
        perSeed.add(mean(cells, Measures::auc));
      }
    }
    double[] values = perSeed.stream().mapToDouble(Double::doubleValue).toArray();
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
   * The difference of two settings on the cells that both have; empty when there are none or it is
   * one setting.
   */
  Optional<Interval> difference(
      Shown shown, String setting, String other, Function<Measures, Drawn> measure) {
    List<Drawn> own = new ArrayList<>();
    List<Drawn> others = new ArrayList<>();
    List<GridCell> cells = shown.cells(setting);
    List<GridCell> compared = shown.cells(other);
    for (int i = 0; i < cells.size(); i++) {
      Optional<Measures> one = measured.apply(cells.get(i));
      Optional<Measures> two = measured.apply(compared.get(i));
      if (one.isPresent() && two.isPresent()) {
        own.add(measure.apply(one.get()));
        others.add(measure.apply(two.get()));
      }
    }
    return own.isEmpty() || setting.equals(other)
        ? Optional.empty()
        : Optional.of(Drawn.mean(own).minus(Drawn.mean(others)));
  }
}
