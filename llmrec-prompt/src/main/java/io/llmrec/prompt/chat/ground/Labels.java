package io.llmrec.prompt.chat.ground;

import io.llmrec.core.compute.Draws;
import io.llmrec.core.fingerprint.Fingerprint;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names that items go by in the prompts of one turn, for example {@code K073}.
 *
 * <p>Drawn anew for every turn, so that no text of an item can name its own; any two differ in at
 * least two characters, so that a slip is seen and not taken for another item; none occurs in the
 * texts of the turn. The same seed and calls give the same labels. Not safe for use by several
 * threads.
 */
public final class Labels {

  /** The most items of a turn. */
  public static final int MAX_COUNT = 200;

  /** What has the form of a label. */
  public static final Pattern FORM =
      Pattern.compile(
          "(?<![\\p{L}\\p{Nd}&&[^\\p{IsHan}]])[A-Z][0-9]{3}(?![\\p{L}\\p{Nd}&&[^\\p{IsHan}]])");

  /** I and O are left out: they look like digits. */
  private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ";

  private static final int NUMBERS = 1000;
  private static final int MAX_DRAWS = 10_000;

  private final Draws draws;
  private final Map<Integer, String> byRow = new LinkedHashMap<>();
  private final Map<String, Integer> byLabel = new LinkedHashMap<>();
  private final Set<String> taken = new HashSet<>();

  /** Labels of a turn, whose seed nobody outside can know. */
  public Labels(String seed) {
    draws = Draws.of(Long.parseUnsignedLong(Fingerprint.of(seed).substring(0, 16), 16));
  }

  /** Gives no label that occurs in a text. */
  public void avoid(String text) {
    Matcher matcher = FORM.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC));
    while (matcher.find()) {
      taken.add(matcher.group());
    }
  }

  /** The label of a row's item, always the same. */
  public String of(int row) {
    String known = byRow.get(row);
    if (known != null) {
      return known;
    }
    if (byRow.size() >= MAX_COUNT) {
      throw new IllegalStateException("a turn has at most %d labels".formatted(MAX_COUNT));
    }
    String label = next();
    byRow.put(row, label);
    byLabel.put(label, row);
    return label;
  }

  /** The row of a label, or -1 when no item has it. */
  public int row(String label) {
    return byLabel.getOrDefault(label.strip().toUpperCase(Locale.ROOT), -1);
  }

  private String next() {
    for (int draw = 0; ; draw++) {
      String label =
          LETTERS.charAt(draws.below(LETTERS.length()))
              + String.valueOf(NUMBERS + draws.below(NUMBERS)).substring(1);
      boolean free = draw > MAX_DRAWS || !taken.contains(label);
      if (free && byLabel.keySet().stream().allMatch(other -> differ(label, other))) {
        return label;
      }
    }
  }

  private static boolean differ(String a, String b) {
    int differences = 0;
    for (int i = 0; i < a.length(); i++) {
      differences += a.charAt(i) == b.charAt(i) ? 0 : 1;
    }
    return differences >= 2;
  }
}
