package io.llmrec.examples.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmrec.core.eval.Bootstrap;
import io.llmrec.core.eval.Interval;
import io.llmrec.prompt.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * The recorded answers of GPT-3 that recommend ten of some twenty films of MovieLens-100K in three
 * steps (Wang and Lim, "Zero-Shot Next-Item Recommendation using Large Pretrained Language Models",
 * 2023), read by our parser and guard.
 */
final class NextItemReplies {

  private static final int K = 10;
  private static final int MAX_COMMAS = 4;
  private static final int ROUNDS = 2000;

  /** {@code 3. Speed - Terminal Velocity}: a film of the history, then the one recommended. */
  private static final Pattern HISTORY_PART = Pattern.compile("(?m)^(\\[?[0-9]+\\.).*? - ");

  private NextItemReplies() {}

  /**
   * What came of the answers.
   *
   * @param replies how many there are
   * @param recorded share of those marked as a hit in the recording
   * @param anywhere share of those that name the right film on either side of a line, by our parser
   * @param parsed share of those that recommend it, with its interval: behind the dash of a line
   * @param placed candidates named
   * @param fuzzy of these, by a title not quite theirs
   * @param duplicate named again
   * @param invented named that are no candidates
   * @param differing how many answers the recording and {@code anywhere} judge differently
   */
  record Outcome(
      int replies,
      double recorded,
      double anywhere,
      Interval parsed,
      long placed,
      long fuzzy,
      long duplicate,
      long invented,
      int differing) {}

  static Outcome read(SharedData data) {
    JsonNode cases =
        json(data, "nir_ml100k", "results_multi_prompting_len8_numcand_19_2023.json.gz");
    Set<String> titles = titles(json(data, "nir_ml100k", "ml_100k.json.gz"));
    RecordedModel model = new RecordedModel();
    double[] hits = new double[cases.size()];
    long[] sums = new long[4];
    int recorded = 0;
    int anywhere = 0;
    int differing = 0;
    for (int i = 0; i < hits.length; i++) {
      JsonNode one = cases.get(i);
      List<String> candidates = candidates(one.path("Input_1").asText(), titles);
      RecordedModel.Ranked ranked =
          model.rank("nir-" + i, candidates, answer(one.path("Predictions").asText()));
      int right = candidates.indexOf(one.path("GT").asText());
      hits[i] = names(ranked, right, K) ? 1 : 0;
      RecordedModel.Ranked both =
          model.rank("nir-both-" + i, candidates, bothSides(one.path("Predictions").asText()));
      int either = names(both, right, candidates.size()) ? 1 : 0;
      anywhere += either;
      recorded += one.path("Hit").asInt();
      differing += either == one.path("Hit").asInt() ? 0 : 1;
      sums[0] += ranked.placed();
      sums[1] += ranked.fuzzy();
      sums[2] += ranked.duplicate();
      sums[3] += ranked.invented();
    }
    return new Outcome(
        hits.length,
        (double) recorded / hits.length,
        (double) anywhere / hits.length,
        Bootstrap.mean(hits, ROUNDS, 1),
        sums[0],
        sums[1],
        sums[2],
        sums[3],
        differing);
  }

  private static boolean names(RecordedModel.Ranked ranked, int right, int k) {
    return right >= 0 && ranked.order().indexOf(right) < Math.min(k, ranked.placed());
  }

  private static String answer(String predictions) {
    return HISTORY_PART.matcher(predictions.replace("], [", "],\n[")).replaceAll("$1 ");
  }

  /**
   * A line for each side of a dash: where its history ran out, the model put candidates on both.
   */
  private static String bothSides(String predictions) {
    return predictions.replace("], [", "],\n[").replace(" - ", "\n- ");
  }

  /** The films of the prompt, which parts them by commas though some titles have one. */
  static List<String> candidates(String input, Set<String> titles) {
    String line = input.strip().lines().findFirst().orElse("");
    String list = line.substring(line.indexOf(':') + 1).strip();
    String[] parts = list.substring(0, list.length() - 1).split(", ");
    List<String> candidates = new ArrayList<>();
    for (int at = 0; at < parts.length; ) {
      int length = longestTitle(parts, at, titles);
      candidates.add(String.join(", ", List.of(parts).subList(at, at + length)));
      at += length;
    }
    return candidates;
  }

  private static int longestTitle(String[] parts, int at, Set<String> titles) {
    for (int length = Math.min(MAX_COMMAS + 1, parts.length - at); length > 1; length--) {
      if (titles.contains(String.join(", ", List.of(parts).subList(at, at + length)))) {
        return length;
      }
    }
    return 1;
  }

  private static Set<String> titles(JsonNode sequences) {
    Set<String> titles = new HashSet<>();
    for (JsonNode sequence : sequences) {
      titles.addAll(List.of(sequence.get(0).asText().split(" \\| ")));
      titles.add(sequence.get(1).asText());
    }
    return titles;
  }

  private static JsonNode json(SharedData data, String set, String name) {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(data.file(set, name)))) {
      return StrictJson.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
