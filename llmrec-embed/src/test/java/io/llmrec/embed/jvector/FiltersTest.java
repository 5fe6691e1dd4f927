package io.llmrec.embed.jvector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.index.AllowList;
import io.llmrec.core.index.CategoryFilter.Categories;
import io.llmrec.core.index.VectorTable;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class FiltersTest {

  private final VectorTable table = Clusters.table(10, 4, 0, 1);
  private final Filters filters = new Filters(table);

  private static int[] rows(Admission admission) {
    return Rows.of(admission.rows()).stream().mapToInt(Integer::intValue).toArray();
  }

  @Test
  void asksAnAllowListUntilItsRowsAreKnown() {
    AllowList list = AllowList.of(List.of("v7", "v2", "v2", "unknown", "v5"));

    Admission first = filters.admission(list, null);
    Admission second = filters.admission(list, null);

    assertEquals(0.4, first.share());
    assertTrue(first.askNanos() > 0);
    assertEquals(first.askNanos() * 4, first.findNanos());
    assertEquals(0.3, second.share());
    assertEquals(0, second.askNanos() + second.findNanos());
    for (Admission admission : List.of(first, second)) {
      assertTrue(admission.test(5));
      assertFalse(admission.test(6));
      assertArrayEquals(new int[] {2, 5, 7}, rows(admission));
    }
  }

  @Test
  void asksForCategoriesOnce() {
    AtomicInteger asked = new AtomicInteger();
    Categories categories =
        id -> {
          asked.incrementAndGet();
          return id.equals("v3")
              ? Set.of()
              : List.of(id.compareTo("v5") < 0 ? "low" : "high", "all");
        };

    assertArrayEquals(
        new int[] {0, 1, 2, 4}, rows(filters.admission(categories.any(Set.of("low")), null)));
    assertArrayEquals(
        new int[] {0, 1, 2, 4, 5, 6, 7, 8, 9},
        rows(filters.admission(categories.any(Set.of("low", "high")), null)));
    assertEquals(0, filters.admission(categories.any(Set.of("none")), null).share());
    assertEquals(10, asked.get());
    assertTrue(categories.any(Set.of("low", "none")).test("v1"));
    assertFalse(categories.any(Set.of("none")).test("v1"));
  }

  /** Asks fewer rows of a predicate that it has seen before. */
  @Test
  void knowsAPredicateAgain() {
    AtomicInteger asked = new AtomicInteger();
    Predicate<String> none = id -> asked.incrementAndGet() < 0;

    filters.admission(none, null);
    int first = asked.getAndSet(0);
    filters.admission(none, null);

    assertEquals(512, first);
    assertEquals(16, asked.get());
  }

  @Test
  void passesOverWhatIsDead() {
    BitSet dead = new BitSet();
    dead.set(2, 6);

    assertArrayEquals(
        new int[] {1, 7}, rows(filters.admission(AllowList.of(List.of("v1", "v3", "v7")), dead)));
    Admission asking = filters.admission(id -> !id.equals("v0"), dead);
    assertArrayEquals(new int[] {1, 6, 7, 8, 9}, rows(asking));
  }
}
