package io.llmrec.embed.jvector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.llmrec.core.index.VectorTable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AskingAdmissionTest {

  private static final int SIZE = 20_000;

  private final VectorTable table = Clusters.table(SIZE, 2, 0, 1);

  private static int number(String id) {
    return Integer.parseInt(id.substring(1));
  }

  /** Rows at equal distances would see twice as many of every hundredth as there are. */
  @ParameterizedTest
  @ValueSource(ints = {2, 4, 10, 25, 50, 100})
  void estimatesTheShareAlsoOfRowsAtEqualDistances(int every) {
    AskingAdmission admission =
        new AskingAdmission(table, id -> number(id) % every == 0, null, () -> 0);

    double share = 1.0 / every;
    assertEquals(share, admission.share(), 3 * Math.sqrt(share * (1 - share) / 256));
  }

  @Test
  void looksAtFewRowsWhereAllAreAdmitted() {
    AtomicLong asked = new AtomicLong();

    AskingAdmission all =
        new AskingAdmission(table, id -> asked.incrementAndGet() > 0, null, () -> 0);

    assertEquals(1, all.share());
    assertEquals(32, asked.get());
  }

  /** Each question takes 10 ns, and the thread is set aside for a second within the first look. */
  @Test
  void timesItsQuestionsWithoutTheTimeSetAside() {
    AtomicLong nanos = new AtomicLong();
    AtomicLong asked = new AtomicLong();

    AskingAdmission admission =
        new AskingAdmission(
            table,
            id -> {
              nanos.addAndGet(asked.incrementAndGet() == 7 ? 1_000_000_000 : 10);
              return false;
            },
            null,
            nanos::get);

    assertEquals(10, admission.askNanos());
    assertEquals(10.0 * SIZE, admission.findNanos());
    assertEquals(0, admission.share());
  }

  @Test
  void passesAllRowsAdmittedInOrder() {
    List<Integer> rows = new ArrayList<>();

    new AskingAdmission(table, id -> number(id) % 7000 == 1, null).forEach(rows::add);

    assertEquals(List.of(1, 7001, 14001), rows);
  }
}
