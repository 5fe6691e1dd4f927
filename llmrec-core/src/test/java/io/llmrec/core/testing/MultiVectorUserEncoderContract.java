package io.llmrec.core.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.llmrec.core.encode.MultiVectorUserEncoder;
import io.llmrec.core.encode.WeightedEmbedding;
import io.llmrec.core.user.UserContext;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link MultiVectorUserEncoder} promises. */
public interface MultiVectorUserEncoderContract {

  /** The encoder under test; knows the items of {@link Samples#prepared}. */
  MultiVectorUserEncoder multiVectorUserEncoder();

  /** Empty in, empty out. */
  @Test
  default void givesNothingForNoUsers() {
    assertEquals(List.of(), multiVectorUserEncoder().encode(List.of()));
  }

  /** One list per user, in the order given; none is made up for an unknown user. */
  @Test
  default void keepsThePlaceOfAnUnknownUser() {
    var lists =
        multiVectorUserEncoder().encode(List.of(UserContext.cold("nobody"), Samples.user()));
    assertEquals(2, lists.size());
    assertEquals(List.of(), lists.get(0));
    assertFalse(lists.get(1).isEmpty());
  }

  /** The same user gets the same vectors, to several threads too. */
  @Test
  default void repeatsItselfOnSeveralThreads() throws Exception {
    MultiVectorUserEncoder shared = multiVectorUserEncoder();
    List<List<WeightedEmbedding>> expected = shared.encode(List.of(Samples.user()));
    for (var found : Together.call(() -> shared.encode(List.of(Samples.user())))) {
      assertEquals(expected, found);
    }
  }
}
