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
import org.junit.jupiter.api.Test;

class FiltersTest {

  private final VectorTable table = Clusters.table(10, 4, 0, 1);
  private final Filters filters = new Filters(table);

  @Test
  void looksUpAnAllowList() {
    Admission admission =
        filters.admission(AllowList.of(List.of("v7", "v2", "v2", "unknown", "v5")), null);

    assertTrue(admission.known());
    assertArrayEquals(new int[] {2, 5, 7}, admission.rows());
    assertEquals(0.3, admission.share());
    assertTrue(admission.test(5));
    assertFalse(admission.test(6));
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
        new int[] {0, 1, 2, 4}, filters.admission(categories.any(Set.of("low")), null).rows());
    assertArrayEquals(
        new int[] {0, 1, 2, 4, 5, 6, 7, 8, 9},
        filters.admission(categories.any(Set.of("low", "high")), null).rows());
    assertEquals(0, filters.admission(categories.any(Set.of("none")), null).share());
    assertEquals(10, asked.get());
    assertTrue(categories.any(Set.of("low", "none")).test("v1"));
    assertFalse(categories.any(Set.of("none")).test("v1"));
  }

  @Test
  void passesOverWhatIsDead() {
    BitSet dead = new BitSet();
    dead.set(2, 6);

    assertArrayEquals(
        new int[] {1, 7}, filters.admission(AllowList.of(List.of("v1", "v3", "v7")), dead).rows());
    Admission asking = filters.admission(id -> !id.equals("v0"), dead);
    assertFalse(asking.known());
    assertArrayEquals(new int[] {1, 6, 7, 8, 9}, asking.rows());
  }
}
