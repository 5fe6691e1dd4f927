package io.llmrec.prompt.chat.simulate;

import io.llmrec.core.compute.Draws;
import io.llmrec.prompt.Language;

/** How a scripted user puts things; each in a few ways, of which one is drawn. */
final class Phrases {

  private static final String[][] LOOKING_FOR = {
    {"I am looking for %s.", "Can you recommend %s?", "I need %s."},
    {"我想找%s。", "请推荐%s。", "有没有%s？"}
  };
  private static final String[][] MUST = {
    {"It must be %s.", "Only %s, please.", "It has to be %s."},
    {"必须是%s。", "只要%s。", "一定要%s。"}
  };
  private static final String[][] AGAIN = {
    {"As I said, it must be %s.", "No, I asked for %s. It must be %s."},
    {"我说过，必须是%s。", "不对，必须是%s。"}
  };
  private static final String[][] PREFER = {
    {"I would prefer %s.", "Ideally %s.", "I like %s."},
    {"最好是%s。", "我喜欢%s。", "我更想要%s。"}
  };
  private static final String[][] AVOID = {
    {"No %s, please.", "Please nothing with %s.", "I do not want %s."},
    {"不要%s。", "我不想要%s。", "请不要%s。"}
  };
  private static final String[][] OTHERS = {
    {"None of these. Show me others.", "Not these. What else is there?", "Show me other ones."},
    {"这些都不要，换一批。", "都不合适，还有别的吗？", "再换一些别的。"}
  };
  private static final String[][] NOTHING_ELSE = {
    {"Nothing else matters. Please recommend something.", "That is all. What do you recommend?"},
    {"没有别的要求了，请推荐吧。", "就这些，请推荐。"}
  };

  private final Language language;
  private final Draws draws;

  Phrases(Language language, Draws draws) {
    this.language = language;
    this.draws = draws;
  }

  String lookingFor(String what) {
    return draw(LOOKING_FOR).replace("%s", what);
  }

  String must(String what) {
    return draw(MUST).replace("%s", what);
  }

  /** A must that was told before. */
  String again(String what) {
    return draw(AGAIN).replace("%s", what);
  }

  String prefer(String what) {
    return draw(PREFER).replace("%s", what);
  }

  String avoid(String what) {
    return draw(AVOID).replace("%s", what);
  }

  String others() {
    return draw(OTHERS);
  }

  String nothingElse() {
    return draw(NOTHING_ELSE);
  }

  /** Two sentences. */
  String join(String first, String second) {
    return language == Language.ZH ? first + second : first + " " + second;
  }

  private String draw(String[][] ways) {
    String[] inLanguage = ways[language == Language.ZH ? 1 : 0];
    return inLanguage[draws.below(inLanguage.length)];
  }
}
