package io.llmrec.rank.student;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.rerank.ReRanker;
import io.llmrec.core.testing.ReRankerContract;
import io.llmrec.core.testing.Samples;
import io.llmrec.rank.student.TeacherRanking.ScoredId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TeacherLogTest {

  @TempDir Path folder;

  private static TeacherRanking ranking(int number) {
    return new TeacherRanking(
        "请求 \"" + number + "\"",
        Instant.parse("2026-06-30T12:00:00.123456789Z"),
        List.of("h\n1", "h2"),
        List.of(new ScoredId("a", 1.0 / 3), new ScoredId("b", -2e-300)),
        List.of("b", "a"));
  }

  @Test
  void whatIsWrittenIsRead() {
    Path file = folder.resolve("teacher.jsonl");
    try (TeacherLog log = TeacherLog.open(file, 1 << 20)) {
      log.add(ranking(1));
      log.add(ranking(2));
    }
    try (TeacherLog log = TeacherLog.open(file, 1 << 20)) {
      log.add(ranking(3));
    }

    TeacherLog.Content content = TeacherLog.read(file, 100);

    assertEquals(List.of(ranking(1), ranking(2), ranking(3)), content.rankings());
    assertEquals(0, content.badLines());
    assertEquals(List.of(ranking(1)), TeacherLog.read(file, 1).rankings());
  }

  @Test
  void aTornLastLineIsCutOff() throws IOException {
    Path file = folder.resolve("teacher.jsonl");
    try (TeacherLog log = TeacherLog.open(file, 1 << 20)) {
      log.add(ranking(1));
    }
    Files.writeString(file, "{\"request\":\"half", StandardOpenOption.APPEND);

    assertEquals(1, TeacherLog.read(file, 100).badLines());
    try (TeacherLog log = TeacherLog.open(file, 1 << 20)) {
      log.add(ranking(2));
    }

    TeacherLog.Content content = TeacherLog.read(file, 100);
    assertEquals(List.of(ranking(1), ranking(2)), content.rankings());
    assertEquals(0, content.badLines());
  }

  @Test
  void badLinesAreCounted() throws IOException {
    Path file = folder.resolve("teacher.jsonl");
    String good = RankingJson.write(ranking(1));
    Files.writeString(
        file,
        String.join(
            "\n",
            good,
            "",
            "[]",
            good.replace("2026-06-30T12", "yesterday"),
            good.replace("[\"b\",\"a\"]", "[\"b\",\"c\"]"),
            good.replace("\"score\":0.", "\"score\":\"0.\",\"x\":0."),
            good.replace("h2", "h".repeat(2 << 20)),
            ""));

    TeacherLog.Content content = TeacherLog.read(file, 100);

    assertEquals(List.of(ranking(1)), content.rankings());
    assertEquals(6, content.badLines());
  }

  @Test
  void aFullLogLeavesOut() throws IOException {
    Path file = folder.resolve("teacher.jsonl");
    long line = RankingJson.write(ranking(1)).getBytes("UTF-8").length + 1;
    try (TeacherLog log = TeacherLog.open(file, 2 * line)) {
      for (int i = 1; i <= 5; i++) {
        log.add(ranking(i));
      }
      assertEquals(3, log.leftOut());
    }

    assertEquals(2 * line, Files.size(file));
  }

  @Test
  void aReservoirIsBoundedAndEven() {
    int[] times = new int[20];
    for (int seed = 0; seed < 2000; seed++) {
      RankingReservoir reservoir = new RankingReservoir(5, seed);
      for (int i = 0; i < 20; i++) {
        reservoir.add(ranking(i));
      }
      assertEquals(5, reservoir.rankings().size());
      assertEquals(20, reservoir.added());
      for (int i = 0; i < 20; i++) {
        times[i] += reservoir.rankings().contains(ranking(i)) ? 1 : 0;
      }
    }
    for (int i = 0; i < 20; i++) {
      assertTrue(times[i] > 400 && times[i] < 600, i + " was kept " + times[i] + " times");
    }
    assertEquals(
        "capacity must be at least 1, was 0",
        assertThrows(IllegalArgumentException.class, () -> new RankingReservoir(0, 1))
            .getMessage());
  }

  @Test
  void brokenRankingsAreRefused() {
    assertEquals(
        "order of ranking 'r' must name each candidate once",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new TeacherRanking(
                        "r",
                        Instant.EPOCH,
                        List.of(),
                        List.of(new ScoredId("a", 1), new ScoredId("b", 1)),
                        List.of("a", "a")))
            .getMessage());
    assertEquals(
        "ranking 'r' must have 2 to 1000 candidates, has 0",
        assertThrows(
                IllegalArgumentException.class,
                () -> new TeacherRanking("r", Instant.EPOCH, List.of(), List.of(), List.of()))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> new ScoredId("a", Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> TeacherLog.open(folder.resolve("x"), 0));
    assertThrows(IllegalArgumentException.class, () -> TeacherLog.read(folder.resolve("x"), 0));
  }

  @Nested
  class Teaching implements ReRankerContract {

    private final ReRanker reverse =
        (context, candidates) -> {
          List<Candidate> reversed = new ArrayList<>(candidates);
          Collections.reverse(reversed);
          return reversed;
        };

    @Override
    public ReRanker reRanker() {
      return new TeachingReRanker(reverse, new RankingReservoir(10, 1));
    }

    @Test
    void passesOnWhatTheTeacherSaid() {
      RankingReservoir reservoir = new RankingReservoir(10, 1);
      StageContext context = Samples.context();

      List<Candidate> order =
          new TeachingReRanker(reverse, reservoir).rerank(context, candidates());

      TeacherRanking taught = reservoir.rankings().get(0);
      assertEquals(order.stream().map(Candidate::id).toList(), taught.order());
      assertEquals(List.of("item-0", "item-4", "item-8"), taught.history());
      assertEquals("sample", taught.requestId());
      assertEquals(Map.of("taught", 1L), context.counts());
    }

    @Test
    void aDegradedTeacherTeachesNothing() {
      RankingReservoir reservoir = new RankingReservoir(10, 1);
      ReRanker down =
          (context, candidates) -> {
            context.degrade("down");
            return candidates;
          };

      new TeachingReRanker(down, reservoir).rerank(Samples.context(), candidates());

      assertEquals(0, reservoir.added());
    }

    @Test
    void aFailingSinkCostsTheRequestNothing() {
      TeacherLog closed = TeacherLog.open(folder.resolve("teacher.jsonl"), 1 << 20);
      closed.close();
      StageContext context = Samples.context();

      List<Candidate> order = new TeachingReRanker(reverse, closed).rerank(context, candidates());

      assertEquals(reverse.rerank(context, candidates()), order);
      assertEquals(Map.of("unlogged", 1L), context.counts());
    }
  }
}
