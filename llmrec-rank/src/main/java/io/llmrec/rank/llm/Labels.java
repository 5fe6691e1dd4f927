package io.llmrec.rank.llm;

import io.llmrec.core.compute.Draws;
import io.llmrec.core.fingerprint.Fingerprint;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The names that the candidates of one request go by in a prompt, for example {@code K073}.
 *
 * <p>A model answers with labels, and labels are mapped back to places here, outside the prompt: no
 * text of an item, and no word of a model, can put another item on the list. Labels are drawn anew
 * for every request, so that an item's text cannot name its own; none occurs in the texts shown,
 * and any two differ in at least two characters, so that a slip of the model is seen and not taken
 * for another item. The same seed and texts give the same labels.
 */
final class Labels {

  /** The most candidates that one prompt can label. */
  static final int MAX_COUNT = 200;

  /** The most candidates that can go by single letters. */
  static final int MAX_LETTERS = 26;

  /** I and O are left out: they look like digits. */
  private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ";

  private static final int NUMBERS = 1000;

  private static final int MAX_DRAWS = 10_000;

  private static final Pattern SHAPE =
      Pattern.compile("(?<![A-Za-z0-9])[A-Za-z][0-9]{3}(?![A-Za-z0-9])");

  private final List<String> labels;
  private final Map<String, Integer> places = new HashMap<>();

  private Labels(List<String> labels) {
    this.labels = List.copyOf(labels);
    for (int place = 0; place < labels.size(); place++) {
      places.put(labels.get(place), place);
    }
  }

  /** Given labels, in the order of the candidates. */
  static Labels of(List<String> labels) {
    return new Labels(labels);
  }

  /**
   * Draws labels.
   *
   * @param seed names the request and its candidates
   * @param count how many, 0 to {@link #MAX_COUNT}
   * @param texts all texts of the prompt, in which no label may occur
   */
  static Labels draw(String seed, int count, List<String> texts) {
    return draw(seed, count, in(texts));
  }

  /** All that has the shape of a label in some texts. */
  static Set<String> in(List<String> texts) {
    Set<String> found = new HashSet<>();
    texts.forEach(text -> found.addAll(find(normalise(text))));
    return found;
  }

  /** As {@link #draw(String, int, List)}, for texts in which these labels occur. */
  static Labels draw(String seed, int count, Set<String> taken) {
    if (count > MAX_COUNT) {
      throw new IllegalArgumentException(
          "at most %d candidates can be labelled, were %d".formatted(MAX_COUNT, count));
    }
    Random random = new Random(number(seed));
    List<String> drawn = new ArrayList<>(count);
    for (int draws = 0; drawn.size() < count; draws++) {
      String label = next(random);
      // Texts that hold nearly every label there is must not keep the draw from ending.
      boolean free = draws > MAX_DRAWS || !taken.contains(label);
      if (free && drawn.stream().allMatch(other -> differ(label, other))) {
        drawn.add(label);
      }
    }
    return new Labels(drawn);
  }

  /**
   * Single letters in random order, which most models read and write as one token.
   *
   * @param count how many, 0 to {@link #MAX_LETTERS}
   */
  static Labels letters(String seed, int count) {
    if (count > MAX_LETTERS) {
      throw new IllegalArgumentException(
          "at most %d candidates can go by letters, were %d".formatted(MAX_LETTERS, count));
    }
    int[] letters = IntStream.range(0, MAX_LETTERS).toArray();
    Draws.of(number(seed)).shuffle(letters, 0, letters.length);
    return new Labels(
        IntStream.of(letters)
            .limit(count)
            .mapToObj(letter -> String.valueOf((char) ('A' + letter)))
            .toList());
  }

  /** A number drawn from a text, the same in every JVM. */
  static long number(String seed) {
    return Long.parseUnsignedLong(Fingerprint.of(seed).substring(0, 16), 16);
  }

  private static String next(Random random) {
    char letter = LETTERS.charAt(random.nextInt(LETTERS.length()));
    return letter + String.format(Locale.ROOT, "%03d", random.nextInt(NUMBERS));
  }

  private static boolean differ(String a, String b) {
    int differences = 0;
    for (int i = 0; i < a.length(); i++) {
      differences += a.charAt(i) == b.charAt(i) ? 0 : 1;
    }
    return differences >= 2;
  }

  /** The text with full-width letters and digits made plain, as {@link #find} expects it. */
  static String normalise(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC);
  }

  /** Everything in a normalised text that has the shape of a label, in upper case, known or not. */
  static List<String> find(String text) {
    List<String> found = new ArrayList<>();
    Matcher matcher = SHAPE.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group().toUpperCase(Locale.ROOT));
    }
    return found;
  }

  /** The number of candidates. */
  int count() {
    return labels.size();
  }

  /** All labels, in the order of the candidates. */
  List<String> all() {
    return labels;
  }

  /** The label of the candidate at a place, from 0. */
  String label(int place) {
    return labels.get(place);
  }

  /** The place of a label in upper case, or -1 when no candidate has it. */
  int place(String label) {
    return places.getOrDefault(label, -1);
  }
}
