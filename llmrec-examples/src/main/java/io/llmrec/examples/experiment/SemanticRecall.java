package io.llmrec.examples.experiment;

import io.llmrec.core.baseline.ItemKnnOptions;
import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.catalog.ItemText;
import io.llmrec.core.encode.TextEncoder;
import io.llmrec.core.eval.EvalCase;
import io.llmrec.core.eval.Metric;
import io.llmrec.core.eval.Popularity;
import io.llmrec.core.eval.Split;
import io.llmrec.core.eval.Splits;
import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.core.request.Eligibility;
import io.llmrec.core.user.Interaction;
import io.llmrec.examples.Console;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What vectors of texts recall, on films and on beauty products: the next item among all that a
 * user has not had, and items that nobody has had.
 *
 * <p>{@code SemanticRecall [folder with the data] [folder to work in]}; the first may also be the
 * system property {@code llmrec.shared}. Writes reports, {@code semantic.md} with all tables, and
 * {@code semantic.html} with neighbours and a map of the films. A first run takes some minutes.
 */
public final class SemanticRecall {

  private static final int USERS = 2_000;
  private static final double COLD = 0.1;
  private static final long SEED = 2026;

  /** The text whose space the map and the neighbours show. */
  private static final String SHOWN = "DeepSeek profile";

  private final SharedData shared;
  private final Path work;
  private final PrintStream out;
  private final TextEncoder mixed;
  private final TextEncoder model2Vec;

  private SemanticRecall(SharedData shared, Path work, PrintStream out) {
    this.shared = shared;
    this.work = work;
    this.out = out;
    this.mixed = StaticModels.mixed(shared, work);
    this.model2Vec = StaticModels.model2Vec(shared);
  }

  /** Runs it. */
  public static void main(String[] args) {
    PrintStream out = Console.out();
    Path work = args.length > 1 ? Path.of(args[1]) : Console.workspace("experiments");
    new SemanticRecall(SharedData.of(args), work, out).run();
  }

  private void run() {
    DataSet films = withTexts(shared.ratedFilms());
    DataSet beauty = shared.beauty();
    List<ExperimentResult> results = new ArrayList<>();
    results.add(run(texts("ml1m-texts", films, warmBase("ml1m-texts", films))));
    results.add(run(texts("ml1m-texts-cold", films, coldBase("ml1m-texts-cold", films))));
    for (DataSet data : List.of(films, beauty)) {
      String name = data == films ? "ml1m" : "beauty";
      ExperimentResult warm = run(warm(name, data));
      results.add(warm);
      results.add(run(cold(name, data, warm)));
    }
    CatalogView view =
        new CatalogView(
            "titles with the " + SHOWN + ", aligned by pairs of train, sharpness 2",
            systems(films, Eligibility.everything())
                .shown(SHOWN, Splits.leaveLastOut(films.interactions())),
            Popularity.of(films.interactions()));
    SemanticReport report = new SemanticReport(results, view);
    report.write(work);
    out.println(report.markdown());
    out.println("page: " + work.resolve("semantic.html"));
  }

  private ExperimentResult run(Experiment experiment) {
    return experiment.run(work.resolve(experiment.name()), out);
  }

  private SemanticSystems systems(DataSet data, Eligibility eligibility) {
    return new SemanticSystems(data, eligibility, mixed, model2Vec);
  }

  /** The films with what was written about each as attributes. */
  private DataSet withTexts(DataSet films) {
    Map<String, Map<String, String>> texts = shared.filmTexts();
    List<Item> items = new ArrayList<>();
    for (Item film : films.catalog().stream().toList()) {
      Item more = film;
      for (Map.Entry<String, Map<String, String>> text : texts.entrySet()) {
        String own = text.getValue().getOrDefault(film.id(), "");
        more = own.isEmpty() ? more : more.withAttribute(text.getKey(), own);
      }
      items.add(more);
    }
    return new DataSet(films.name(), Catalog.of(items), films.interactions());
  }

  private static Experiment base(String name, DataSet data) {
    return Experiment.named("semantic-" + name)
        .data(data)
        .cases(
            "those of at most %d users drawn by the hash of their ids".formatted(USERS),
            SemanticRecall::some)
        .metrics(Metric.recall(10), Metric.recall(50));
  }

  private static List<EvalCase> some(List<EvalCase> cases) {
    Set<String> users =
        cases.stream()
            .map(one -> one.user().id())
            .sorted(Comparator.comparing(id -> Fingerprint.of("user", id)))
            .limit(USERS)
            .collect(Collectors.toSet());
    return cases.stream().filter(one -> users.contains(one.user().id())).toList();
  }

  private static Experiment warmBase(String name, DataSet data) {
    return base(name, data)
        .about(
            "Semantic recall, " + data.name(),
            "Each user's last item is to be found among all items the user has not had; every"
                + " setting is chosen on the item before it.")
        .split("leave-last-out: each user's last item", Splits::leaveLastOut);
  }

  private static Split coldSplit(List<Interaction> interactions) {
    return Splits.coldItems(interactions, COLD, SEED);
  }

  /** The items that the cold split holds back. */
  private static Set<String> coldItems(DataSet data) {
    return coldSplit(data.interactions()).test().stream()
        .flatMap(one -> one.relevant().stream())
        .collect(Collectors.toSet());
  }

  private static Experiment coldBase(String name, DataSet data) {
    Set<String> cold = coldItems(data);
    return base(name, data)
        .about(
            "Semantic recall of new items, " + data.name(),
            "A tenth of the items is held back with all that users did with them. What a user had"
                + " of them is to be found among them, from what the user did before. Nobody's"
                + " behaviour says anything of these items. Settings are those that were chosen for"
                + " the next item.")
        .split("a tenth of the items held back", SemanticRecall::coldSplit)
        .candidates(Candidates.unseen("the items held back", cold.stream().sorted().toList()));
  }

  private Experiment warm(String name, DataSet data) {
    Experiment experiment =
        warmBase(name, data)
            .system("popularity", "", Plain.popular())
            .system(
                TestedSystem.tuned(
                    "item-kNN",
                    List.of(new ItemKnnOptions(20, 10), new ItemKnnOptions(100, 10)),
                    Plain::itemKnn));
    systems(data, Eligibility.everything()).tuned().forEach(experiment::system);
    return experiment.baseline("item-kNN");
  }

  private Experiment cold(String name, DataSet data, ExperimentResult warm) {
    Set<String> cold = coldItems(data);
    Experiment experiment = coldBase(name + "-cold", data).system("random", "", Plain.random());
    systems(data, Eligibility.of(item -> cold.contains(item.id())))
        .fixed(warm)
        .forEach(experiment::system);
    return experiment.baseline("random");
  }

  private Experiment texts(String name, DataSet films, Experiment experiment) {
    Set<String> cold = name.endsWith("cold") ? coldItems(films) : Set.of();
    SemanticSystems systems =
        systems(films, Eligibility.of(item -> cold.isEmpty() || cold.contains(item.id())));
    systems.ofText("titles", ItemText.title()).forEach(experiment::system);
    for (String text : shared.filmTexts().keySet()) {
      systems
          .ofText(text, ItemText.join(ItemText.title(), ItemText.attribute(text)))
          .forEach(experiment::system);
    }
    return experiment.baseline("film metadata (control), whitening");
  }
}
