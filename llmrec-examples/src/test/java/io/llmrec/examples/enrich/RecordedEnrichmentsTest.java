package io.llmrec.examples.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.enrich.Enrichment;
import io.llmrec.core.enrich.Provenance;
import io.llmrec.core.eval.AsOfGuard;
import io.llmrec.core.eval.Split;
import io.llmrec.core.eval.Splits;
import io.llmrec.core.eval.ToldGuard;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RecordedEnrichmentsTest {

  private static void assertCounts(RecordedSet set, int kept, Map<String, Long> faults) {
    long lost = set.faults().values().stream().mapToLong(Long::longValue).sum();
    long again = set.remarks().getOrDefault("written again, the later text kept", 0L);
    assertEquals(set.stated(), set.read(), set.name());
    assertEquals(kept, set.texts().size(), set.name());
    assertEquals(faults, set.faults(), set.name());
    assertEquals(set.read(), set.texts().size() + lost + again, "none dropped in silence");
  }

  private static Enrichment text(RecordedSet set, String key) {
    return Objects.requireNonNull(set.texts().get(key));
  }

  @Test
  void filmTextsOfFourModelsAreThoseTheirDescriptionStates() {
    List<RecordedSet> films = new Recordings(SharedFolder.with("ml1m_full")).films();

    assertCounts(films.get(0), 3883, Map.of());
    assertCounts(films.get(1), 3879, Map.of("evasion in place of an answer", 4L));
    assertCounts(films.get(2), 3882, Map.of());
    assertCounts(films.get(3), 3259, Map.of("evasion in place of an answer", 1L));
    Provenance from = text(films.get(2), "1").provenance();
    assertEquals("deepseek-chat", from.model());
    assertTrue(AsOfGuard.admits(from.asOf(), Instant.parse("2000-01-01T00:00:00Z")));
  }

  @Test
  void courseProfilesCarryTheHashOfTheirRecordedPrompts() {
    RecordedSet courses = new Recordings(SharedFolder.with("mooc_zh")).courses();

    assertCounts(courses, 2297, Map.of());
    assertTrue(
        courses.texts().values().stream()
            .allMatch(one -> one.provenance().promptHash().length() == 64));
    assertTrue(text(courses, "0").text().startsWith("本课程由暨南大学"));
  }

  @Test
  void bookTextsOfGenreAreCountedWithTheirFaults() {
    Recordings recordings = new Recordings(SharedFolder.with("goodreads_once"));

    RecordedSet books = recordings.books();
    assertCounts(books, 16_784, Map.of("evasion in place of an answer", 49L));
    assertEquals(
        Map.of("written again, the later text kept", 1092L, "marker without a space", 1L),
        books.remarks());
    assertTrue(text(books, "89376").text().startsWith("Heaven is a book"));
    assertTrue(text(books, "89376").reply().startsWith("[description] "));
    assertCounts(recordings.readers(), 23_088, Map.of("blank", 1L));
    assertCounts(recordings.madeUpBooks(1), 2306, Map.of());
    assertCounts(recordings.madeUpBooks(2), 2306, Map.of());
  }

  @Test
  void readersInterestsMeetNoSampleThatTheyKnow() {
    RecordedSet readers = new Recordings(SharedFolder.with("goodreads_once")).readers();
    Provenance ofUser0 = text(readers, "0").provenance();
    Instant fifthAndLast = Instant.EPOCH.plus(Duration.ofHours(5));

    assertThrows(
        IllegalArgumentException.class,
        () -> AsOfGuard.require("interests", ofUser0, fifthAndLast));
    AsOfGuard.require("interests", ofUser0, fifthAndLast.plus(Duration.ofHours(1)));
  }

  @Test
  void viewerProfilesPassUnderTheirOwnSplitAndNoOther() {
    Recordings recordings = new Recordings(SharedFolder.with("ml1m_full"));
    GearSplit gear = GearSplit.read(recordings);
    RecordedSet viewers = recordings.filmViewers(gear.lastTold());

    assertCounts(viewers, 6040, Map.of());
    assertEquals(
        3,
        viewers.texts().values().stream()
            .filter(one -> one.provenance().asOf().equals(Instant.MAX))
            .count(),
        "viewers without a known time, whose profiles meet no sample");
    ToldGuard.require("viewer profiles", gear.split().train(), gear.split());
    List<Split> others =
        List.of(Splits.leaveLastOut(gear.all()), Splits.globalTime(gear.all(), 0.1, 0.1));
    for (Split other : others) {
      Exception e =
          assertThrows(
              IllegalArgumentException.class,
              () -> ToldGuard.require("viewer profiles", gear.split().train(), other));
      assertTrue(e.getMessage().startsWith("viewer profiles were told "), e.getMessage());
    }
  }

  @Test
  void faultsAreCountedByKind() {
    RecordedSet set = new RecordedSet("texts", "m", 5);
    String[] input = {"title"};

    set.add("a", "Good.", "Good.", input, "", Instant.EPOCH);
    set.add("a", "Better.", "Better.", input, "", Instant.EPOCH);
    set.add("b", " ", " ", input, "", Instant.EPOCH);
    set.add("c", "Sorry, I cannot say.", "", input, "", Instant.EPOCH);
    set.add("d", "A song called Sorry.", "", input, "", Instant.EPOCH);
    set.unusable("no JSON object");

    assertEquals(6, set.read());
    assertEquals(
        Map.of("blank", 1L, "evasion in place of an answer", 1L, "no JSON object", 1L),
        set.faults());
    assertEquals(Map.of("written again, the later text kept", 1L), set.remarks());
    assertEquals("Better.", text(set, "a").text());
    assertEquals(
        "| texts | m | 5 | 6 | 2 | 1 blank; 1 evasion in place of an answer; 1 no JSON object"
            + " | 1 written again, the later text kept |",
        set.row());
  }
}
