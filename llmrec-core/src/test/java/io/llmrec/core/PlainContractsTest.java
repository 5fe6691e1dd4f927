package io.llmrec.core;

import io.llmrec.core.baseline.Baselines;
import io.llmrec.core.baseline.Bm25Options;
import io.llmrec.core.catalog.ItemText;
import io.llmrec.core.encode.InterestOptions;
import io.llmrec.core.encode.MultiVectorUserEncoder;
import io.llmrec.core.encode.UserEncoder;
import io.llmrec.core.encode.UserTextOptions;
import io.llmrec.core.index.Indexer;
import io.llmrec.core.recall.Fusion;
import io.llmrec.core.recall.Recaller;
import io.llmrec.core.testing.IndexerContract;
import io.llmrec.core.testing.MultiVectorUserEncoderContract;
import io.llmrec.core.testing.RecallerContract;
import io.llmrec.core.testing.Samples;
import io.llmrec.core.testing.UserEncoderContract;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserText;
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

  private static MultiVectorUserEncoder history() {
    return MultiVectorUserEncoder.history(Samples.prepared().vectors(), 50, 10);
  }

  @Nested
  class SelfAttention implements UserEncoderContract {
    @Override
    public UserEncoder userEncoder() {
      return UserEncoder.selfAttention(history(), 0.2);
    }
  }

  @Nested
  class History implements MultiVectorUserEncoderContract {
    @Override
    public MultiVectorUserEncoder multiVectorUserEncoder() {
      return history();
    }
  }

  @Nested
  class Interests implements MultiVectorUserEncoderContract {
    @Override
    public MultiVectorUserEncoder multiVectorUserEncoder() {
      return MultiVectorUserEncoder.interests(history(), InterestOptions.defaults());
    }
  }

  @Nested
  class Texts implements MultiVectorUserEncoderContract {
    @Override
    public MultiVectorUserEncoder multiVectorUserEncoder() {
      return MultiVectorUserEncoder.texts(
          texts -> texts.stream().map(text -> Samples.prepared().vectors().embedding(3)).toList(),
          user -> List.of(new UserText("likes tea", Samples.NOW.minusSeconds(9_999))),
          UserTextOptions.asOfHistory());
    }
  }

  @Nested
  class NearestToEach implements RecallerContract {
    @Override
    public Recaller recaller() {
      return Recaller.nearestToEach(
          vectors ->
              MultiVectorUserEncoder.interests(
                  MultiVectorUserEncoder.history(vectors, 50, 10), InterestOptions.defaults()),
          10);
    }
  }

  @Nested
  class Interleaved implements RecallerContract {
    @Override
    public Recaller recaller() {
      Map<String, Recaller> both = new LinkedHashMap<>();
      both.put("nearest", Recaller.nearest(5));
      both.put("popular", popular());
      return Recaller.union(
          Fusion.atMost(Map.of("popular", 3), Fusion.interleaved(Map.of())), both);
    }
  }

  @Nested
  class Hybrid implements RecallerContract {
    @Override
    public Recaller recaller() {
      return Recaller.hybrid(
          Recaller.nearest(5),
          Baselines.bm25(Samples.catalog(), ItemText.title(), Bm25Options.defaults()).recaller(5));
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
