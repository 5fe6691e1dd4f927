package io.llmrec.examples.enrich;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.compute.Draws;
import io.llmrec.core.enrich.Enrichment;
import io.llmrec.core.llm.ScoringLanguageModel;
import io.llmrec.examples.Console;
import io.llmrec.examples.enrich.NerTitle.Kind;
import io.llmrec.prompt.UntrustedText;
import io.llmrec.prompt.enrich.TitleCleaner;
import io.llmrec.prompt.enrich.TitleFluency;
import io.llmrec.prompt.ngram.NGramModel;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Has a thousand real Chinese product titles cleaned by a model of rules, honest and lying, and
 * prints how many lies are caught, how many of the words that matter survive, and how fluent the
 * rewrites are.
 *
 * <p>{@code TitleCleaningScores <folder>}; the folder holds {@code data/zh_title_ner}.
 */
public final class TitleCleaningScores {

  private static final long SEED = 7;

  private final List<NerTitle> test;
  private final List<NerTitle> train;
  private final List<Item> items = new ArrayList<>();

  private TitleCleaningScores(List<NerTitle> test, List<NerTitle> train) {
    this.test = test;
    this.train = train;
    for (NerTitle title : test) {
      items.add(title.item("t" + items.size()));
    }
  }

  static TitleCleaningScores read(Path shared) {
    Path folder = shared.resolve("data").resolve("zh_title_ner");
    return new TitleCleaningScores(
        NerTitle.read(folder.resolve("test.txt.gz")),
        NerTitle.read(folder.resolve("train.txt.gz")));
  }

  /** Runs it. */
  public static void main(String[] args) {
    String folder = args.length > 0 ? args[0] : System.getProperty("llmrec.shared", "");
    if (folder.isEmpty()) {
      throw new IllegalArgumentException("give the folder that holds data/ as the first argument");
    }
    read(Path.of(folder)).print(Console.out());
  }

  /**
   * What came of honest rewrites.
   *
   * @param titles how many titles
   * @param accepted how many rewrites were kept
   * @param refusals why others were not
   * @param entities marked words of the accepted titles, by kind
   * @param survived how many of them are in the rewrite, by kind
   * @param perplexities of the accepted
   */
  record Honest(
      int titles,
      int accepted,
      Map<String, Long> refusals,
      Map<Kind, Integer> entities,
      Map<Kind, Integer> survived,
      TitleFluency.Perplexities perplexities) {

    double survival() {
      return (double) sum(survived) / sum(entities);
    }

    static int sum(Map<Kind, Integer> counts) {
      return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  /** Honest rewrites that must also be more fluent. */
  Honest honest(ScoringLanguageModel scorer) {
    TitleCleaner cleaner = TitleCleaner.of(RuleTitleModel.honest()).moreFluentBy(scorer);
    return honest(cleaner);
  }

  /** Honest rewrites. */
  Honest honest(TitleCleaner cleaner) {
    List<Optional<Enrichment>> rewrites = cleaner.summarize(items);
    Map<Kind, Integer> entities = new EnumMap<>(Kind.class);
    Map<Kind, Integer> survived = new EnumMap<>(Kind.class);
    int accepted = 0;
    for (int i = 0; i < items.size(); i++) {
      if (rewrites.get(i).isPresent()) {
        accepted++;
        String rewrite = rewrites.get(i).get().text();
        for (NerTitle.Entity entity : test.get(i).entities()) {
          entities.merge(entity.kind(), 1, Integer::sum);
          boolean there = letters(rewrite).contains(letters(entity.word()));
          survived.merge(entity.kind(), there ? 1 : 0, Integer::sum);
        }
      }
    }
    return new Honest(
        items.size(), accepted, cleaner.refusals(), entities, survived, cleaner.perplexities());
  }

  /** Letters and digits: in this data a comma also stands for a space inside a name. */
  private static String letters(String text) {
    return text.codePoints()
        .filter(Character::isLetterOrDigit)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /**
   * The perplexity of all titles whose honest rewrite is faithful, and of the rewrites.
   *
   * @return before and after
   */
  double[] perplexities(ScoringLanguageModel scorer) {
    List<Optional<Enrichment>> rewrites = TitleCleaner.of(RuleTitleModel.honest()).summarize(items);
    List<String> before = new ArrayList<>();
    List<String> after = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      if (rewrites.get(i).isPresent()) {
        before.add(items.get(i).title());
        after.add(rewrites.get(i).get().text());
      }
    }
    return new double[] {perplexity(scorer, before), perplexity(scorer, after)};
  }

  private static double perplexity(ScoringLanguageModel scorer, List<String> texts) {
    double sum = 0;
    long tokens = 0;
    for (ScoringLanguageModel.TextScore score : scorer.score(texts)) {
      sum += score.logProbability();
      tokens += score.tokens();
    }
    return Math.exp(-sum / tokens);
  }

  private void printPerplexity(String name, ScoringLanguageModel scorer, PrintStream out) {
    double[] both = perplexities(scorer);
    out.printf(
        Locale.ROOT,
        "Perplexity per character by a model of %s: titles %.1f, faithful rewrites %.1f%n",
        name,
        both[0],
        both[1]);
  }

  /** A model of the raw titles of the training part. */
  NGramModel rawModel() {
    return NGramModel.train(train.stream().map(NerTitle::text).toList());
  }

  /** A model of the training part's titles, cleaned by the same rules. */
  NGramModel cleanModel() {
    return NGramModel.train(
        train.stream().map(title -> RuleTitleModel.rewrite(title.text(), "")).toList());
  }

  /**
   * What came of one kind of lie.
   *
   * @param planted how many rewrites hold it
   * @param missed the false rewrites that were kept
   */
  record Lied(int planted, List<String> missed) {}

  /** Plants a lie into every rewrite that can hold it. Fluency is not looked at. */
  Lied lie(TitleLie lie) {
    Map<String, String> planted = new HashMap<>();
    Draws draws = Draws.of(SEED, lie.ordinal());
    for (NerTitle title : test) {
      String brand = title.words(Kind.BRAND).stream().findFirst().orElse("");
      String rewrite = RuleTitleModel.rewrite(title.text(), brand);
      String told = lie.tell(title, rewrite, test.get(draws.below(test.size())), draws);
      if (!told.equals(rewrite)) {
        planted.put(shown(title.text()), told);
      }
    }
    List<Item> some =
        items.stream().filter(item -> planted.containsKey(shown(item.title()))).toList();
    TitleCleaner cleaner =
        TitleCleaner.of(
            new RuleTitleModel((title, rewrite) -> planted.getOrDefault(title, rewrite)));
    List<Optional<Enrichment>> kept = cleaner.summarize(some);
    List<String> missed = new ArrayList<>();
    for (int i = 0; i < some.size(); i++) {
      String title = some.get(i).title();
      kept.get(i).ifPresent(text -> missed.add(title + " -> " + text.text()));
    }
    return new Lied(some.size(), missed);
  }

  /** The title as a model is shown it, without broken characters. */
  private static String shown(String title) {
    return UntrustedText.clean(title, 400);
  }

  private void print(PrintStream out) {
    out.println("| lie | planted | caught |");
    out.println("|---|---|---|");
    for (TitleLie lie : TitleLie.values()) {
      Lied lied = lie(lie);
      out.printf(
          Locale.ROOT,
          "| %s | %,d | %,d |%n",
          lie.name().toLowerCase(Locale.ROOT).replace('_', ' '),
          lied.planted(),
          lied.planted() - lied.missed().size());
      lied.missed().stream().limit(5).forEach(missed -> out.println("  missed: " + missed));
    }
    out.println();
    printPerplexity("raw titles", rawModel(), out);
    printPerplexity("cleaned titles", cleanModel(), out);
    out.println();
    out.println(
        "| check | accepted of 1,000 | refused | entity words kept | products | brands | models |"
            + " other | perplexity of the titles | of the rewrites |");
    out.println("|---|---|---|---|---|---|---|---|---|---|");
    row("fidelity alone", honest(TitleCleaner.of(RuleTitleModel.honest())), out);
    row("and fluency by raw titles", honest(rawModel()), out);
    row("and fluency by cleaned titles", honest(cleanModel()), out);
  }

  private static void row(String name, Honest honest, PrintStream out) {
    out.printf(
        Locale.ROOT,
        "| %s | %,d | %s | %.2f %%",
        name,
        honest.accepted(),
        honest.refusals(),
        100 * honest.survival());
    for (Kind kind : Kind.values()) {
      out.printf(
          Locale.ROOT,
          " | %,d of %,d",
          honest.survived().getOrDefault(kind, 0),
          honest.entities().getOrDefault(kind, 0));
    }
    out.printf(
        Locale.ROOT,
        " | %.1f | %.1f |%n",
        honest.perplexities().before(),
        honest.perplexities().after());
  }
}
