package io.llmrec.examples.ctr;

import io.llmrec.core.eval.Bootstrap;
import io.llmrec.core.eval.Interval;
import io.llmrec.examples.ctr.GridTables.Shown;
import io.llmrec.examples.ctr.UserBootstrap.Measures;
import io.llmrec.examples.experiment.Charts;
import io.llmrec.examples.experiment.Charts.Bar;
import io.llmrec.examples.experiment.HtmlWriter;
import io.llmrec.examples.experiment.MarkdownWriter;
import io.llmrec.examples.experiment.Numbers;
import io.llmrec.examples.experiment.Page;
import io.llmrec.examples.experiment.Page.Block;
import io.llmrec.examples.experiment.Page.Entry;
import io.llmrec.examples.experiment.Page.Figure;
import io.llmrec.examples.experiment.Page.Heading;
import io.llmrec.examples.experiment.Page.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The page of {@link RankerGrid}: a table for each kind of split and each backbone. */
final class GridReport {

  private static final int ROUNDS = 2000;
  private static final List<Long> SEEDS = List.of(1L, 2L, 3L, 4L, 5L);
  private static final List<String> COLD =
      List.of("cold-1", "cold-2", "cold-3", "cold-4", "cold-5");
  private static final List<String> OTHERS = List.of("DIN", "DEEP-FM", "AUTO-INT");

  private final GridTables tables;

  private final Function<GridCell, Optional<ListShape>> lists;

  /**
   * A report.
   *
   * @param measured what a cell gave, if it is finished
   * @param lists the shape of the lists that a cell's scores make
   */
  GridReport(
      Function<GridCell, Optional<Measures>> measured,
      Function<GridCell, Optional<ListShape>> lists) {
    this.tables = new GridTables(measured);
    this.lists = lists;
  }

  private static List<String> settings() {
    return Setting.all().stream().map(Setting::name).toList();
  }

  Page page() {
    List<Block> blocks = new ArrayList<>();
    add(blocks, "New films, DCN-v2, all five draws", COLD, "DCN-V2");
    add(blocks, "Films that training knows, DCN-v2", List.of("warm"), "DCN-V2");
    add(blocks, "The last tenth in time, DCN-v2", List.of("time"), "DCN-V2");
    for (String model : OTHERS) {
      add(blocks, "New films, first draw, " + model, List.of("cold-1"), model);
      add(blocks, "Films that training knows, " + model, List.of("warm"), model);
    }
    for (String split : COLD) {
      add(blocks, "New films, draw " + split + ", DCN-v2", List.of(split), "DCN-V2");
    }
    blocks.add(new Heading("Lists of the ten best of each user's test films"));
    blocks.add(lists());
    return new Page("Trained rankers on MovieLens-1M", "what texts add", blocks);
  }

  private void add(List<Block> blocks, String heading, List<String> splits, String model) {
    Table table =
        tables.table(new Shown(splits, model, SEEDS, settings(), List.of("base", "control")));
    if (!table.rows().isEmpty()) {
      blocks.add(new Heading(heading));
      if (splits.equals(COLD) && !gains().isEmpty()) {
        blocks.add(
            new Figure(
                "GAUC gained over the base on films that nobody has rated, first draw",
                Charts.bars(gains(), "gains")));
      }
      blocks.add(table);
    }
  }

  private static Shown shown(List<String> splits, String model) {
    return new Shown(splits, model, SEEDS, settings(), List.of("base", "control"));
  }

  /** What each setting gains over the base on the first draw of new films. */
  private List<Bar> gains() {
    List<Bar> bars = new ArrayList<>();
    for (String setting : settings()) {
      tables
          .difference(shown(COLD.subList(0, 1), "DCN-V2"), setting, "base", Measures::gauc)
          .ifPresent(
              gain -> bars.add(new Bar(setting, gain.mean(), (gain.high() - gain.low()) / 2)));
    }
    return bars;
  }

  /** The chart of gains as a picture; empty when there are none. */
  Optional<byte[]> picture() {
    List<Bar> gains = gains();
    return gains.isEmpty() ? Optional.empty() : Optional.of(Charts.barsPng(gains));
  }

  private Table lists() {
    List<List<Entry>> rows = new ArrayList<>();
    Optional<ListShape> base = lists.apply(new GridCell("warm", "DCN-V2", "base", 1));
    for (String setting : settings()) {
      Optional<ListShape> own = lists.apply(new GridCell("warm", "DCN-V2", setting, 1));
      if (own.isPresent() && base.isPresent()) {
        ListShape shape = own.get();
        List<Entry> row = Entry.texts(setting);
        row.add(Entry.number(Numbers.count(shape.users())));
        row.add(Entry.number(Numbers.count(shape.coverage())));
        row.add(difference(shape.leaves(), base.get().leaves()));
        row.add(difference(shape.distance(), base.get().distance()));
        rows.add(row);
      }
    }
    return Table.of(
        "In brackets the difference to base with its 95 % interval over users.",
        rows,
        "setting",
        "lists",
        "leaf categories of all lists",
        "leaf categories of a list, over its length",
        "intra-list distance of genres and decades");
  }

  private static Entry difference(double[] own, double[] base) {
    Numbers numbers = Numbers.plain(4);
    Interval found = Bootstrap.paired(own, base, ROUNDS, 7).difference();
    double mean = Arrays.stream(own).average().orElse(Double.NaN);
    return Entry.number(numbers.value(mean))
        .withNote(numbers.signed(found.mean()) + ", " + numbers.signedRange(found));
  }

  String markdown() {
    return MarkdownWriter.write(page());
  }

  String html() {
    return HtmlWriter.write(page());
  }
}
