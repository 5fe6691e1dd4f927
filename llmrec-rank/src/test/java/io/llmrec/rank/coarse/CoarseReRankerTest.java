package io.llmrec.rank.coarse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.VectorTable;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.rerank.ReRanker;
import io.llmrec.core.testing.AttackTitles;
import io.llmrec.core.testing.ReRankerContract;
import io.llmrec.core.testing.Samples;
import io.llmrec.rank.ask.QuestionOptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CoarseReRankerTest implements ReRankerContract {

  private static final Pattern GROUP =
      Pattern.compile("\"label\": \"([A-Z][0-9]{3})\", \"group\": \"([^\"]*)\"");

  /** A model that chooses the groups whose names hold a word. */
  private static LanguageModel chooses(String word) {
    return prompt -> {
      List<String> labels = new ArrayList<>();
      Matcher matcher = GROUP.matcher(prompt.text());
      while (matcher.find()) {
        if (matcher.group(2).contains(word)) {
          labels.add('"' + matcher.group(1) + '"');
        }
      }
      return Reply.of("{\"labels\": " + labels + "}");
    };
  }

  @Override
  public ReRanker reRanker() {
    return CoarseReRanker.byCategory(chooses("Tea"), 2, QuestionOptions.DEFAULT);
  }

  private static List<String> ids(List<Candidate> candidates) {
    return candidates.stream().map(Candidate::id).toList();
  }

  @Test
  void candidatesOfTheChosenGroupsComeFirst() {
    StageContext context = Samples.context();

    List<Candidate> order = reRanker().rerank(context, candidates());

    List<String> rest = new ArrayList<>(ids(candidates()));
    rest.removeAll(List.of("item-6", "item-7"));
    assertEquals(List.of("item-6", "item-7"), ids(order).subList(0, 2));
    assertEquals(rest, ids(order).subList(2, order.size()));
    assertEquals(Map.of("chosen", 1L), context.counts());
  }

  @Test
  void aModelThatIsDownLeavesTheOrder() {
    LanguageModel down =
        prompt -> {
          throw LlmException.retryable("server is down", null);
        };
    StageContext context = Samples.context();

    List<Candidate> order =
        CoarseReRanker.byCategory(down, 2, QuestionOptions.DEFAULT).rerank(context, candidates());

    assertEquals(ids(candidates()), ids(order));
    assertEquals(
        "coarse categories: the model gave no answer: server is down", context.degradation());
  }

  @Test
  void aModelThatChoosesNothingLeavesTheOrderAndSaysSo() {
    StageContext context = Samples.context();

    List<Candidate> order =
        CoarseReRanker.byCategory(chooses("no such"), 2, QuestionOptions.DEFAULT)
            .rerank(context, candidates());

    assertEquals(ids(candidates()), ids(order));
    assertEquals("coarse categories: the model chose none of 8 groups", context.degradation());
  }

  @Test
  void oneGroupIsNoQuestion() {
    LanguageModel never =
        prompt -> {
          throw new AssertionError("asked");
        };
    List<Candidate> same =
        candidates().stream()
            .map(candidate -> Candidate.of(candidate.item().withCategories("one"), 1))
            .toList();

    assertEquals(
        ids(same),
        ids(
            CoarseReRanker.byCategory(never, 2, QuestionOptions.DEFAULT)
                .rerank(Samples.context(), same)));
  }

  @Test
  void clustersHoldWhatLiesTogether() {
    Clustered data = Clustered.of(3, 20);

    ItemClusters clusters = ItemClusters.of(data.catalog(), data.vectors(), 3, 1);

    assertEquals(3, clusters.names().size());
    for (int c = 0; c < 3; c++) {
      HashSet<String> names = new HashSet<>();
      for (int i = 0; i < 20; i++) {
        names.add(clusters.nameOf("c" + c + "-" + i));
      }
      assertEquals(1, names.size(), "group " + c);
      assertTrue(names.iterator().next().startsWith("Title " + c), names.toString());
    }
    assertEquals("", clusters.nameOf("none"));
    assertEquals(clusters.names(), ItemClusters.of(data.catalog(), data.vectors(), 3, 1).names());
  }

  @Test
  void clustersAreChosenByTheirTitles() {
    Clustered data = Clustered.of(4, 10);
    ItemClusters clusters = ItemClusters.of(data.catalog(), data.vectors(), 4, 2);
    List<Candidate> candidates =
        data.catalog().stream().map(item -> Candidate.of(item, 1)).toList();

    List<Candidate> order =
        CoarseReRanker.byCluster(chooses("Title 2"), clusters, 1, QuestionOptions.DEFAULT)
            .rerank(Samples.context(), candidates);

    assertTrue(ids(order).subList(0, 10).stream().allMatch(id -> id.startsWith("c2")));
    assertEquals(40, new HashSet<>(ids(order)).size());
  }

  @Test
  void equalVectorsAndTooManyClustersAreNoTrouble() {
    List<Item> items = new ArrayList<>();
    List<Embedding> vectors = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      items.add(Item.of("i" + i, "Same title"));
      vectors.add(Embedding.of(new float[] {1, 0}));
    }
    VectorTable table = VectorTable.of(items.stream().map(Item::id).toList(), vectors);

    ItemClusters clusters = ItemClusters.of(Catalog.of(items), table, 5, 1);

    assertEquals(1, clusters.names().size());
    assertEquals(
        "clusters must be 2 to 900 and at most the 6 vectors, were 7",
        assertThrows(
                IllegalArgumentException.class,
                () -> ItemClusters.of(Catalog.of(items), table, 7, 1))
            .getMessage());
  }

  @Test
  void attacksInCategoryNamesStayData() {
    List<Candidate> candidates = new ArrayList<>();
    for (AttackTitles.Attack attack : AttackTitles.all()) {
      Item item = Item.of("a" + candidates.size(), "Item").withCategories(attack.title());
      candidates.add(Candidate.of(item, -candidates.size()));
    }
    List<String> prompts = new ArrayList<>();
    LanguageModel model =
        prompt -> {
          prompts.add(prompt.text());
          return Reply.of("{\"labels\": []}");
        };

    List<Candidate> order =
        CoarseReRanker.byCategory(model, 2, QuestionOptions.DEFAULT)
            .rerank(Samples.context(), candidates);

    assertEquals(ids(candidates), ids(order));
    assertTrue(!prompts.get(0).contains("<|im_start|>"), "control tokens");
  }

  /** Items in well parted groups. */
  private record Clustered(Catalog catalog, VectorTable vectors) {

    static Clustered of(int groups, int size) {
      Random random = new Random(1);
      List<Item> items = new ArrayList<>();
      List<Embedding> vectors = new ArrayList<>();
      for (int i = 0; i < groups * size; i++) {
        int group = i % groups;
        items.add(Item.of("c" + group + "-" + i / groups, "Title " + group));
        float[] vector = new float[8];
        vector[group] = 1;
        for (int d = 0; d < 8; d++) {
          vector[d] += (float) (0.1 * random.nextGaussian());
        }
        vectors.add(Embedding.of(vector));
      }
      return new Clustered(
          Catalog.of(items), VectorTable.of(items.stream().map(Item::id).toList(), vectors));
    }
  }
}
