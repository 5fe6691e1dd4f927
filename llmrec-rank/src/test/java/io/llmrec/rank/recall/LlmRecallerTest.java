package io.llmrec.rank.recall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.catalog.ItemText;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.TextEncoder;
import io.llmrec.core.index.PreparedCatalog;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.recall.RecallSource;
import io.llmrec.core.recall.Recaller;
import io.llmrec.core.request.Budget;
import io.llmrec.core.request.RecommendationRequest;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.testing.Samples;
import io.llmrec.prompt.Language;
import io.llmrec.rank.ask.QuestionOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LlmRecallerTest {

  private static final Pattern GROUP =
      Pattern.compile("\"label\": \"([A-Z][0-9]{3})\", \"group\": \"([^\"]*)\"");

  /** A model that gives the same answer to everything. */
  private static LanguageModel says(String reply) {
    return prompt -> Reply.of(reply).by("scripted");
  }

  /** A model that chooses groups by their names. */
  private static LanguageModel chooses(String... names) {
    return prompt -> {
      List<String> labels = new ArrayList<>();
      for (String name : names) {
        Matcher matcher = GROUP.matcher(prompt.text());
        String label = name;
        while (matcher.find()) {
          label = matcher.group(2).equals(name) ? matcher.group(1) : label;
        }
        labels.add('"' + label + '"');
      }
      return Reply.of("{\"labels\": " + labels + "}").by("scripted");
    };
  }

  private static Recaller titles(LanguageModel model) {
    return LlmRecaller.titles(
        model, TitleGrounding.of(Samples.catalog()), 8, QuestionOptions.DEFAULT);
  }

  private static List<String> ids(List<Candidate> candidates) {
    return candidates.stream().map(Candidate::id).toList();
  }

  @Test
  void titlesOfTheCatalogAreRecalledInTheModelsOrder() {
    StageContext context = Samples.context();

    List<Candidate> found =
        titles(
                says(
                    """
                    Sure! {"titles": ["The REAR bike light - USB", "Hand coffee grinder",
                    "Unicycle of dreams", "rear bike light usb", "Half-finger cycling gloves"]}
                    """))
            .recall(context);

    assertEquals(List.of("item-3", "item-5"), ids(found));
    assertEquals(List.of(1.0, 0.5), found.stream().map(Candidate::score).toList());
    assertEquals(
        Map.of(
            "named",
            5L,
            "exact",
            1L,
            "normalised",
            1L,
            "unknown",
            1L,
            "repeated",
            1L,
            "not_admitted",
            1L),
        context.counts());
    assertNull(context.degradation());
    assertEquals(1, context.modelCalls().size());
    assertEquals("scripted", context.modelCalls().get(0).model());
  }

  @Test
  void theHistoryIsShownAsData() {
    List<String> prompts = new ArrayList<>();
    LanguageModel model =
        prompt -> {
          prompts.add(prompt.text());
          return Reply.of("{\"titles\": []}");
        };

    titles(model).recall(Samples.context());

    assertTrue(prompts.get(0).contains("\"Half-finger cycling gloves\""), prompts.get(0));
    assertTrue(
        prompts.get(0).indexOf("Half-finger") < prompts.get(0).indexOf("半指骑行手套"), "oldest first");
    assertFalse(prompts.get(0).contains("item-0"));
  }

  @Test
  void chineseIsAskedInChinese() {
    List<String> prompts = new ArrayList<>();
    LanguageModel model =
        prompt -> {
          prompts.add(prompt.text());
          return Reply.of("{\"titles\": [\"明前龙井绿茶\"]}");
        };

    List<Candidate> found =
        LlmRecaller.titles(
                model,
                TitleGrounding.of(Samples.catalog()),
                3,
                QuestionOptions.DEFAULT.withLanguage(Language.ZH))
            .recall(Samples.context());

    assertEquals(List.of("item-15"), ids(found));
    assertTrue(prompts.get(0).contains("请写出 3 个"), prompts.get(0));
  }

  @Test
  void nearestVectorIsTakenWhereItIsClear() {
    PreparedCatalog prepared = Samples.prepared();
    TextEncoder encoder = texts -> texts.stream().map(text -> vector(prepared, text)).toList();
    TitleGrounding grounding = TitleGrounding.of(Samples.catalog(), encoder, 0.9, 0.05);
    StageContext context = Samples.context();

    List<Candidate> found =
        LlmRecaller.titles(
                says("{\"titles\": [\"like item-6\", \"between item-6 and item-7\", \"far\"]}"),
                grounding,
                8,
                QuestionOptions.DEFAULT)
            .recall(context);

    assertEquals(List.of("item-6"), ids(found));
    assertEquals(Map.of("named", 3L, "nearest", 1L, "unknown", 2L), context.counts());
  }

  private static Embedding vector(PreparedCatalog prepared, String text) {
    float[] sum = new float[prepared.vectors().dimension()];
    for (String word : text.split(" ")) {
      Embedding one = prepared.vectors().find(word);
      for (int d = 0; d < sum.length && one != null; d++) {
        sum[d] += one.get(d);
      }
    }
    sum[0] += text.equals("far") ? 1 : 0;
    return Embedding.of(sum);
  }

  @Test
  void anEncoderThatFailsCostsOnlyWhatNeededIt() {
    TextEncoder down =
        texts -> {
          throw LlmException.retryable("no connection", null);
        };
    StageContext context = Samples.context();

    List<Candidate> found =
        LlmRecaller.titles(
                says("{\"titles\": [\"Hand coffee grinder\", \"Something else\"]}"),
                TitleGrounding.of(Samples.catalog(), down, 0.8, 0.05),
                8,
                QuestionOptions.DEFAULT)
            .recall(context);

    assertEquals(List.of("item-5"), ids(found));
    assertEquals("titles: the encoder gave no vectors: no connection", context.degradation());
  }

  @Test
  void aTitleOfSeveralItemsMeansNone() {
    TitleGrounding grounding =
        TitleGrounding.of(
            Catalog.of(
                List.of(
                    Item.of("a", "Hamlet (1990)"),
                    Item.of("b", "Hamlet (1996)"),
                    Item.of("c", "Sixth Sense, The"),
                    Item.of("d", "x").withAttribute("clean_title", "Clean one"))));

    assertNull(grounding.byText("hamlet"));
    assertEquals("a", grounded(grounding, "Hamlet (1990)"));
    assertEquals("c", grounded(grounding, "the sixth sense"));
    assertEquals("d", grounded(grounding, "clean ONE!"));
    assertNull(grounding.byText("Sixth"));
  }

  private static String grounded(TitleGrounding grounding, String title) {
    TitleGrounding.Grounded found = grounding.byText(title);
    return found == null ? "none" : found.itemId();
  }

  @Test
  void queriesAreAnsweredAndFused() {
    StageContext context = Samples.context();
    Recaller recaller =
        LlmRecaller.queries(
            says("{\"queries\": [\"coffee\", \"手摇 咖啡\", \"coffee\", \"\"]}"),
            QuerySearch.words(Samples.catalog(), ItemText.title()),
            5,
            3,
            QuestionOptions.DEFAULT);

    List<Candidate> found = recaller.recall(context);

    assertEquals(3, found.size());
    assertTrue(ids(found).containsAll(List.of("item-5", "item-13")), ids(found).toString());
    assertFalse(ids(found).contains("item-4"), "seen already");
    assertEquals(Map.of("queries", 2L), context.counts());
    RecallSource source = found.get(0).sources().get(0);
    assertTrue(source.recaller().matches("query [12]"), source.toString());
  }

  @Test
  void queriesCanBeAnsweredByVectors() {
    PreparedCatalog prepared = Samples.prepared();
    TextEncoder encoder = texts -> texts.stream().map(text -> vector(prepared, text)).toList();

    List<Candidate> found =
        LlmRecaller.queries(
                says("{\"queries\": [\"item-7\", \"item-9\"]}"),
                QuerySearch.encoder(encoder),
                2,
                2,
                QuestionOptions.DEFAULT)
            .recall(Samples.context());

    assertEquals(List.of("item-7", "item-9"), ids(found).stream().sorted().toList());
  }

  @Test
  void wordsAreThoseOfBothScripts() {
    assertEquals(List.of("led", "灯", "泡", "灯泡", "9w"), WordSearch.words("LED灯泡, ９W"));
  }

  @Test
  void categoriesAreChosenFromTheClosedList() {
    StageContext context = Samples.context();
    Recaller everything =
        inner ->
            inner.prepared().catalog().stream()
                .filter(inner::admits)
                .map(item -> Candidate.of(item, 1))
                .toList();

    List<Candidate> found =
        LlmRecaller.categories(
                chooses("Tea", "Z999", "Kitchen", "Tea"),
                Samples.catalog(),
                everything,
                2,
                3,
                QuestionOptions.DEFAULT)
            .recall(context);

    // Of both categories first, then the others of the broader one.
    assertEquals(List.of("item-6", "item-7", "item-5"), ids(found));
    assertEquals(Map.of("invented", 1L, "duplicate", 1L, "chosen", 2L), context.counts());
  }

  @Test
  void withoutAnAnswerNothingIsRecalledAndTheStageSaysWhy() {
    LanguageModel down =
        prompt -> {
          throw LlmException.retryable("server is down", null);
        };
    for (Recaller recaller : all(down)) {
      StageContext context = Samples.context();

      assertEquals(List.of(), recaller.recall(context));

      String why = String.valueOf(context.degradation());
      assertTrue(why.endsWith(": the model gave no answer: server is down"), why);
    }
    for (Recaller recaller : all(says("I cannot do that."))) {
      StageContext context = Samples.context();

      assertEquals(List.of(), recaller.recall(context));

      String why = String.valueOf(context.degradation());
      assertTrue(why.contains("in two replies"), why);
      assertEquals(2, context.modelCalls().size());
    }
  }

  @Test
  void theBudgetIsLookedAtFirst() {
    LanguageModel never =
        prompt -> {
          throw new AssertionError("asked");
        };
    for (Recaller recaller : all(never)) {
      RecommendationRequest request =
          RecommendationRequest.forUser(Samples.user())
              .within(Budget.unlimited().withTokens(50))
              .at(Samples.NOW)
              .build();
      StageContext context = StageContext.of(request, Samples.prepared());

      assertEquals(List.of(), recaller.recall(context));

      String why = String.valueOf(context.degradation());
      assertTrue(why.endsWith("tokens are needed, 50 are left"), why);
    }
  }

  private static List<Recaller> all(LanguageModel model) {
    QuestionOptions options = QuestionOptions.DEFAULT;
    return Arrays.asList(
        titles(model),
        LlmRecaller.queries(
            model, QuerySearch.words(Samples.catalog(), ItemText.title()), 3, 10, options),
        LlmRecaller.categories(model, Samples.catalog(), context -> List.of(), 3, 10, options));
  }

  @Test
  void badNumbersAreRefused() {
    TitleGrounding grounding = TitleGrounding.of(Samples.catalog());
    assertEquals(
        "count must be 1 to 50, was 51",
        assertThrows(
                IllegalArgumentException.class,
                () -> LlmRecaller.titles(says(""), grounding, 51, QuestionOptions.DEFAULT))
            .getMessage());
    assertEquals(
        "limit must be at least 1, was 0",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    LlmRecaller.queries(
                        says(""), (c, q, l) -> List.of(), 3, 0, QuestionOptions.DEFAULT))
            .getMessage());
    assertEquals(
        "recall by category needs items with categories, the catalog has none",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    LlmRecaller.categories(
                        says(""),
                        Catalog.of(List.of(Item.of("a", "A"))),
                        c -> List.of(),
                        3,
                        3,
                        QuestionOptions.DEFAULT))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> TitleGrounding.of(Samples.catalog(), texts -> List.of(), 2, 0));
    assertThrows(IllegalArgumentException.class, () -> QuestionOptions.DEFAULT.withMaxHistory(-1));
  }
}
