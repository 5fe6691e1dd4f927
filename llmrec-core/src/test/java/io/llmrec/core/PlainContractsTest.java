package io.llmrec.core;

import io.llmrec.core.encode.UserEncoder;
import io.llmrec.core.index.Indexer;
import io.llmrec.core.recall.Fusion;
import io.llmrec.core.recall.Recaller;
import io.llmrec.core.testing.IndexerContract;
import io.llmrec.core.testing.RecallerContract;
import io.llmrec.core.testing.Samples;
import io.llmrec.core.testing.UserEncoderContract;
import io.llmrec.core.user.Interaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** Runs the contracts on what core brings along. */
class PlainContractsTest {

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

  private static Recaller popular() {
    return Recaller.popular(interactions(), Duration.ofDays(7), 10);
  }

  @Nested
  class ExactIndexer implements IndexerContract {
    @Override
    public Indexer indexer() {
      return Indexer.exact();
    }
  }

  @Nested
  class RecencyWeighted implements UserEncoderContract {
    @Override
    public UserEncoder userEncoder() {
      return UserEncoder.recencyWeighted(Samples.prepared().vectors(), 50, 10);
    }
  }

  @Nested
  class Nearest implements RecallerContract {
    @Override
    public Recaller recaller() {
      return Recaller.nearest(10);
    }
  }

  @Nested
  class SimilarToRecent implements RecallerContract {
    @Override
    public Recaller recaller() {
      return Recaller.similarToRecent(3, 10);
    }
  }

  @Nested
  class Popular implements RecallerContract {
    @Override
    public Recaller recaller() {
      return popular();
    }
  }

  @Nested
  class ItemToItem implements RecallerContract {
    @Override
    public Recaller recaller() {
      return Recaller.itemToItem(interactions(), 10);
    }
  }

  @Nested
  class Union implements RecallerContract {
    @Override
    public Recaller recaller() {
      Map<String, Recaller> both = new LinkedHashMap<>();
      both.put("nearest", Recaller.nearest(5));
      both.put("popular", popular());
      return Recaller.union(Fusion.reciprocalRank(), both);
    }
  }

  @Nested
  class FirstNonEmpty implements RecallerContract {
    @Override
    public Recaller recaller() {
      return Recaller.firstNonEmpty(Recaller.nearest(5), popular());
    }
  }
}
