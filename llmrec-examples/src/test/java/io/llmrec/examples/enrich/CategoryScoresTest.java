package io.llmrec.examples.enrich;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.examples.enrich.CoPurchase.Told;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CategoryScoresTest {

  @Test
  void recordedChineseRepliesAreCheckedAgainstTheTree() {
    CategoryScores scores = new CategoryScores(SharedFolder.with("kuairec_zh"));

    CategoryScores.Named named = scores.kuairecReplies();

    assertEquals(516, named.replies());
    assertEquals(515, named.strict());
    assertEquals(515, named.parsed());
    assertEquals(57, named.withCategories());
    assertEquals(169, named.named());
    assertEquals(57, named.exact());
    assertEquals(1, named.near());
    assertEquals(
        named.named(),
        named.exact()
            + named.near()
            + named.unknown().values().stream().mapToInt(Integer::intValue).sum());
  }

  @Test
  void misspeltPathsFindTheirPlace() {
    int[] counts = new CategoryScores(SharedFolder.with("kuairec_zh")).misspelt();

    assertEquals(271, counts[2]);
    assertTrue(counts[1] >= 0.95 * counts[2], counts[1] + " found rightly");
    assertTrue(counts[0] - counts[1] <= 1, "at most one is taken for another");
  }

  @Test
  void reasonsAreParsedAndTellALittleMoreThanTheProduct() {
    List<CoPurchase> all = CoPurchase.read(SharedFolder.with("intentionqa"));

    double product = Arrays.stream(CategoryScores.hits(all, Told.PRODUCT)).average().orElseThrow();
    double both = Arrays.stream(CategoryScores.hits(all, Told.BOTH)).average().orElseThrow();

    assertEquals(2315, all.size());
    assertEquals(2315, all.stream().filter(one -> !one.reason().isEmpty()).count());
    assertTrue(product > 0.85 && both > product, product + " and " + both);
  }

  @ParameterizedTest
  @CsvSource({
    "PersonX bought a because they are both a type of tea., they are both a type of tea., same"
        + " kind",
    "'PersonX bought a as a result, he can brew.', he can brew., ''",
    "PersonX bought a because it is used for tea, it is used for tea, shared use",
    "I do not know, '', ''",
  })
  void reasonsAndTheirKindsAreRead(String reply, String reason, String relation) {
    assertEquals(reason, CoPurchase.reason(reply));
    assertEquals(relation, CoPurchase.relation(reason));
  }

  @Test
  void choiceIsSharedBetweenEquals() {
    CoPurchase one = new CoPurchase("green tea", "cup", "", List.of("tea", "tea", "red cup"), 1);
    WordWeights words = CoPurchase.weights(List.of(one));

    assertArrayEquals(
        new double[] {0.5, 0, 0},
        Arrays.stream(Told.values()).mapToDouble(told -> one.hit(words, told)).toArray());
    assertEquals(
        "gold must be one of 1 options, was 1",
        assertThrows(
                IllegalArgumentException.class,
                () -> new CoPurchase("a", "b", "c", List.of("d"), 1))
            .getMessage());
  }
}
