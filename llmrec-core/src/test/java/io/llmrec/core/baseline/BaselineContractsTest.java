package io.llmrec.core.baseline;

import io.llmrec.core.catalog.ItemText;
import io.llmrec.core.testing.Samples;
import io.llmrec.core.user.Interaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** Runs the contracts on every baseline. */
class BaselineContractsTest {

  private static List<Interaction> interactions() {
    List<Interaction> events = new ArrayList<>();
    for (int user = 0; user < 12; user++) {
      for (int item = user % 3; item < 16; item += 1 + user % 4) {
        events.add(
            Interaction.view(
                "user-" + user, "item-" + item, Samples.NOW.minusSeconds(90_000L * item)));
      }
    }
    return events;
  }

  @Nested
  class Popular implements ScorerContract {
    @Override
    public ItemScorer scorer() {
      return Baselines.popular(interactions());
    }
  }

  @Nested
  class Decayed implements ScorerContract {
    @Override
    public ItemScorer scorer() {
      return Baselines.decayed(interactions(), Duration.ofDays(7));
    }
  }

  @Nested
  class ItemKnn implements ScorerContract {
    @Override
    public ItemScorer scorer() {
      return Baselines.itemKnn(interactions(), ItemKnnOptions.defaults(), 2);
    }
  }

  @Nested
  class Bpr implements ScorerContract {
    @Override
    public ItemScorer scorer() {
      return Baselines.bpr(interactions(), BprOptions.defaults(), 2);
    }
  }

  @Nested
  class Ease implements ScorerContract {
    @Override
    public ItemScorer scorer() {
      return Baselines.ease(interactions(), EaseOptions.defaults(), 2);
    }
  }

  @Nested
  class Als implements ScorerContract {
    @Override
    public ItemScorer scorer() {
      return Baselines.als(interactions(), new AlsOptions(2, 1, 0.1, 10, 1), 2);
    }
  }

  @Nested
  class Bm25 implements ScorerContract {
    @Override
    public ItemScorer scorer() {
      return Baselines.bm25(Samples.catalog(), ItemText.everything(), Bm25Options.defaults());
    }
  }
}
