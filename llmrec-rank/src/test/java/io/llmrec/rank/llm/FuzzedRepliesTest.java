package io.llmrec.rank.llm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmrec.core.compute.Draws;
import io.llmrec.core.llm.Prompt;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Replies as models write them, damaged in 10,000 ways: there is always a whole list. */
class FuzzedRepliesTest {

  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
  private static final int MUTATIONS = 10_000;
  private static final Path RECORDED =
      Path.of(System.getProperty("llmrec.shared", "../../shared"))
          .resolve("data/nir_ml100k/results_multi_prompting_len8_numcand_19_2023.json.gz");
  private static final String SPICE =
      "[]{}\",:\\\n<>`*# 0123456789ABCKab-_/.()\u0000\ud83d\ufdfa\u200b「《第";

  /** A reply with the candidates that it is about. */
  private record Sample(String reply, List<String> labels, List<String> titles) {}

  private static List<String> labels(int count, long seed) {
    return Labels.draw("fuzz" + seed, count, List.of()).all();
  }

  /** GPT-3's answers by title, and the same by label, where the recordings are at hand. */
  private static List<Sample> recorded() throws IOException {
    List<Sample> samples = new ArrayList<>();
    if (!Files.exists(RECORDED)) {
      System.out.println("without recorded replies: there is no file " + RECORDED);
      return samples;
    }
    JsonNode cases;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(RECORDED))) {
      cases = new ObjectMapper().readTree(in);
    }
    for (JsonNode each : cases) {
      String line = each.get("Input_1").asText().strip().lines().findFirst().orElseThrow();
      List<String> titles = List.of(line.substring(line.indexOf(':') + 1).strip().split(", |\\.$"));
      samples.add(
          new Sample(
              each.get("Predictions").asText(), labels(titles.size(), samples.size()), titles));
    }
    return samples;
  }

  private static List<Sample> written() {
    List<Sample> samples = new ArrayList<>();
    List<String> titles =
        IntStream.range(0, 20).mapToObj(i -> Films.TITLES.get(i % 7) + " part " + i).toList();
    for (int i = 0; i < 30; i++) {
      List<String> labels = labels(20, 1000 + i);
      String array = labels.stream().collect(Collectors.joining("\", \"", "[\"", "\"]"));
      samples.add(new Sample(array, labels, titles));
      samples.add(new Sample("Sure!\n```json\n" + array + "\n```\nEnjoy [1].", labels, titles));
      samples.add(new Sample("<think>hm " + array + "</think>\n" + array, labels, titles));
      samples.add(new Sample("{\"ranking\": " + array + "}", labels, titles));
      samples.add(
          new Sample(
              IntStream.range(0, 20)
                  .mapToObj(n -> (n + 1) + ". " + labels.get(n) + " - " + titles.get(n))
                  .collect(Collectors.joining("\n")),
              labels,
              titles));
    }
    return samples;
  }

  private static String mutated(String text, Draws draws) {
    StringBuilder reply = new StringBuilder(text);
    int damages = 1 + draws.below(8);
    for (int i = 0; i < damages; i++) {
      int from = draws.below(reply.length() + 1);
      int to = Math.min(reply.length(), from + draws.below(1 + reply.length() / 3));
      switch (draws.below(8)) {
        case 0 -> reply.delete(from, to);
        case 1 -> reply.setLength(from);
        case 2 -> reply.insert(from, reply.substring(from, to));
        case 3 -> reply.insert(from, SPICE.charAt(draws.below(SPICE.length())));
        case 4 -> reply.insert(draws.below(reply.length() + 1), reply.substring(from, to));
        case 5 ->
            reply.replace(
                from, to, new StringBuilder(reply.substring(from, to)).reverse().toString());
        case 6 -> reply.insert(from, "[\"".repeat(draws.below(40)));
        default -> reply.append(reply.substring(0, from));
      }
      if (reply.length() > 20_000) {
        reply.setLength(20_000);
      }
    }
    return reply.toString();
  }

  @Test
  void everyDamagedReplyGivesAWholeList() throws IOException {
    List<Sample> samples = new ArrayList<>(recorded());
    samples.addAll(written());
    Draws draws = Draws.of(2026);
    long placed = 0;
    long nanos = 0;

    for (int i = 0; i < MUTATIONS; i++) {
      Sample sample = samples.get(i % samples.size());
      String reply = mutated(sample.reply(), draws);
      int count = sample.titles().size();

      long start = CPU.getCurrentThreadCpuTime();
      RankingReply read = RankingReply.read(reply, sample.labels(), sample.titles());
      nanos += CPU.getCurrentThreadCpuTime() - start;

      assertEquals(count, read.order().size());
      assertEquals(count, read.order().stream().distinct().count());
      assertTrue(read.order().stream().allMatch(place -> place >= 0 && place < count));
      assertTrue(read.fuzzy() <= read.placed() && read.placed() <= count);
      int one =
          LabelReply.read(
              reply,
              new Question(
                  Prompt.of("?"),
                  Labels.of(sample.labels()),
                  sample.titles().stream().map(List::of).toList()));
      assertTrue(one >= -1 && one < count);
      placed += read.placed();
    }

    System.out.printf(
        "%d damaged replies of %d: %.1f candidates placed on average, %d us of processor time each,"
            + " cold%n",
        MUTATIONS, samples.size(), (double) placed / MUTATIONS, nanos / 1000 / MUTATIONS);
    assertTrue(placed > 3 * MUTATIONS, "placed " + placed);
  }

  @Test
  void labelsAndTitlesMustBelongTogether() {
    assertEquals(
        "labels must be as many as titles and all different, were 1 for 2 titles",
        assertThrows(
                IllegalArgumentException.class,
                () -> RankingReply.read("", List.of("A101"), List.of("a", "b")))
            .getMessage());
    assertEquals(
        "a label must be a capital letter and three digits, was 'x'",
        assertThrows(
                IllegalArgumentException.class,
                () -> RankingReply.read("", List.of("x"), List.of("a")))
            .getMessage());
  }

  @Test
  void withoutLabelsTitlesAreRead() {
    RankingReply read =
        RankingReply.read("1. Heat (1995)\n2. Toy Story\n3. Alien", List.of(), Films.TITLES);

    assertEquals(List.of(2, 1, 0, 3, 4, 5, 6), read.order());
    assertEquals(2, read.placed());
    assertEquals(1, read.invented());
  }
}
