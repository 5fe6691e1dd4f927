package io.llmrec.rank.llm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.RecommendationRequest;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.testing.LanguageModelContract;
import io.llmrec.core.testing.Samples;
import io.llmrec.rank.simulation.SimulatedModel;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SimulatedModelTest {

  private static final int REQUESTS = 300;

  private static final List<Candidate> EQUALS =
      IntStream.range(0, 10).mapToObj(i -> Candidate.of(Item.of("c" + i, "Equal"), -i)).toList();

  @Nested
  class Contract implements LanguageModelContract {
    @Override
    public LanguageModel languageModel() {
      return SimulatedModel.builder(text -> 0).noise(1).build();
    }
  }

  /** How often each candidate of equals comes first. */
  private static int[] wins(SimulatedModel model) {
    int[] wins = new int[EQUALS.size()];
    for (int i = 0; i < REQUESTS; i++) {
      StageContext context =
          StageContext.of(
              RecommendationRequest.forUser(Samples.user()).id("r" + i).build(),
              Samples.prepared());
      String first = LlmReRanker.listwise(model).rerank(context, EQUALS).get(0).id();
      wins[Integer.parseInt(first.substring(1))]++;
    }
    return wins;
  }

  @Test
  void noiseFavoursNoSlot() {
    for (int wins : wins(SimulatedModel.builder(text -> 0).noise(1).build())) {
      assertEquals(REQUESTS / 10.0, wins, 20);
    }
  }

  @Test
  void aSlotEffectFavoursItsSlots() {
    int[] wins = wins(SimulatedModel.builder(text -> 0).noise(1).slotEffect(s -> 2 * s).build());

    assertTrue(wins[9] > 3 * wins[4] && wins[9] > 8 * wins[0], () -> Arrays.toString(wins));
  }

  @Test
  void faultsComeAsOftenAsTheyShould() {
    SimulatedModel faulty =
        SimulatedModel.builder(text -> 0)
            .dropped(0.3)
            .repeated(0.2)
            .invented(0.1)
            .prose(0.5)
            .build();
    long[] counts = new long[4];
    for (int i = 0; i < REQUESTS; i++) {
      StageContext context =
          StageContext.of(
              RecommendationRequest.forUser(Samples.user()).id("r" + i).build(),
              Samples.prepared());
      AtomicReference<String> said = new AtomicReference<>("");
      LanguageModel kept =
          prompt -> {
            said.set(faulty.complete(prompt).text());
            return faulty.complete(prompt);
          };
      LlmReRanker.listwise(kept).rerank(context, EQUALS);
      counts[0] += context.counts().get("missing");
      counts[1] += context.counts().get("duplicate");
      counts[2] += context.counts().get("invented");
      counts[3] += said.get().startsWith("Here") ? 1 : 0;
    }

    assertEquals(0.3, counts[0] / (10.0 * REQUESTS), 0.05);
    assertEquals(0.2, counts[1] / (10.0 * REQUESTS), 0.06);
    assertEquals(0.1, counts[2] / (10.0 * REQUESTS), 0.03);
    assertEquals(0.5, counts[3] / (double) REQUESTS, 0.1);
  }

  @Test
  void aPromptThatIsNoneIsAnsweredAllTheSame() {
    assertEquals("yes", SimulatedModel.builder(text -> 0).build().complete(Prompt.of("")).text());
  }

  @Test
  void sharesOutOfRangeAreRefused() {
    SimulatedModel.Builder builder = SimulatedModel.builder(text -> 0);

    assertEquals(
        "dropped must be 0 to 1, was 1.5",
        assertThrows(IllegalArgumentException.class, () -> builder.dropped(1.5)).getMessage());
    assertEquals(
        "noise must be at least 0, was -1.0",
        assertThrows(IllegalArgumentException.class, () -> builder.noise(-1)).getMessage());
  }
}
