package io.llmrec.rank.ctr;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.compute.Draws;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.VectorTable;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.testing.Samples;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import io.llmrec.prompt.enrich.category.CategoryEmbeddings;
import io.llmrec.prompt.enrich.category.CategoryMatch;
import io.llmrec.prompt.enrich.category.CategoryMatchFeatures;
import io.llmrec.prompt.enrich.category.CategoryMatches;
import io.llmrec.prompt.enrich.category.MatchKind;
import io.llmrec.prompt.enrich.category.Taxonomy;
import io.llmrec.rank.ctr.FeatureSource.Requested;
import io.llmrec.rank.feature.Event;
import io.llmrec.rank.feature.Feature;
import io.llmrec.rank.feature.Features;
import io.llmrec.rank.feature.Sample;
import io.llmrec.rank.feature.Side;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The items of {@link Samples}, and users who take what their category matches belong to. What a
 * language model said of categories enters as features of user and item together, and as a vector
 * of the item's category.
 */
final class SampleShop {

  static final String VECTOR = "category_vector";
  private static final String GLOVES = "Cycling > Gloves";
  private static final String LIGHTS = "Cycling > Lights";
  private static final String COFFEE = "Kitchen > Coffee";
  private static final String TEA = "Kitchen > Tea";

  private static final Catalog CATALOG = Samples.catalog();
  private static final Taxonomy TAXONOMY = Taxonomy.ofItems(CATALOG.stream());
  private static final CategoryMatches MATCHES =
      CategoryMatches.of(
          TAXONOMY,
          List.of(
              new CategoryMatch(GLOVES, LIGHTS, MatchKind.COMPLEMENT, 0.9, "rides at night"),
              new CategoryMatch(COFFEE, TEA, MatchKind.SUBSTITUTE, 0.7, "a warm drink")));
  private static final CategoryEmbeddings EMBEDDINGS =
      new CategoryEmbeddings(TAXONOMY, CATALOG, Samples.prepared().vectors());
  private static final CategoryMatchFeatures MATCH_FEATURES =
      new CategoryMatchFeatures(MATCHES, CATALOG, EMBEDDINGS);

  private SampleShop() {}

  static List<Feature> features() {
    List<Feature> features = new ArrayList<>();
    features.add(Feature.category("item", Side.ITEM));
    features.add(Feature.history("history", 5, "item"));
    for (String name : CategoryMatchFeatures.NAMES) {
      features.add(Feature.number(name, Side.PAIR));
    }
    features.add(Feature.vector(VECTOR, Side.ITEM, 16));
    return features;
  }

  /** The vectors of categories by their ids. */
  static Map<String, VectorTable> tables() {
    Map<String, Embedding> found = new HashMap<>();
    for (String leaf : TAXONOMY.leaves()) {
      Embedding vector = EMBEDDINGS.find(leaf);
      if (vector != null) {
        found.put(leaf, vector);
      }
    }
    List<String> ids = List.copyOf(found.keySet());
    return Map.of(VECTOR, VectorTable.of(ids, ids.stream().map(found::get).toList()));
  }

  static Features user(UserContext user) {
    List<Event> events = user.history().stream().map(i -> Event.of(i.itemId())).toList();
    return Features.builder().history("history", events).build();
  }

  static Features item(Item item) {
    Features.Builder builder = Features.builder().text("item", item.id());
    String leaf = TAXONOMY.leafOf(item);
    return leaf == null ? builder.build() : builder.text(VECTOR, leaf).build();
  }

  /** What the matches say of each item for a user. */
  static List<Features> pairs(UserContext user, List<Item> items) {
    List<Features> pairs = new ArrayList<>();
    for (double[] values : MATCH_FEATURES.of(user, items)) {
      Features.Builder builder = Features.builder();
      for (int i = 0; i < values.length; i++) {
        builder.number(CategoryMatchFeatures.NAMES.get(i), values[i]);
      }
      pairs.add(builder.build());
    }
    return pairs;
  }

  /** What a ranker asks for. */
  static Requested requested(StageContext context, List<Candidate> candidates) {
    UserContext user = context.request().user();
    List<Item> items = candidates.stream().map(Candidate::item).toList();
    List<Features> pairs = pairs(user, items);
    List<Features> joined = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      joined.add(item(items.get(i)).and(pairs.get(i)));
    }
    return new Requested(user(user), joined);
  }

  static Map<String, Features> items() {
    Map<String, Features> items = new HashMap<>();
    CATALOG.stream().forEach(item -> items.put(item.id(), item(item)));
    return items;
  }

  static List<Sample> samples(int count, int seed) {
    Draws draws = Draws.of(seed);
    List<Item> items = Samples.items();
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Item known = items.get(draws.below(8));
      Item shown = items.get(draws.below(8));
      UserContext user =
          UserContext.of("u" + i, List.of(Interaction.view("u" + i, known.id(), Samples.NOW)));
      Features pair = pairs(user, List.of(shown)).get(0);
      boolean matched = MATCH_FEATURES.of(user, List.of(shown)).get(0)[0] > 0;
      Features all = user(user).and(item(shown)).and(pair);
      samples.add(new Sample(all, draws.below(10) < (matched ? 9 : 2)));
    }
    return samples;
  }
}
