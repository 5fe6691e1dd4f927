package io.llmrec.prompt.wrap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrappers stand around each other in any order. */
@Timeout(30)
class ComposedWrappersTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void anyOrderGivesTheReply(long seed) throws Exception {
    List<AutoCloseable> open = new ArrayList<>();
    List<UnaryOperator<LanguageModel>> wrappers = wrappers(open);
    Collections.shuffle(wrappers, new Random(seed));
    AtomicInteger calls = new AtomicInteger();
    LanguageModel model =
        prompt -> {
          if (calls.incrementAndGet() == 1) {
            throw Models.busy();
          }
          return Reply.of("<think>hm</think>hi");
        };
    for (UnaryOperator<LanguageModel> wrapper : wrappers) {
      model = wrapper.apply(model);
    }

    assertEquals("hi", model.complete(Models.HELLO).text());
    assertEquals("hi", model.complete(Models.HELLO).text());

    assertEquals(2, calls.get(), "one failure, one reply, the rest from the cache");
    for (AutoCloseable wrapper : open) {
      wrapper.close();
    }
  }

  private static List<UnaryOperator<LanguageModel>> wrappers(List<AutoCloseable> open) {
    RetryOptions fast = new RetryOptions(3, Duration.ofNanos(1), Duration.ofNanos(1), null);
    List<UnaryOperator<LanguageModel>> all = new ArrayList<>();
    all.add(model -> RetryingModel.around(model, fast));
    all.add(model -> RateLimitedModel.around(model, new RateLimits(1000, 1_000_000)));
    all.add(AdaptiveConcurrencyModel::around);
    all.add(
        model -> {
          CachingModel caching = CachingModel.builder(model, "small").build();
          open.add(caching);
          return caching;
        });
    all.add(model -> BudgetedModel.around(model, BudgetLimits.NONE.withTokens(1_000_000)));
    all.add(CircuitBreakerModel::around);
    all.add(FallbackModel::of);
    all.add(
        model -> {
          HedgedModel hedged = HedgedModel.around(model);
          open.add(hedged);
          return hedged;
        });
    all.add(ReasoningStrippingModel::around);
    all.add(model -> ListeningModel.around(model, new ModelSource("p", "m"), event -> {}));
    return all;
  }
}
