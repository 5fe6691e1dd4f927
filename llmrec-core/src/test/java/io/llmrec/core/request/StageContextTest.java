package io.llmrec.core.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.llmrec.core.testing.Samples;
import io.llmrec.core.user.UserContext;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StageContextTest {

  @Test
  void whatAPartCallsAndCountsIsTheStagesToo() {
    RecommendationRequest request =
        RecommendationRequest.forUser(UserContext.of("u", List.of()))
            .within(Budget.unlimited().withTokens(100))
            .build();
    StageContext stage = StageContext.of(request, Samples.prepared());
    StageContext part = stage.forPart();
    ModelCall call = new ModelCall("m", "hash", 20, 5, BigDecimal.ZERO, false);

    part.report(call);
    part.count("placed", 3);
    part.degrade("half of it");

    assertEquals(List.of(call), stage.modelCalls());
    assertEquals(List.of(call), part.modelCalls());
    assertEquals(Map.of("placed", 3L), stage.counts());
    assertEquals(75, stage.budget().tokensLeft());
    assertEquals("half of it", part.degradation());
    assertNull(stage.degradation());
  }

  @Test
  void whatTheStageReportsIsNotThePartsAffair() {
    StageContext stage = Samples.context();
    StageContext part = stage.forPart();

    stage.count("placed", 1);

    assertEquals(Map.of(), part.counts());
  }
}
