package io.llmrec.rank.llm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.llmrec.core.catalog.Item;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ListwiseOptionsTest {

  private static void refused(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }

  @Test
  void valuesOutOfRangeAreRefused() {
    ListwiseOptions options = ListwiseOptions.DEFAULT;

    refused("maxCandidates must be 2 to 200, was 1", () -> options.withMaxCandidates(1));
    refused("maxCandidates must be 2 to 200, was 201", () -> options.withMaxCandidates(201));
    refused("minPlaced must be 0 to 1, was 1.5", () -> options.withMinPlaced(1.5));
    refused("minPlaced must be 0 to 1, was NaN", () -> options.withMinPlaced(Double.NaN));
    refused(
        "minTime must be at least 0, was PT-1S", () -> options.withMinTime(Duration.ofSeconds(-1)));
  }

  @Test
  void contentOutOfRangeIsRefused() {
    PromptContent content = PromptContent.DEFAULT;

    refused("maxHistory must be at least 0, was -1", () -> content.withMaxHistory(-1));
    refused("maxCharsPerItem must be 10 to 10000, was 9", () -> content.withMaxCharsPerItem(9));
  }

  @Test
  void anItemIsDescribedByItsCleanTitleAndSummary() {
    Item raw = Item.of("i", "RAW title");
    Item clean = raw.withAttribute("clean_title", "Title").withAttribute("summary", "Good.");

    assertEquals("RAW title", PromptContent.DEFAULT.itemText().of(raw));
    assertEquals("Title\nGood.", PromptContent.DEFAULT.itemText().of(clean));
  }

  @Test
  void tokensAreEstimatedByScript() {
    assertEquals(4, TokenEstimate.of("twelve chars"));
    assertEquals(6, TokenEstimate.of("六个汉字呢。"));
    assertEquals(3, TokenEstimate.of("词ab\ud83d\ude00"));
    assertEquals(0, TokenEstimate.of(""));
  }
}
