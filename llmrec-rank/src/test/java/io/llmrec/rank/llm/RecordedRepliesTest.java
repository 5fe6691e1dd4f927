package io.llmrec.rank.llm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Titles as real models wrote them, against the titles they were shown. */
class RecordedRepliesTest {

  private static final Path SHARED =
      Path.of(System.getProperty("llmrec.shared", "../../shared")).resolve("data");

  /** {@code 3. Speed - Terminal Velocity}: a film of the history, then the one recommended. */
  private static final Pattern HISTORY_PART = Pattern.compile("(?m)^(\\[?[0-9]+\\.).*? - ");

  private static String read(String name) throws IOException {
    Path file = SHARED.resolve(name);
    assumeTrue(Files.exists(file), "skipped: there is no file " + file.toAbsolutePath());
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<String> shown(JsonNode recorded) {
    String input = recorded.get("Input_1").asText().strip();
    String line = input.lines().findFirst().orElseThrow();
    return List.of(line.substring(line.indexOf(':') + 1).strip().split(", |\\.$"));
  }

  /**
   * 170 answers of GPT-3 with ten films each; candidates are parted by commas, as in the prompts.
   */
  @Test
  void findsTheFilmsThatGptRecommended() throws IOException {
    JsonNode cases =
        new ObjectMapper()
            .readTree(read("nir_ml100k/results_multi_prompting_len8_numcand_19_2023.json.gz"));
    int[] sums = new int[4];

    for (JsonNode recorded : cases) {
      List<String> candidates = shown(recorded);
      String lines = recorded.get("Predictions").asText().replace("], [", "],\n[");
      String reply = HISTORY_PART.matcher(lines).replaceAll("$1 ");
      Labels labels = Labels.draw(recorded.get("PID").asText(), candidates.size(), candidates);
      List<List<String>> names = candidates.stream().map(List::of).toList();

      ListwiseReplyParser.Answer answer =
          new ListwiseReplyParser(labels, names, candidates.size()).parse(reply);

      RankingGuard.Verdict verdict = RankingGuard.check(candidates.size(), answer.mentions());
      sums[0] += verdict.placed();
      sums[1] += verdict.fuzzy();
      sums[2] += verdict.duplicate();
      sums[3] += verdict.invented();
    }

    System.out.printf(
        "%d replies: placed %d, of these fuzzy %d; duplicate %d, invented %d%n",
        cases.size(), sums[0], sums[1], sums[2], sums[3]);
    assertEquals(170, cases.size());
    // The rest are titles that hold a comma, at which the prompt's list cannot be taken apart.
    assertTrue(sums[0] >= 1680, "placed " + sums[0]);
    assertTrue(sums[3] <= 13, "invented " + sums[3]);
  }

  /** Films of ML-1M in pages of 50: one that is not on the page must not be taken for another. */
  @Test
  void hardlyAnyFilmIsTakenForAnother() throws IOException {
    List<String> titles =
        read("gemini_rerank/movielens_lightgcn.titles.tsv.gz")
            .lines()
            .map(line -> line.split("\t")[1])
            .toList();
    List<String> mistaken = new ArrayList<>();
    int missed = 0;

    for (int start = 0; start + 50 <= titles.size(); start += 50) {
      List<List<String>> page = titles.subList(start, start + 50).stream().map(List::of).toList();
      TitleMatcher others = new TitleMatcher(page);
      for (int i = 0; i < titles.size(); i += 7) {
        boolean there = i >= start && i < start + 50;
        Mention mention = others.match(articleInFront(titles.get(i)));
        if (!there && mention != null && mention.known()) {
          mistaken.add(titles.get(i) + " = " + page.get(mention.place()));
        } else if (there && !Mention.exact(i - start).equals(mention)) {
          missed++;
        }
      }
    }

    System.out.printf("titles alone: missed %d, mistaken %s%n", missed, mistaken);
    assertEquals(0, missed);
    // Remakes of one name, for which the data has no years, and one letter in twelve.
    assertTrue(mistaken.size() <= 3, mistaken::toString);
  }

  private static String articleInFront(String title) {
    return title.endsWith(", The") ? "The " + title.substring(0, title.length() - 5) : title;
  }
}
