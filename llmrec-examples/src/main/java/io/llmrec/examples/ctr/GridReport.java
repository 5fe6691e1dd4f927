package io.llmrec.examples.ctr;

import io.llmrec.examples.ctr.GridTables.Shown;
import io.llmrec.examples.ctr.UserBootstrap.Measures;
import io.llmrec.examples.experiment.HtmlWriter;
import io.llmrec.examples.experiment.MarkdownWriter;
import io.llmrec.examples.experiment.Page;
import io.llmrec.examples.experiment.Page.Block;
import io.llmrec.examples.experiment.Page.Heading;
import io.llmrec.examples.experiment.Page.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The page of {@link RankerGrid}: a table for each kind of split and each backbone. */
final class GridReport {

  private static final List<Long> SEEDS = List.of(1L, 2L, 3L, 4L, 5L);
  private static final List<String> COLD =
      List.of("cold-1", "cold-2", "cold-3", "cold-4", "cold-5");
  private static final List<String> OTHERS = List.of("DIN", "DEEP-FM", "AUTO-INT");

  private final GridTables tables;

  GridReport(Function<GridCell, Optional<Measures>> measured) {
    this.tables = new GridTables(measured);
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
    return new Page("Trained rankers on MovieLens-1M", "what texts add", blocks);
  }

  private void add(List<Block> blocks, String heading, List<String> splits, String model) {
    Table table =
        tables.table(
            new Shown(splits, model, SEEDS, settings(), List.of("base", "control")));
    if (!table.rows().isEmpty()) {
      blocks.add(new Heading(heading));
      blocks.add(table);
    }
  }

  String markdown() {
    return MarkdownWriter.write(page());
  }

  String html() {
    return HtmlWriter.write(page());
  }
}
