package io.llmrec.rank.llm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.testing.AttackTitles;
import io.llmrec.core.testing.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A title cannot leave its place in the prompt, nor name its own label. */
class AttackTitlesTest {

  static List<AttackTitles.Attack> attacks() {
    return AttackTitles.all();
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void attackStaysInsideItsLine(AttackTitles.Attack attack) {
    List<Candidate> candidates = new ArrayList<>(Samples.candidates());
    candidates.set(1, Candidate.of(Item.of("attacker", attack.title()), 0.5));
    AtomicReference<String> asked = new AtomicReference<>("");
    LanguageModel echo =
        prompt -> {
          asked.set(prompt.text());
          return Reply.of(attack.title());
        };

    List<Candidate> order = LlmReRanker.listwise(echo).rerank(Samples.context(), candidates);

    assertEquals(
        candidates.stream().map(Candidate::id).sorted().toList(),
        order.stream().map(Candidate::id).sorted().toList());
    long lines = asked.get().lines().filter(line -> line.startsWith("{\"label\": ")).count();
    assertEquals(candidates.size(), lines);
    assertFalse(asked.get().contains("<|"));
    assertFalse(asked.get().contains("[INST]"));
  }
}
