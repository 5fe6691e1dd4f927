package io.llmrec.prompt.enrich.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.enrich.UserProfile;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.user.Interaction;
import io.llmrec.prompt.enrich.EnrichOptions;
import io.llmrec.prompt.enrich.profile.HistoryCompressor.Update;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryCompressorTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATER = START.plusSeconds(1_000_000);
  private static final Catalog CATALOG =
      Catalog.of(
          IntStream.range(0, 200).mapToObj(i -> Item.of("i" + i, "Book number " + i)).toList());

  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  /** Counts what it is told in words and keeps the first and the last label. */
  private final LanguageModel counting =
      prompt -> {
        String text = prompt.text();
        asked.add(text);
        int last = text.split("\"label\":\"e").length - 1;
        return Reply.of(
            "{\"summary\": \"told in turn %s\", \"keep\": [\"e1\", \"e%d\"]}"
                .formatted("x".repeat(asked.size()), last));
      };

  private HistoryCompressor compressor(LanguageModel model) {
    return HistoryCompressor.of(model, CATALOG, EnrichOptions.DEFAULT.withConcurrency(1));
  }

  private static List<Interaction> events(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> Interaction.view("u", "i" + i, START.plusSeconds(i)))
        .toList();
  }

  private CompressedHistory update(LanguageModel model, CompressedHistory state, int from, int to) {
    return compressor(model).update(List.of(new Update(state, events(from, to))), LATER).get(0);
  }

  @Test
  void newEventsAreToldOnceWithTheSummarySoFar() {
    CompressedHistory first = update(counting, CompressedHistory.empty("u"), 0, 10);
    CompressedHistory second = update(counting, first, 10, 12);

    assertEquals(List.of("i0", "i9"), first.items());
    assertEquals(10, first.events());
    assertEquals(START.plusSeconds(9), first.through());
    assertEquals("told in turn xx", second.summary());
    assertEquals(List.of("i0", "i11"), second.items());
    assertEquals(12, second.events());
    assertTrue(asked.get(1).contains("\"told in turn x\""));
    assertTrue(asked.get(1).contains("Book number 9"), "it stands for the history");
    assertTrue(!asked.get(1).contains("Book number 5"), "it was told before");
  }

  @Test
  void longHistoryInOneCallEndsAsInSeveral() {
    CompressedHistory atOnce = update(counting, CompressedHistory.empty("u"), 0, 100);
    List<String> askedAtOnce = List.copyOf(asked);
    asked.clear();
    CompressedHistory state = CompressedHistory.empty("u");
    for (int from = 0; from < 100; from += 40) {
      state =
          update(counting, CompressedHistory.parse(state.line()), from, Math.min(100, from + 40));
    }

    assertEquals(atOnce, state);
    assertEquals(askedAtOnce, asked);
    assertEquals(3, asked.size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'summary': 'a', 'keep': ['e99']}|unknown label",
        "{'summary': 'a', 'keep': []}|other number",
        "{'summary': 'a', 'keep': ['e1', 'e1']}|other number",
        "{'summary': ' ', 'keep': ['e1']}|too long",
        "{'summary': 'likes 1984', 'keep': ['e1']}|invented word",
        "{'summary': 'a'}|form",
      })
  void refusedReplyLeavesTheStateForAnotherTry(String reply, String kind) {
    CompressedHistory before = update(counting, CompressedHistory.empty("u"), 0, 5);
    HistoryCompressor bad = compressor(prompt -> Reply.of(reply.replace('\'', '"')));

    CompressedHistory after = bad.update(List.of(new Update(before, events(5, 100))), LATER).get(0);

    assertEquals(before, after);
    assertEquals(Map.of(kind, 1L), bad.refusals(), "the later turns are not asked");
  }

  @Test
  void summaryOfMoreThanItsLengthIsRefused() {
    String long601 = "{\"summary\": \"" + "a".repeat(601) + "\", \"keep\": [\"e1\"]}";
    String long600 = long601.replace("a\"", "\"");

    assertEquals(
        0, update(prompt -> Reply.of(long601), CompressedHistory.empty("u"), 0, 3).events());
    assertEquals(
        3, update(prompt -> Reply.of(long600), CompressedHistory.empty("u"), 0, 3).events());
  }

  @Test
  void eventsWithUnknownItemsAreCountedWithoutAsking() {
    CompressedHistory state = update(counting, CompressedHistory.empty("u"), 500, 503);

    assertEquals(3, state.events());
    assertEquals("", state.summary());
    assertEquals(0, asked.size());
  }

  @Test
  void everySummaryHandsOnWhereItComesFrom() {
    List<UserProfile> kept = new ArrayList<>();
    Update long100 = new Update(CompressedHistory.empty("u"), events(0, 100));

    compressor(counting).update(List.of(long100), LATER, kept::add);

    assertEquals(3, kept.size());
    assertEquals("u", kept.get(0).userId());
    assertEquals(LATER, kept.get(0).asOf());
    assertEquals("told in turn x", kept.get(0).text());
    assertTrue(kept.get(0).enrichment().reply().startsWith("{\"summary\""));
  }

  @Test
  void severalUsersKeepTheirPlaces() {
    Update none = new Update(CompressedHistory.empty("a"), List.of());
    Update some = new Update(CompressedHistory.empty("u"), events(0, 3));

    List<CompressedHistory> states = compressor(counting).update(List.of(none, some), LATER);

    assertEquals(CompressedHistory.empty("a"), states.get(0));
    assertEquals(3, states.get(1).events());
  }

  @Test
  void anyStateIsReadAsItWasWritten() {
    CompressedHistory awkward =
        new CompressedHistory("u\t\"1\"\n", "\u0000 骑行 🚲", List.of("a,b", "\""), START, 1L << 40);

    assertEquals(awkward, CompressedHistory.parse(awkward.line()));
    assertEquals(1, awkward.line().lines().count());
  }

  @Test
  void misuseIsNamed() {
    CompressedHistory state = new CompressedHistory("u", "a", List.of(), LATER, 3);
    assertEquals(
        "news of user 'u' must be the user's own and oldest first from 2026-01-12T13:46:40Z on,"
            + " were of 'u', 2026-01-01T00:00:00Z",
        message(() -> new Update(state, events(0, 1))));
    assertEquals(
        "news of user 'u' go on to 2026-01-01T00:00:00Z and must not be told as of"
            + " 1970-01-01T00:00:00Z",
        message(
            () ->
                compressor(counting)
                    .update(
                        List.of(new Update(CompressedHistory.empty("u"), events(0, 1))),
                        Instant.EPOCH)));
    assertEquals(
        "a compressed history lacks a field", message(() -> CompressedHistory.parse("{}")));
    assertEquals(
        "a compressed history is not as it was written",
        message(() -> CompressedHistory.parse("[")));
  }

  private static String message(Runnable misuse) {
    return assertThrows(IllegalArgumentException.class, misuse::run).getMessage();
  }
}
