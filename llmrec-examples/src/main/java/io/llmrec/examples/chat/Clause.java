package io.llmrec.examples.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a message that tells one wish.
 *
 * @param kind {@code must}, {@code prefer} or {@code avoid}
 * @param what is wished for or to be avoided, in lower case, without the words around it
 */
record Clause(String kind, String what) {

  private static final int MAX_CLAUSES = 8;

  private static final Pattern ENDS =
      Pattern.compile("(?<![0-9])\\.(?![0-9])|\\.(?=\\s|$)|[;!?\\n。；！？]|, but | and no |，但是?|，");
  private static final Pattern DENIED = Pattern.compile("^(?:no, )?i asked for |^不对，?");
  private static final Pattern AVOID =
      Pattern.compile(
          "^(?:please )?(?:no|not|nothing with|nothing|without|avoid|i (?:do not|don't)"
              + " (?:want|like)|i hate) +|^(?:我|请|都)*(?:不要|不想要|不喜欢|别要)");
  private static final Pattern PREFER =
      Pattern.compile(
          "^(?:i )?(?:would |'d )?(?:prefer|rather have)(?: it)? +|^ideally,? +|^i (?:like|love) +"
              + "|^if possible,? +|^(?:我)?(?:最好是?|喜欢|更想要|希望是?|偏好)");
  private static final Pattern MUST =
      Pattern.compile(
          "^as i said,? +|^it (?:must|has to) (?:be|have) +|^only +|^must be +"
              + "|^i(?: am|'m) looking for +|^(?:can|could) you (?:recommend|find)(?: me)? +"
              + "|^please (?:recommend|find)(?: me)? +|^(?:please )?(?:recommend|show)(?: me)? +"
              + "|^i (?:need|want|would like) +"
              + "|^something +|^(?:我说过|我)?(?:必须是?|只要|一定要|想要?找|想要|想买|要找|需要)"
              + "|^请?推荐|^有没有|^有什么|^我说过，?|^请");
  private static final Pattern BEHIND =
      Pattern.compile(",? +please$|^(?:a|an|the|some|any) +|[吗呢吧]$|^(?:一个|一件|一款|一些|点)|的$");

  /** The parts of a message, at most {@value #MAX_CLAUSES}. */
  static List<Clause> of(String message) {
    List<Clause> clauses = new ArrayList<>();
    for (String part : ENDS.split(message.toLowerCase(Locale.ROOT))) {
      Clause clause = one(part.strip());
      if (!clause.what().isBlank() && clauses.size() < MAX_CLAUSES) {
        clauses.add(clause);
      }
    }
    return clauses;
  }

  private static Clause one(String part) {
    Matcher denied = DENIED.matcher(part);
    if (denied.find()) {
      return new Clause("must", bare(part.substring(denied.end())));
    }
    Matcher avoid = AVOID.matcher(part);
    if (avoid.find()) {
      return new Clause("avoid", bare(part.substring(avoid.end())));
    }
    Matcher prefer = PREFER.matcher(part);
    if (prefer.find()) {
      return new Clause("prefer", bare(part.substring(prefer.end())));
    }
    return new Clause("must", bare(part));
  }

  /** Without the words that begin and end a request, however many. */
  private static String bare(String part) {
    String left = part.strip();
    for (int round = 0; round < MAX_CLAUSES; round++) {
      String next = MUST.matcher(left).replaceFirst("").strip();
      next = BEHIND.matcher(next).replaceAll("").strip();
      if (next.equals(left)) {
        break;
      }
      left = next;
    }
    return left;
  }
}
