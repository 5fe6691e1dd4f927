package io.llmrec.examples.experiment;

import io.llmrec.core.eval.Interval;
import io.llmrec.core.eval.LeakReport;
import io.llmrec.core.eval.Metric;
import io.llmrec.core.eval.Split;
import io.llmrec.core.user.Interaction;
import io.llmrec.examples.experiment.Charts.Bar;
import io.llmrec.examples.experiment.Charts.Lines;
import io.llmrec.examples.experiment.Page.Block;
import io.llmrec.examples.experiment.Page.Code;
import io.llmrec.examples.experiment.Page.Entry;
import io.llmrec.examples.experiment.Page.Figure;
import io.llmrec.examples.experiment.Page.Heading;
import io.llmrec.examples.experiment.Page.Paragraph;
import io.llmrec.examples.experiment.Page.Table;
import io.llmrec.examples.experiment.Page.Tile;
import io.llmrec.examples.experiment.Page.Tiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Puts the page of an experiment together: what was found first, how it was done last. */
final class ReportPage {

  private final ExperimentResult result;
  private final Experiment experiment;
  private final Numbers numbers;
  private final ResultTables tables;

  ReportPage(ExperimentResult result) {
    this.result = result;
    this.experiment = result.experiment();
    this.numbers = experiment.numbers();
    this.tables = new ResultTables(result);
  }

  Page page() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(tiles());
    blocks.add(new Paragraph(Texts.summary(result)));
    experiment.about().forEach(text -> blocks.add(new Paragraph(text)));
    blocks.add(new Heading("Results"));
    blocks.add(bars());
    blocks.addAll(results());
    experiment.curve().ifPresent(curve -> blocks.addAll(curve(curve)));
    blocks.addAll(choices());
    blocks.addAll(dataAndSplit());
    blocks.addAll(run());
    String subtitle =
        "%s · %s · %s"
            .formatted(
                experiment.data().name(),
                experiment.split().words(),
                result.environment().started());
    return new Page(experiment.title(), subtitle, blocks);
  }

  /** The tables with what was measured. */
  List<Block> results() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(tables.means());
    if (!result.comparisons().isEmpty()) {
      blocks.add(new Heading("Differences to " + experiment.baseline()));
      blocks.add(tables.differences());
    }
    Table beside = tables.besideReferences();
    if (!beside.rows().isEmpty()) {
      blocks.add(new Heading("Beside exact and published values"));
      blocks.add(beside);
    }
    blocks.add(new Heading("Beyond accuracy"));
    blocks.add(tables.aggregates());
    return blocks;
  }

  private Tiles tiles() {
    String metric = experiment.primary();
    Optional<SystemResult> best = result.best();
    Split split = result.measured().split();
    return new Tiles(
        List.of(
            new Tile(best.map(SystemResult::name).orElse("none"), "best by " + metric),
            new Tile(
                best.map(one -> numbers.value(one.mean(metric))).orElse(Numbers.UNDEFINED),
                "its " + metric),
            new Tile(Numbers.count(split.test().size()), "test cases"),
            new Tile(Numbers.count(experiment.data().catalog().size()), "items"),
            new Tile(Numbers.count(split.train().size()), "train interactions"),
            new Tile(String.valueOf(result.systems().size()), "systems")));
  }

  private Figure bars() {
    String metric = experiment.primary();
    List<Bar> bars = new ArrayList<>();
    for (SystemResult system : result.systems()) {
      Optional<Interval> interval = system.interval(metric);
      double error = interval.map(one -> (one.high() - one.low()) / 2).orElse(0.0);
      double mean = interval.map(Interval::mean).orElse(0.0);
      bars.add(new Bar(system.name(), numbers.scaled(mean), numbers.scaled(error)));
    }
    return new Figure(Texts.barsCaption(metric, numbers), Charts.bars(bars, "bars"));
  }

  private List<Block> curve(Curve curve) {
    double[] places = curve.metrics().stream().mapToDouble(Metric::k).toArray();
    Map<String, double[]> lines = new LinkedHashMap<>();
    for (SystemResult system : result.systems()) {
      lines.put(
          system.name(),
          curve.metrics().stream()
              .mapToDouble(metric -> numbers.scaled(system.mean(metric.name())))
              .toArray());
    }
    return List.of(
        new Heading("Over the length of the list"),
        new Figure(
            Texts.curveCaption(curve, numbers),
            Charts.lines(new Lines("k", places, lines), "curve")),
        tables.curve(curve));
  }

  private List<Block> choices() {
    Table choices = tables.choices();
    return choices.rows().isEmpty()
        ? List.of()
        : List.of(
            new Heading("Settings chosen on validation"), new Paragraph(Texts.choices()), choices);
  }

  private List<Block> dataAndSplit() {
    LeakReport leaks = LeakReport.of(result.measured().split());
    List<List<Entry>> found = new ArrayList<>();
    for (LeakReport.Check check : leaks.checks()) {
      List<Entry> row = Entry.texts(check.what());
      row.add(Entry.number(Numbers.count(check.found())));
      row.add(Entry.number(Numbers.count(check.checked())));
      row.add(Entry.text(check.example()));
      found.add(row);
    }
    return List.of(
        new Heading("Data and split"),
        sizes(),
        new Paragraph(Texts.leaks(leaks.clean())),
        Table.of("", found, "looked for", "found", "of", "for example"));
  }

  private Table sizes() {
    DataSet data = result.measured().data();
    Split split = result.measured().split();
    List<List<Entry>> rows = new ArrayList<>();
    rows.add(size("items in the catalog", data.catalog().size()));
    rows.add(size("items with an interaction", different(data, Interaction::itemId)));
    rows.add(size("users", different(data, Interaction::userId)));
    rows.add(size("interactions", data.interactions().size()));
    rows.add(size("interactions in train", split.train().size()));
    rows.add(size("validation cases", split.validation().size()));
    rows.add(size("test cases", split.test().size()));
    String caption =
        "Split: %s. Cases: %s. Candidates: %s."
            .formatted(
                experiment.split().words(), experiment.cases().words(), experiment.candidates());
    return Table.of(caption, rows, "what", "how many");
  }

  private static long different(DataSet data, Function<Interaction, String> field) {
    return data.interactions().stream().map(field).distinct().count();
  }

  private static List<Entry> size(String what, long count) {
    List<Entry> row = Entry.texts(what);
    row.add(Entry.number(Numbers.count(count)));
    return row;
  }

  private List<Block> run() {
    Environment environment = result.environment();
    List<List<Entry>> rows = new ArrayList<>();
    rows.add(Entry.texts("platform", environment.platform()));
    rows.add(Entry.texts("started", environment.started().toString()));
    rows.add(Entry.texts("took", Numbers.duration(environment.took())));
    rows.add(
        Entry.texts(
            "cells",
            "%d, %d of them kept from an earlier run"
                .formatted(environment.cells(), environment.kept())));
    return List.of(
        new Heading("The run"),
        Table.of("", rows, "what", "value"),
        new Heading("The declaration"),
        new Code(Texts.declaration(experiment)));
  }
}
