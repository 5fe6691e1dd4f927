package io.llmrec.examples.experiment;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.eval.Interval;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Published figures beside what the recordings released with them give. */
final class ReplayedProtocols {

  private static final List<String> CAUSES =
      List.of(
          "Rows are of 200 users; the published ones are of more (their NDCG@1 is no multiple of",
          "1/200), so a published value agrees when it lies within the ends, each widened by its",
          "95 % interval. The second digit cannot be reached from these files: the lists do not"
              + " say",
          "how a model orders what is not among its hundred, which is most of 19 random items.",
          "LlmRankProtocol has the rows of Pop and BPR trained here, over all users.",
          "On ML-1M the rows of BM25 disagree: its released list has the right film first more"
              + " often",
          "than Table 2 says, even when all open places go against it. The published code appends",
          "the history's titles to the query letter by letter; the list seems to be of another"
              + " query.");

  private final StringBuilder page = new StringBuilder();

  private ReplayedProtocols() {}

  /** The tables, as Markdown. */
  static String run(SharedData data) {
    ReplayedProtocols run = new ReplayedProtocols();
    run.nextItems(NextItemReplies.read(data));
    run.released(data);
    return run.page.toString();
  }

  private void line(String format, Object... values) {
    page.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private void nextItems(NextItemReplies.Outcome outcome) {
    line("## Recorded answers of GPT-3 on MovieLens-100K, three-step prompts");
    line("");
    line("| count | hit@10 |");
    line("|---|---|");
    line(
        "| as recorded: the right film's title anywhere in the answer | %.3f |",
        outcome.recorded());
    line("| by parser and guard: on either side of the dash | %.3f |", outcome.anywhere());
    line(
        "| by parser and guard: behind the dash, ten at most | %s |",
        RecordedRankings.plain(outcome.parsed()));
    line("");
    line(
        "%d answers; %,d candidates named (%d by a title not quite theirs), %d again, %d that are",
        outcome.replies(),
        outcome.placed(),
        outcome.fuzzy(),
        outcome.duplicate(),
        outcome.invented());
    line(
        "none. Published: .671 (Wang and Lim, 2023). A line of an answer should be a watched"
            + " film,");
    line(
        "a dash and a recommended one; where its history runs out the model puts candidates on"
            + " both");
    line(
        "sides, up to twenty in an answer, and the published count takes them all. %d answer",
        outcome.differing());
    line("is judged differently by recording and parser: it lists ten titles to a line, which the");
    line("parser does not take apart.");
    line("");
  }

  private void released(SharedData data) {
    DataSet films = new DataSet("MovieLens-1M", Catalog.of(data.films()), data.ratings());
    line("## LLMRank's rows from the lists released with it");
    line("");
    line(
        "Each model's best hundred for 200 users; NDCG x 100 at 1 / 5 / 10 / 20. An item that is"
            + " on");
    line("no list has no place, so a row has a lower and an upper end.");
    line("");
    rows("ML-1M", new ReleasedLists(data, "ml-1m", films), PublishedRows.FILMS);
    rows("Games", new ReleasedLists(data, "Games", data.games()), PublishedRows.GAMES);
    CAUSES.forEach(cause -> page.append(cause).append('\n'));
  }

  private void rows(String name, ReleasedLists released, List<PublishedRows.Row> published) {
    line("### %s", name);
    line("");
    line("| table, model | lower end | upper end | published | within the ends and intervals |");
    line("|---|---|---|---|---|");
    for (PublishedRows.Row row : published) {
      ReleasedLists.Row ours =
          row.recalled() ? released.amongRecalled(row.list()) : released.amongRandom(row.list());
      line(
          "| %s, %s | %s | %s | %s | %s |",
          row.recalled() ? "4 (21 recalled)" : "2 (19 random)",
          row.list(),
          means(ours.low()),
          means(ours.high()),
          row.values().stream()
              .map(value -> String.format(Locale.ROOT, "%.2f", value))
              .collect(Collectors.joining(" / ")),
          agreement(ours, row.values()));
    }
    line("");
  }

  private static String means(List<Interval> values) {
    return values.stream()
        .map(value -> String.format(Locale.ROOT, "%.2f", 100 * value.mean()))
        .collect(Collectors.joining(" / "));
  }

  private static String agreement(ReleasedLists.Row ours, List<Double> published) {
    return IntStream.range(0, published.size())
        .mapToObj(
            i ->
                100 * ours.low().get(i).low() <= published.get(i)
                        && published.get(i) <= 100 * ours.high().get(i).high()
                    ? "yes"
                    : "no")
        .collect(Collectors.joining(" / "));
  }
}
