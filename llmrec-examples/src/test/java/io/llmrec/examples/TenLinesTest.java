package io.llmrec.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.RecommendationResult;
import io.llmrec.core.testing.Samples;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TenLinesTest {

  @Test
  void tenLinesMakeARecommender(@TempDir Path workspace) {
    List<String> questions = new ArrayList<>();

    RecommendationResult result =
        TenLines.recommend(
            Samples.catalog(),
            Samples.user(),
            question -> {
              synchronized (questions) {
                questions.add(question);
              }
              return question.contains("\"label\"")
                  ? "I cannot decide."
                  : "{\"summary\": \"Something for a shop.\"}";
            },
            workspace);

    assertEquals(10, result.items().size());
    assertEquals(Samples.items().size() + 1, questions.size());
    assertTrue(result.degraded(), "the model answered the ranking with prose");
  }
}
