package io.llmrec.prompt.chat.ground;

import io.llmrec.prompt.chat.search.Words;
import java.util.regex.Pattern;

/**
 * Recognises texts of a catalog that speak to a model instead of about an item. Such an item is
 * recommended like any other, but the text is withheld from prompts. Safe for use by several
 * threads.
 */
final class Instructions {

  private static final Pattern ENGLISH =
      Pattern.compile(
          "(?:ignore|disregard|forget|override)\\b.{0,30}\\b(?:instructions?|rules?|prompts?|history|above|previous|all)\\b|\\bsystem"
              + " (?:prompt|message|override)|\\b(?:system|assistant|developer|user) ?:|\\byou are"
              + " (?:now|an? (?:ai|assistant|language model))|\\bif you are"
              + " an?\\b.{0,20}\\bmodel|\\bnew instructions?\\b|\\b(?:only|always|must)"
              + " (?:output|recommend|reply|rank|answer)|\\b(?:output|recommend|list|reply"
              + " with|answer with) only\\b|\\b(?:rank|put|place|move|list)"
              + " (?:this|it|me)\\b.{0,30}\\b(?:first|top|1|one|before)\\b|\\bto (?:ai|llm|language"
              + " model)\\b|\\bnote to\\b.{0,20}\\b(?:ai|rankers?|models?)\\b|\\bdo not"
              + " (?:rank|recommend|show)\\b|\\b(?:correct|right) answer is\\b|\\bend of"
              + " (?:list|data|prompt)\\b|\\breveal\\b.{0,30}\\bprompt|\\bscore ?[=:]"
              + " ?\\d|\\bposition 1\\b|\\bthis item (?:is|as) (?:number|the best)|\\bbefore"
              + " answering\\b");

  private static final Pattern CHINESE =
      Pattern.compile(
          "(?:忽略|无视|忘记|作废).{0,12}(?:指令|规则|提示|历史|要求|列表)|(?:指令|规则|提示|历史|列表).{0,8}(?:忽略|无视|作废)"
              + "|系统提示|新指令|你现在是|作为人工智能|如果你是|助手[:]|系统[:]|(?:只|始终|必须)(?:输出|推荐|回答)"
              + "|排(?:在|到)?第一|放在首位|移到第|真正的答案|请(?:输出|勿推荐)|不要推荐|只想买这个|直接回答|列表到此结束");

  private Instructions() {}

  /** Whether a text seems to give instructions. */
  static boolean in(String text) {
    if (!mayTell(text)) {
      return false;
    }
    String plain = Words.fold(text);
    return ENGLISH.matcher(plain).find() || CHINESE.matcher(plain).find();
  }

  /** A single word of a script with spaces tells nobody anything. */
  private static boolean mayTell(String text) {
    return text.chars().anyMatch(c -> c >= 0x80 || c == ' ' || c == ':' || c == '=' || c == '_');
  }
}
