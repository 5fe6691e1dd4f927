package io.llmrec.rank.ctr;

import io.llmrec.core.compute.Draws;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.VectorTable;
import io.llmrec.rank.feature.Event;
import io.llmrec.rank.feature.Feature;
import io.llmrec.rank.feature.FeatureEncoder;
import io.llmrec.rank.feature.FeatureSchema;
import io.llmrec.rank.feature.Features;
import io.llmrec.rank.feature.Sample;
import io.llmrec.rank.feature.SampleSource;
import io.llmrec.rank.feature.Side;
import io.llmrec.rank.train.TrainingOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Users of eight groups and items of eight kinds. A user takes an item nine times of ten when group
 * and kind are both even or both odd, else one time of ten: neither alone says anything. Vectors
 * say the same as groups and kinds.
 */
final class World {

  static final int USERS = 64;
  static final int ITEMS = 48;
  private static final int GROUPS = 8;
  private static final int DIMENSION = 12;

  private World() {}

  static int group(int user) {
    return user * 5 % GROUPS;
  }

  static int kind(int item) {
    return item * 3 % GROUPS;
  }

  static boolean suits(int user, int item) {
    return (group(user) + kind(item)) % 2 == 0;
  }

  static Features user(int user) {
    Features.Builder builder =
        Features.builder()
            .text("user", "u" + user)
            .whole("group", group(user))
            .number("age", 20 + user % 30)
            .text("profile", "u" + user);
    List<Event> events = new ArrayList<>();
    List<String> parts = new ArrayList<>();
    for (int e = 0; e < user % 6; e++) {
      int item = (user * 7 + e * 11) % ITEMS;
      events.add(Event.of("i" + item, suits(user, item) ? "5" : "1"));
      parts.add("i" + item);
    }
    return builder.history("history", events).texts("parts", parts).build();
  }

  static Features item(int item) {
    return Features.builder()
        .text("item", "i" + item)
        .texts("genres", List.of("g" + kind(item), "even" + item % 2))
        .number("price", item % 5 == 0 ? Double.NaN : Math.exp(item % 7))
        .text("knowledge", "i" + item)
        .build();
  }

  static Features pair(int user, int item) {
    return Features.builder().number("distance", Math.abs(user - item)).build();
  }

  static List<Sample> samples(int count, int seed) {
    Draws draws = Draws.of(seed);
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int user = draws.below(USERS);
      int item = draws.below(ITEMS);
      boolean likely = draws.below(10) < 9;
      Features features = user(user).and(item(item)).and(pair(user, item));
      samples.add(new Sample(features, likely == suits(user, item)));
    }
    return samples;
  }

  static List<Feature> features() {
    return List.of(
        Feature.category("user", Side.USER),
        Feature.category("group", Side.USER).hashed(64, 3),
        Feature.number("age", Side.USER).buckets(4),
        Feature.history("history", 4, "item", "rating"),
        Feature.category("item", Side.ITEM).unseen(0.05),
        Feature.categories("genres", Side.ITEM, 3),
        Feature.number("price", Side.ITEM).log(),
        Feature.number("distance", Side.PAIR),
        Feature.vector("profile", Side.USER, DIMENSION),
        Feature.vector("knowledge", Side.ITEM, DIMENSION),
        Feature.vectors("parts", Side.USER, DIMENSION, 3));
  }

  static FeatureSchema schema() {
    return FeatureSchema.fit(features(), samples(1000, 1));
  }

  /** Vectors of users and items; the last ones of each have none. */
  static Map<String, VectorTable> tables() {
    List<String> users = new ArrayList<>();
    List<Embedding> profiles = new ArrayList<>();
    for (int user = 0; user < USERS - 2; user++) {
      users.add("u" + user);
      profiles.add(vector(group(user), user));
    }
    List<String> items = new ArrayList<>();
    List<Embedding> knowledge = new ArrayList<>();
    for (int item = 0; item < ITEMS - 2; item++) {
      items.add("i" + item);
      knowledge.add(vector(kind(item), 1000 + item));
    }
    VectorTable ofItems = VectorTable.of(items, knowledge);
    return Map.of(
        "profile", VectorTable.of(users, profiles), "knowledge", ofItems, "parts", ofItems);
  }

  private static Embedding vector(int kind, int seed) {
    Draws draws = Draws.of(seed, kind);
    float[] values = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      values[i] = 0.2f * draws.aroundZero();
    }
    values[kind] += 1;
    return Embedding.of(values);
  }

  static FeatureEncoder encoder() {
    return new FeatureEncoder(schema(), tables());
  }

  static SampleSource source(FeatureEncoder encoder, int count, int seed) {
    return SampleSource.inMemory(encoder, samples(count, seed).stream());
  }

  static TrainingOptions training() {
    return TrainingOptions.builder().epochs(6).learningRate(0.01).patience(2).build();
  }

  static CtrOptions options(Backbone backbone) {
    return CtrOptions.of(backbone).with(o -> o.width(8).batch(256));
  }

  /** Items by id. */
  static Map<String, Features> items() {
    Map<String, Features> items = new LinkedHashMap<>();
    for (int item = 0; item < ITEMS; item++) {
      items.put("i" + item, item(item));
    }
    return items;
  }
}
