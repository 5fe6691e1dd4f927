package io.llmrec.prompt.enrich.profile;

import io.llmrec.prompt.UntrustedText;
import io.llmrec.prompt.enrich.Verdict;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A reply with a text for each of several factors: the same form for users and for items. */
final class FactorTexts {

  static final int MAX_CHARS = 400;

  private FactorTexts() {}

  /** The texts, a line each with the factor before it, or why they are refused. */
  static Verdict judge(ClosedList factors, List<FactorText> texts) {
    Set<String> seen = new HashSet<>();
    StringBuilder lines = new StringBuilder();
    for (FactorText one : texts) {
      String factor = factors.find(one.factor());
      if (factor == null) {
        return Verdict.refuse(
            "not in the list",
            "'" + UntrustedText.clean(one.factor(), MAX_CHARS) + "' is not one of the factors");
      }
      String text = UntrustedText.clean(one.text(), MAX_CHARS + 1);
      if (!seen.add(factor)
          || text.isEmpty()
          || text.codePointCount(0, text.length()) > MAX_CHARS) {
        return Verdict.refuse(
            "other length",
            "factor '%s' must be there once, with 1 to %d characters".formatted(factor, MAX_CHARS));
      }
      lines.append(lines.isEmpty() ? "" : "\n").append(factor).append(": ").append(text);
    }
    return lines.isEmpty()
        ? Verdict.refuse("nothing said", "there is no factor in it")
        : Verdict.keep(lines.toString());
  }
}
