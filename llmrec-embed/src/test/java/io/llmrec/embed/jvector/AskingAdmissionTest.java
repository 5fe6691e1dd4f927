package io.llmrec.embed.jvector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.index.VectorTable;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
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
        new AskingAdmission(table, id -> number(id) % every == 0, null, new Asked(), () -> 0);

    double share = 1.0 / every;
    double rows = Math.min(512, 24 / share);
    assertEquals(share, admission.share(), 3 * Math.sqrt(share * (1 - share) / rows));
  }

  @Test
  void looksAtFewRowsWhereAllAreAdmitted() {
    AtomicLong asked = new AtomicLong();

    AskingAdmission all =
        new AskingAdmission(table, id -> asked.incrementAndGet() > 0, null, new Asked(), () -> 0);

    assertEquals(1, all.share());
    assertEquals(16, asked.get());
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
            new Asked(),
            nanos::get);

    assertEquals(10, admission.askNanos());
    assertEquals(10.0 * SIZE, admission.findNanos());
    assertEquals(0, admission.share());
  }

  /** A row that follows the one before is asked about in 3 ns, one that lies elsewhere in 90. */
  @Test
  void timesRowsInOrderApart() {
    AtomicLong nanos = new AtomicLong();
    AtomicLong last = new AtomicLong();

    AskingAdmission admission =
        new AskingAdmission(
            table,
            id -> {
              nanos.addAndGet(number(id) == last.getAndSet(number(id)) + 1 ? 3 : 90);
              return false;
            },
            null,
            new Asked(),
            nanos::get);

    assertEquals(90, admission.askNanos());
    assertEquals((3 * 127 + 90) / 128.0 * SIZE, admission.findNanos());
  }

  @Test
  void knowsTheShareBetterWithEverySearchByTheSamePredicate() {
    AtomicLong calls = new AtomicLong();
    Predicate<String> some =
        id -> {
          calls.incrementAndGet();
          return number(id) % 33 == 0;
        };
    Asked asked = new Asked();
    AskingAdmission first = new AskingAdmission(table, some, null, asked, () -> 0);
    long atFirst = calls.get();

    for (int search = 0; search < 400; search++) {
      first = new AskingAdmission(table, some, null, asked, () -> 0);
    }

    assertEquals(512, atFirst);
    assertEquals(512 + 400 * 16, calls.get());
    double share = 1.0 / 33;
    assertEquals(share, first.share(), 3 * Math.sqrt(share * (1 - share) / calls.get()));
  }

  @Test
  void seesThatAPredicateAdmitsLessThanBefore() {
    AtomicBoolean open = new AtomicBoolean(true);
    Asked asked = new Asked();
    for (int search = 0; search < 500; search++) {
      assertEquals(1, new AskingAdmission(table, id -> open.get(), null, asked, () -> 0).share());
    }

    open.set(false);

    assertTrue(new AskingAdmission(table, id -> open.get(), null, asked, () -> 0).share() < 1);
    double share = 1;
    for (int search = 0; search < 4000; search++) {
      share = new AskingAdmission(table, id -> open.get(), null, asked, () -> 0).share();
    }
    assertTrue(share < 0.01, "share " + share);
  }

  @Test
  void passesAllRowsAdmittedInOrder() {
    AskingAdmission admission =
        new AskingAdmission(table, id -> number(id) % 7000 == 1, null, new Asked());

    assertEquals(List.of(1, 7001, 14001), Rows.of(admission.rows()));
  }
}
