package io.llmrec.examples.experiment;

import io.llmrec.core.baseline.Baselines;
import io.llmrec.core.baseline.Bm25Options;
import io.llmrec.core.baseline.ItemKnnOptions;
import io.llmrec.core.catalog.ItemText;
import io.llmrec.core.encode.InterestOptions;
import io.llmrec.core.encode.MultiVectorUserEncoder;
import io.llmrec.core.encode.TextEncoder;
import io.llmrec.core.encode.UserEncoder;
import io.llmrec.core.eval.Split;
import io.llmrec.core.index.PreparedCatalog;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.recall.Fusion;
import io.llmrec.core.recall.Recaller;
import io.llmrec.core.request.Eligibility;
import io.llmrec.core.request.RecommendationRequest;
import io.llmrec.core.request.StageContext;
import io.llmrec.embed.adaptor.MixtureOptions;
import io.llmrec.embed.lexical.LexicalEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ways to recall by text, each with the settings to choose from. For one experiment. */
final class SemanticSystems {

  private static final String ADAPTOR = "static 114 + adaptor";
  private static final int MAX_DIMENSION = 128;
  private static final int DEPTH = 50;
  private static final int MAX_EVENTS = 50;
  private static final List<Double> HALF_LIVES = List.of(3.0, 10.0);

  private final DataSet data;
  private final Eligibility eligibility;
  private final TextEncoder mixed;
  private final TextEncoder model2Vec;
  private final VectorSpaces spaces;

  SemanticSystems(DataSet data, Eligibility eligibility, TextEncoder mixed, TextEncoder model2Vec) {
    this.data = data;
    this.eligibility = eligibility;
    this.mixed = mixed;
    this.model2Vec = model2Vec;
    this.spaces = new VectorSpaces(data.catalog());
  }

  /** Trainers by setting. */
  private static final class Grid extends LinkedHashMap<String, Trainer> {
    private static final long serialVersionUID = 1;
  }

  /** Makes the space of one split and seed. */
  @FunctionalInterface
  private interface Space {
    PreparedCatalog of(Split split, long seed);
  }

  private PreparedCatalog lexical(ItemText text) {
    List<String> texts = data.catalog().stream().map(text::of).toList();
    return spaces.plain("lexical", LexicalEncoder.fit(texts), text);
  }

  private PreparedCatalog titles() {
    return spaces.plain("static", mixed, ItemText.title());
  }

  private PreparedCatalog adapted(Split split, long seed) {
    int dimension = Math.min(MAX_DIMENSION, titles().vectors().dimension());
    return spaces.mapped(
        "adaptor " + seed,
        titles(),
        () -> VectorSpaces.adaptor(titles(), split, new MixtureOptions(4, dimension, 20, seed)));
  }

  /** Asks a recaller for items that may be recommended. */
  private Trained asked(PreparedCatalog prepared, Recaller recaller) {
    return Trained.recommends(
        (asked, k) -> {
          RecommendationRequest request =
              RecommendationRequest.forUser(asked.user())
                  .id(asked.id())
                  .at(asked.time())
                  .eligible(eligibility)
                  .build();
          return recaller.recall(StageContext.of(request, prepared)).stream()
              .limit(k)
              .map(Candidate::id)
              .toList();
        });
  }

  private static Recaller nearest(double halfLife) {
    return Recaller.nearest(
        vectors -> UserEncoder.recencyWeighted(vectors, MAX_EVENTS, halfLife), DEPTH);
  }

  private Grid byHalfLife(String what, Space space) {
    Grid grid = new Grid();
    for (double halfLife : HALF_LIVES) {
      grid.put(
          what + "half-life " + halfLife,
          (split, seed) -> asked(space.of(split, seed), nearest(halfLife)));
    }
    return grid;
  }

  private Grid whitened() {
    Grid grid = new Grid();
    for (double regularisation : List.of(0.1, 1.0)) {
      String name = "regularisation " + regularisation + ", ";
      grid.putAll(
          byHalfLife(
              name,
              (split, seed) ->
                  spaces.mapped(
                      "static, " + name,
                      titles(),
                      () -> VectorSpaces.whitening(titles(), regularisation))));
    }
    return grid;
  }

  private Grid paired() {
    return byHalfLife(
        "64 dimensions, sharpness 1, ",
        (split, seed) ->
            spaces.mapped(
                "static pairs", titles(), () -> VectorSpaces.pairs(titles(), split, 64, 1)));
  }

  private Grid attention() {
    Grid grid = new Grid();
    for (double temperature : List.of(0.1, 0.3)) {
      grid.put(
          "temperature " + temperature,
          (split, seed) ->
              asked(
                  adapted(split, seed),
                  Recaller.nearest(
                      vectors ->
                          UserEncoder.selfAttention(
                              MultiVectorUserEncoder.history(vectors, MAX_EVENTS, 10), temperature),
                      DEPTH)));
    }
    return grid;
  }

  private static Recaller interests(int most) {
    return Recaller.nearestToEach(
        vectors ->
            MultiVectorUserEncoder.interests(
                MultiVectorUserEncoder.history(vectors, MAX_EVENTS, 10),
                new InterestOptions(most, 0.9)),
        DEPTH);
  }

  private Grid interests() {
    Grid grid = new Grid();
    for (int most : new int[] {2, 4}) {
      grid.put("up to " + most, (split, seed) -> asked(adapted(split, seed), interests(most)));
    }
    return grid;
  }

  private Recaller words(int recent) {
    Bm25Options usual = Bm25Options.defaults();
    return Baselines.bm25(
            data.catalog(), ItemText.title(), new Bm25Options(usual.k1(), usual.b(), recent))
        .recaller(DEPTH);
  }

  private Grid bm25() {
    Grid grid = new Grid();
    for (int recent : new int[] {3, 10}) {
      grid.put(recent + " titles", (split, seed) -> asked(titles(), words(recent)));
    }
    return grid;
  }

  private Grid hybrid() {
    Grid grid = new Grid();
    for (int recent : new int[] {3, 10}) {
      grid.put(
          "adaptor, " + recent + " titles",
          (split, seed) ->
              asked(adapted(split, seed), Recaller.hybrid(nearest(10), words(recent))));
    }
    return grid;
  }

  private Grid withBehaviour() {
    Grid grid = new Grid();
    for (double share : List.of(1.0, 3.0)) {
      grid.put(
          "item-kNN %s places to 1".formatted(share),
          (split, seed) -> {
            Map<String, Recaller> both = new LinkedHashMap<>();
            both.put(
                "behaviour",
                Baselines.itemKnn(split.train(), new ItemKnnOptions(20, 10), 2).recaller(DEPTH));
            both.put("text", nearest(10));
            return asked(
                adapted(split, seed),
                Recaller.union(Fusion.interleaved(Map.of("behaviour", share)), both));
          });
    }
    return grid;
  }

  /** All ways by name. */
  private Map<String, Grid> all() {
    Map<String, Grid> all = new LinkedHashMap<>();
    all.put("BM25", bm25());
    all.put("lexical", byHalfLife("", (split, seed) -> lexical(ItemText.title())));
    all.put(
        "static 64",
        byHalfLife("", (s, seed) -> spaces.plain("model2vec", model2Vec, ItemText.title())));
    all.put("static 114", byHalfLife("", (split, seed) -> titles()));
    all.put("static 114 + whitening", whitened());
    all.put("static 114 + pairs", paired());
    all.put(ADAPTOR, byHalfLife("", this::adapted));
    all.put("adaptor, self-attention", attention());
    all.put("adaptor, interests", interests());
    all.put("hybrid: adaptor + BM25", hybrid());
    return all;
  }

  /** All ways, with settings to be chosen on validation; those that learn by steps from 3 seeds. */
  List<TestedSystem> tuned() {
    List<TestedSystem> systems = new ArrayList<>();
    all().forEach((name, grid) -> systems.add(tuned(name, grid)));
    systems.add(tuned("interleaved: item-kNN + adaptor", withBehaviour()));
    return systems;
  }

  private static TestedSystem tuned(String name, Grid grid) {
    return TestedSystem.tuned(
            name,
            List.copyOf(grid.keySet()),
            setting -> (split, seed) -> grid.getOrDefault(setting, NONE).train(split, seed))
        .withVersion(version(name))
        .withSeeds(name.equals(ADAPTOR) ? 3 : 1);
  }

  /** The adaptor takes the better start since version 3. */
  private static String version(String name) {
    return name.contains("adaptor") ? "3" : "1";
  }

  private static final Trainer NONE =
      (split, seed) -> {
        throw new IllegalStateException("no such setting");
      };

  /** The same ways with the settings that an earlier experiment chose. */
  List<TestedSystem> fixed(ExperimentResult chosen) {
    List<TestedSystem> systems = new ArrayList<>();
    all()
        .forEach(
            (name, grid) -> {
              String setting = chosen.system(name).setting();
              systems.add(
                  TestedSystem.of(name, setting, grid.getOrDefault(setting, NONE))
                      .withVersion(version(name))
                      .withSeeds(name.equals(ADAPTOR) ? 3 : 1));
            });
    return systems;
  }

  /** The vectors that the page shows: titles with another text, aligned by pairs of train. */
  PreparedCatalog shown(String text, Split split) {
    ItemText both = ItemText.join(ItemText.title(), ItemText.attribute(text));
    PreparedCatalog base = spaces.plain("shown", mixed, both);
    return spaces.mapped("shown, aligned", base, () -> VectorSpaces.pairs(base, split, 64, 2));
  }

  /** One text instead of the titles alone, whitened, and aligned by pairs; nothing to choose. */
  List<TestedSystem> ofText(String name, ItemText text) {
    String space = "text " + name;
    Trainer white =
        (split, seed) ->
            asked(
                spaces.mapped(
                    space + " white",
                    spaces.plain(space, mixed, text),
                    () -> VectorSpaces.whitening(spaces.plain(space, mixed, text), 0.1)),
                nearest(10));
    Trainer pairs =
        (split, seed) ->
            asked(
                spaces.mapped(
                    space + " pairs",
                    spaces.plain(space, mixed, text),
                    () -> VectorSpaces.pairs(spaces.plain(space, mixed, text), split, 64, 1)),
                nearest(10));
    return List.of(
        TestedSystem.of(name + ", whitening", "regularisation 0.1, half-life 10", white),
        TestedSystem.of(name + ", pairs", "64 dimensions, sharpness 1, half-life 10", pairs));
  }
}
