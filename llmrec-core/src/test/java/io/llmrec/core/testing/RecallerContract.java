package io.llmrec.core.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.recall.Candidate;
import io.llmrec.core.recall.Recaller;
import io.llmrec.core.request.Eligibility;
import io.llmrec.core.request.RecommendationRequest;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.user.UserContext;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link Recaller} promises, on the catalog of {@link Samples}. */
public interface RecallerContract {

  /** The recaller under test. */
  Recaller recaller();

  /** Only known, admitted items, none twice. */
  @Test
  default void returnsOnlyAdmittedItemsOfTheCatalogOnce() {
    StageContext context = Samples.context();
    List<Candidate> found = recaller().recall(context);
    for (Candidate candidate : found) {
      assertNotNull(context.prepared().catalog().find(candidate.id()));
      assertTrue(context.admits(candidate.item()), candidate.id() + " is not admitted");
    }
    assertEquals(found.size(), new HashSet<>(found.stream().map(Candidate::id).toList()).size());
  }

  /** Where nothing is admitted, nothing is found. */
  @Test
  default void returnsNothingWhenNothingIsAdmitted() {
    RecommendationRequest request =
        RecommendationRequest.forUser(Samples.user())
            .eligible(Eligibility.of(item -> false))
            .at(Samples.NOW)
            .build();
    assertEquals(List.of(), recaller().recall(StageContext.of(request, Samples.prepared())));
  }

  /** Best first. */
  @Test
  default void returnsTheBestFirst() {
    List<Candidate> found = recaller().recall(Samples.context());
    for (int i = 1; i < found.size(); i++) {
      assertTrue(found.get(i - 1).score() >= found.get(i).score());
    }
  }

  /** A new user is no reason to fail. */
  @Test
  default void answersForAUserWithoutHistory() {
    RecommendationRequest request =
        RecommendationRequest.forUser(UserContext.cold("new")).at(Samples.NOW).build();
    assertNotNull(recaller().recall(StageContext.of(request, Samples.prepared())));
  }

  /** The same context gives the same list, to several threads too. */
  @Test
  default void repeatsItselfOnSeveralThreads() throws Exception {
    Recaller shared = recaller();
    List<Candidate> expected = shared.recall(Samples.context());
    for (List<Candidate> found : Together.call(() -> shared.recall(Samples.context()))) {
      assertEquals(expected, found);
    }
  }
}
