package io.llmrec.examples.ctr;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.compute.Draws;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.ItemEncoder;
import io.llmrec.core.encode.UserEncoder;
import io.llmrec.core.index.VectorTable;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import io.llmrec.examples.ctr.CtrSplit.Part;
import io.llmrec.rank.train.TrainingOptions;
import io.llmrec.rank.twotower.Pooling;
import io.llmrec.rank.twotower.SamplingCorrection;
import io.llmrec.rank.twotower.TowerData;
import io.llmrec.rank.twotower.TowerInputs;
import io.llmrec.rank.twotower.TwoTowerModel;
import io.llmrec.rank.twotower.TwoTowerOptions;
import io.llmrec.rank.twotower.TwoTowerTrainer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Two towers on MovieLens-1M: trained on what some users liked, asked to tell what else they liked
 * from four films each that they did not rate, and for the nearest films.
 */
final class TowerCell {

  /** Films drawn for each that was liked. */
  static final int NEGATIVES = 4;

  /** The length of the lists. */
  static final int NEAREST = 50;

  /** The name of the users' recalls. */
  static final String RECALL = "recall";

  private static final TwoTowerOptions OPTIONS =
      new TwoTowerOptions(
          new TwoTowerOptions.Shape(32, 32, List.of(64, 32), 0.1),
          new TwoTowerOptions.Temperature(0.1, TwoTowerOptions.Temperature.Learning.FIXED),
          new TwoTowerOptions.History(20, Pooling.MEAN),
          new TwoTowerOptions.Negatives(SamplingCorrection.COUNTED, 0, 0.3),
          512);

  private final FilmData data;
  private final CtrSplit split;
  private final int[] users;
  private final Map<Integer, List<Interaction>> liked = new HashMap<>();
  private final Map<Integer, Set<Integer>> tested = new HashMap<>();
  private final Map<Integer, Set<Integer>> rated = new HashMap<>();
  private final List<Interaction> validation = new ArrayList<>();

  /**
   * A cell.
   *
   * @param count how many users, drawn
   */
  TowerCell(FilmData data, CtrSplit split, int count) {
    this.data = data;
    this.split = split;
    Ratings ratings = data.ratings();
    List<Integer> all = IntStream.range(0, ratings.users().size()).boxed().toList();
    this.users =
        Draws.of(41).choose(all, count).stream().mapToInt(Integer::intValue).sorted().toArray();
    Set<Integer> drawn = new TreeSet<>(IntStream.of(users).boxed().toList());
    for (int row = 0; row < ratings.size(); row++) {
      if (drawn.contains(ratings.user()[row])) {
        add(ratings, row);
      }
    }
  }

  private void add(Ratings ratings, int row) {
    int user = ratings.user()[row];
    int item = ratings.item()[row];
    rated.computeIfAbsent(user, one -> new HashSet<>()).add(item);
    if (ratings.liked(row)) {
      Interaction event =
          Interaction.view(
              ratings.users().get(user),
              ratings.items().get(item),
              Instant.ofEpochSecond(ratings.seconds()[row]));
      switch (split.parts()[row]) {
        case TRAIN -> liked.computeIfAbsent(user, one -> new ArrayList<>()).add(event);
        case VALIDATION -> validation.add(event);
        case TEST -> tested.computeIfAbsent(user, one -> new TreeSet<>()).add(item);
        default -> {
          // In no part.
        }
      }
    }
  }

  /** A test sample. */
  record Asked(int user, int item, boolean positive) {}

  /** What was liked and what was drawn, by user. */
  List<Asked> asked() {
    Draws draws = Draws.of(43);
    int[] others = candidates();
    List<Asked> asked = new ArrayList<>();
    for (int place = 0; place < users.length; place++) {
      Set<Integer> own = rated.getOrDefault(users[place], Set.of());
      for (int item : tested.getOrDefault(users[place], Set.of())) {
        asked.add(new Asked(place, item, true));
        for (int found = 0; found < NEGATIVES; ) {
          int other = others[draws.below(others.length)];
          if (!own.contains(other)) {
            asked.add(new Asked(place, other, false));
            found++;
          }
        }
      }
    }
    return asked;
  }

  /** The films that are asked about: the new ones where there are some, else all. */
  private int[] candidates() {
    return split.newItems()
        ? Arrays.stream(split.rows(Part.TEST))
            .map(row -> data.ratings().item()[row])
            .distinct()
            .sorted()
            .toArray()
        : IntStream.range(0, data.ratings().items().size()).toArray();
  }

  /**
   * Trains and asks.
   *
   * @param sources of text vectors in the item tower
   */
  CellScores run(List<String> sources, long seed) {
    long start = System.nanoTime();
    Catalog catalog = Catalog.of(data.texts().films());
    TowerInputs inputs = TowerInputs.ofIds().with(TowerInputs.Ids.ITEMS);
    for (String source : sources) {
      inputs = inputs.withItemVectors(source, encoder(data.table(source)));
    }
    List<Interaction> positives = liked.values().stream().flatMap(List::stream).toList();
    TrainingOptions training =
        TrainingOptions.builder().epochs(4).patience(2).learningRate(2e-3).seed(seed).build();
    TwoTowerTrainer.Trained trained =
        new TwoTowerTrainer(inputs, OPTIONS, training)
            .train(catalog, TowerData.of(positives).validatedBy(validation));
    TwoTowerModel model = trained.model();
    List<Embedding> films = model.itemEncoder().encode(data.texts().films());
    List<Optional<Embedding>> viewers = viewers(model.userEncoder(catalog));
    return new CellScores(
        scores(films, viewers),
        Map.of(RECALL, recalls(films, viewers)),
        trained.report().bestMetric(),
        trained.report().epochs().size(),
        (System.nanoTime() - start) * 1e-9);
  }

  private static ItemEncoder encoder(VectorTable table) {
    return items -> items.stream().map(Item::id).map(id -> table.embedding(table.row(id))).toList();
  }

  private List<Optional<Embedding>> viewers(UserEncoder encoder) {
    return encoder.encode(
        IntStream.of(users)
            .mapToObj(
                user ->
                    UserContext.of(
                        data.ratings().users().get(user), liked.getOrDefault(user, List.of())))
            .toList());
  }

  private float[] scores(List<Embedding> films, List<Optional<Embedding>> viewers) {
    List<Asked> asked = asked();
    float[] scores = new float[asked.size()];
    for (int i = 0; i < scores.length; i++) {
      Asked one = asked.get(i);
      scores[i] = score(viewers.get(one.user()), films.get(one.item()));
    }
    return scores;
  }

  /** The cosine, brought to 0 to 1. */
  private static float score(Optional<Embedding> viewer, Embedding film) {
    return viewer.map(vector -> (1 + vector.dot(film)) / 2).orElse(0.5f);
  }

  /** Of what each user liked, the share that is among the nearest; NaN without any. */
  private float[] recalls(List<Embedding> films, List<Optional<Embedding>> viewers) {
    float[] recalls = new float[users.length];
    int[] candidates = candidates();
    for (int place = 0; place < users.length; place++) {
      Set<Integer> wanted = tested.getOrDefault(users[place], Set.of());
      Set<String> known = new HashSet<>();
      liked.getOrDefault(users[place], List.of()).forEach(event -> known.add(event.itemId()));
      Optional<Embedding> viewer = viewers.get(place);
      long hits =
          IntStream.of(candidates)
              .filter(item -> !known.contains(data.ratings().items().get(item)))
              .boxed()
              .sorted(Comparator.comparing(item -> -score(viewer, films.get(item))))
              .limit(NEAREST)
              .filter(wanted::contains)
              .count();
      recalls[place] = wanted.isEmpty() ? Float.NaN : (float) hits / wanted.size();
    }
    return recalls;
  }
}
