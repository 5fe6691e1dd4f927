package io.llmrec.examples.experiment;

import io.llmrec.core.eval.Bootstrap;
import io.llmrec.core.eval.Interval;
import io.llmrec.core.file.DurableFiles;
import io.llmrec.examples.experiment.Page.Block;
import io.llmrec.examples.experiment.Page.Entry;
import io.llmrec.examples.experiment.Page.Figure;
import io.llmrec.examples.experiment.Page.Heading;
import io.llmrec.examples.experiment.Page.Kind;
import io.llmrec.examples.experiment.Page.Paragraph;
import io.llmrec.examples.experiment.Page.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Several experiments on one page: a table each, with the differences that were asked about before
 * the run, and a view of the catalog.
 */
final class SemanticReport {

  private static final String SHORT = "recall@10";
  private static final String LONG = "recall@50";

  /** What is compared with what, by the names of systems; those that are not there are left out. */
  private static final List<List<String>> QUESTIONS =
      List.of(
          List.of("static 114", "lexical"),
          List.of("static 114 + whitening", "static 114"),
          List.of("static 114 + pairs", "static 114 + whitening"),
          List.of("static 114 + adaptor", "static 114 + whitening"),
          List.of("adaptor, self-attention", "static 114 + adaptor"),
          List.of("adaptor, interests", "static 114 + adaptor"),
          List.of("hybrid: adaptor + BM25", "static 114 + adaptor"),
          List.of("hybrid: adaptor + BM25", "BM25"),
          List.of("interleaved: item-kNN + adaptor", "item-kNN"));

  private final List<ExperimentResult> results;
  private final CatalogView view;
  private final Numbers numbers = Numbers.plain(4);
  private final MapChart map;

  SemanticReport(List<ExperimentResult> results, CatalogView view) {
    this.results = List.copyOf(results);
    this.view = view;
    this.map = view.map();
  }

  /** Writes {@code semantic.html}, {@code semantic.md} and {@code semantic-map.png}. */
  void write(Path folder) {
    DurableFiles.write(folder.resolve("semantic.html"), HtmlWriter.write(page(true)));
    DurableFiles.write(folder.resolve("semantic.md"), markdown());
    try {
      Files.write(folder.resolve("semantic-map.png"), map.png());
    } catch (IOException e) {
      throw new UncheckedIOException("could not write the map: " + e, e);
    }
  }

  String markdown() {
    return MarkdownWriter.write(page(false));
  }

  private Page page(boolean withMap) {
    List<Block> blocks = new ArrayList<>();
    results.forEach(result -> blocks.addAll(blocks(result)));
    blocks.add(new Heading("Neighbours"));
    blocks.add(view.neighbours());
    if (withMap) {
      blocks.add(new Heading("Map of the catalog"));
      blocks.add(new Figure(view.mapCaption(), map.svg("map")));
    }
    return new Page(
        "Recall by vectors of texts", "recall of the next item and of new ones", blocks);
  }

  private List<Block> blocks(ExperimentResult result) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Heading(result.experiment().title()));
    result.experiment().about().forEach(text -> blocks.add(new Paragraph(text)));
    blocks.add(new Paragraph(Texts.sizes(result.measured())));
    blocks.add(means(result));
    Table differences = differences(result);
    if (!differences.rows().isEmpty()) {
      blocks.add(differences);
    }
    return blocks;
  }

  private Table means(ExperimentResult result) {
    List<List<Entry>> rows = new ArrayList<>();
    for (SystemResult system : result.systems()) {
      List<Entry> row = Entry.texts(system.name(), system.setting());
      for (String metric : List.of(SHORT, LONG)) {
        double best = result.systems().stream().mapToDouble(s -> s.mean(metric)).max().orElse(0);
        row.add(mean(system, metric, best));
      }
      rows.add(row);
    }
    return Table.of(
        "In brackets the 95 % interval over users and, of several seeds, the standard deviation"
            + " between them.",
        rows, "system", "setting", SHORT, LONG);
  }

  private Entry mean(SystemResult system, String metric, double best) {
    double mean = system.mean(metric);
    String range = system.interval(metric).map(numbers::range).orElse("");
    String seeds = system.deviation(metric).map(d -> "\nseeds ± " + numbers.value(d)).orElse("");
    return new Entry(numbers.value(mean), range + seeds, mean == best ? Kind.BEST : Kind.NUMBER);
  }

  private Table differences(ExperimentResult result) {
    List<List<Entry>> rows = new ArrayList<>();
    for (List<String> question : questions(result)) {
      Optional<SystemResult> a = find(result, question.get(0));
      Optional<SystemResult> b = find(result, question.get(1));
      if (a.isPresent() && b.isPresent()) {
        List<Entry> row = Entry.texts(question.get(0), question.get(1));
        row.add(difference(a.get(), b.get(), SHORT));
        row.add(difference(a.get(), b.get(), LONG));
        rows.add(row);
      }
    }
    return Table.of(
        "Differences on the same users, with their 95 %% intervals (paired bootstrap, %s rounds)."
            .formatted(Numbers.count(Comparison.ROUNDS)),
        rows,
        "system",
        "against",
        SHORT,
        LONG);
  }

  /** Of texts, each by each method against titles alone and against the control. */
  private static List<List<String>> questions(ExperimentResult result) {
    List<List<String>> questions = new ArrayList<>(QUESTIONS);
    for (SystemResult system : result.systems()) {
      int comma = system.name().lastIndexOf(", ");
      String method = comma < 0 ? "" : system.name().substring(comma);
      if (!system.name().startsWith("adaptor")) {
        for (String other : List.of("titles", "film metadata (control)")) {
          if (!method.isEmpty() && !system.name().equals(other + method)) {
            questions.add(List.of(system.name(), other + method));
          }
        }
      }
    }
    return questions;
  }

  private static Optional<SystemResult> find(ExperimentResult result, String name) {
    return result.systems().stream().filter(one -> one.name().equals(name)).findFirst();
  }

  private Entry difference(SystemResult a, SystemResult b, String metric) {
    Interval found =
        Bootstrap.paired(a.perCase(metric), b.perCase(metric), Comparison.ROUNDS, Comparison.SEED)
            .difference();
    return Entry.number(numbers.signed(found.mean())).withNote(numbers.signedRange(found));
  }
}
