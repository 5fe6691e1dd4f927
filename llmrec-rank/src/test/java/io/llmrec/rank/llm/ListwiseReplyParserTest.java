package io.llmrec.rank.llm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListwiseReplyParserTest {

  private static final int COUNT = Films.TITLES.size();
  private static final int ENOUGH = 4;
  private static final Duration QUICK = Duration.ofSeconds(5);

  private static String resource(String name) {
    try (InputStream in = ListwiseReplyParserTest.class.getResourceAsStream("replies/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ListwiseReplyParser.Answer parse(String reply) {
    return new ListwiseReplyParser(Films.LABELS, Films.NAMES, ENOUGH).parse(reply);
  }

  private static RankingGuard.Verdict check(String reply) {
    return RankingGuard.check(COUNT, parse(reply).mentions());
  }

  static Stream<String> cases() {
    return resource("cases.tsv").lines().filter(line -> !line.startsWith("#"));
  }

  /** The reply's file, how it is read, the order, and how many of each kind. */
  @ParameterizedTest
  @MethodSource("cases")
  void readsEveryRecordedForm(String line) {
    String name = line.split("\t")[0];
    String reply = resource(name + ".txt");

    ListwiseReplyParser.Answer answer = parse(reply);

    RankingGuard.Verdict verdict = RankingGuard.check(COUNT, answer.mentions());
    String order =
        Arrays.stream(verdict.order()).mapToObj(String::valueOf).collect(Collectors.joining(" "));
    String read =
        Stream.of(
                name,
                answer.format(),
                order,
                verdict.placed(),
                verdict.missing(),
                verdict.duplicate(),
                verdict.invented(),
                verdict.fuzzy())
            .map(String::valueOf)
            .collect(Collectors.joining("\t"));
    assertEquals(line, read);
  }

  @Test
  void readsTheStartOfAHugeReply() {
    String huge = resource("valid-array.txt") + "\n" + "C303 [ \"Heat\" { ".repeat(700_000);
    assertTrue(huge.length() > 10_000_000);

    RankingGuard.Verdict verdict = assertTimeout(QUICK, () -> check(huge));

    assertArrayEquals(new int[] {2, 0, 5, 1, 4, 3, 6}, verdict.order());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[",
        "{\"a\":",
        "[[\"C303\"],",
        "\n",
        "\"",
        "**",
        "(1",
        "1. ",
        "- \u201c",
        "\u300a",
        ",a",
        "\ufdfa",
        "\ud800",
        "\u0000",
        " ",
        "Toy Stor\n",
        "1. Die Hard of Toy Story\n",
        "<think>",
        "</think>",
        "A101",
        "A101 X",
        "[A101",
        "\\",
        "\t"
      })
  void isQuickWithTenMillionCharactersOfAnything(String part) {
    String huge = part.repeat(10_000_000 / part.length());

    RankingGuard.Verdict verdict = assertTimeout(QUICK, () -> check(huge));

    assertPermutation(verdict.order(), huge);
  }

  @Test
  void isQuickWithManyCandidatesOfLongAlikeTitles() {
    String title = "the almost same title of a very long film ".repeat(5);
    List<List<String>> names =
        IntStream.range(0, 200).mapToObj(i -> List.of(title + (char) ('a' + i % 26))).toList();
    Labels labels = Labels.draw("s", 200, List.of());
    String reply = ("1. " + title + "?!\n2. " + title.substring(1) + "\n").repeat(1000);

    ListwiseReplyParser.Answer answer =
        assertTimeout(QUICK, () -> new ListwiseReplyParser(labels, names, 100).parse(reply));

    assertPermutation(RankingGuard.check(200, answer.mentions()).order(), reply);
  }

  @Test
  void deepNestingIsNoError() {
    assertPermutation(check("[".repeat(60_000)).order(), "[...");
    assertPermutation(check("[".repeat(30_000) + "]".repeat(30_000)).order(), "[...]");
    assertPermutation(check("{\"a\":".repeat(10_000)).order(), "{...");
  }

  @Test
  void tenThousandMutationsAlwaysGiveAPermutation() {
    List<String> seeds = cases().map(line -> resource(line.split("\t")[0] + ".txt")).toList();
    Random random = new Random(20240917);

    for (int i = 0; i < 10_000; i++) {
      String reply = seeds.get(random.nextInt(seeds.size()));
      for (int changes = 1 + random.nextInt(6); changes > 0; changes--) {
        reply = mutate(reply, seeds.get(random.nextInt(seeds.size())), random);
      }
      assertPermutation(check(reply).order(), reply);
    }
  }

  private static String mutate(String text, String other, Random random) {
    int from = random.nextInt(text.length() + 1);
    int to = from + random.nextInt(Math.min(20, text.length() - from) + 1);
    int start = random.nextInt(other.length() + 1);
    int end = start + random.nextInt(Math.min(30, other.length() - start) + 1);
    return switch (random.nextInt(5)) {
      case 0 -> text.substring(0, from) + text.substring(to);
      case 1 -> text.substring(0, from) + other.substring(start, end) + text.substring(to);
      case 2 -> text.substring(0, from);
      case 3 -> text.substring(0, to) + text.substring(from);
      default -> text.substring(0, from) + (char) random.nextInt(0x10000) + text.substring(from);
    };
  }

  private static void assertPermutation(int[] order, String reply) {
    int[] sorted = order.clone();
    Arrays.sort(sorted);
    assertArrayEquals(IntStream.range(0, order.length).toArray(), sorted, () -> cut(reply));
  }

  private static String cut(String reply) {
    return reply.substring(0, Math.min(200, reply.length()));
  }
}
