package io.llmrec.examples.chat;

import java.util.regex.Pattern;

/** What a message wants, told by its words; the first that fits. */
enum Intent {
  /** To change the rules or to see them. */
  RULES(
      "\\b(ignore|disregard|override)\\b.*\\b(instructions?|rules?|previous|above)\\b"
          + "|system prompt|your (instructions|rules|prompt)|忽略.*(指令|规则)|提示词|系统提示"),
  /** To begin anew. */
  RESET("\\b(start over|start again|forget everything|reset)\\b|重新开始|从头(来|开始)"),
  /** To take the last thing back. */
  UNDO("\\b(undo|take (that|it) back|go back)\\b|撤销|收回刚才"),
  /** To see other items. */
  OTHERS(
      "\\bnone of (these|those|them)\\b|\\bnot (these|those)\\b|\\bother ones\\b|\\bshow me"
          + " others?\\b|\\bwhat else\\b|换一批|都不要|都不合适|别的吗|换一些|还有别的"),
  /** To have items compared. */
  COMPARE("\\b(compare|comparison|difference)\\b|比较|对比|区别"),
  /** To hear more of an item. */
  DETAILS(
      "\\b(tell me (more )?about|more about|details|what is the (first|second|third|last)"
          + "|how (much|many|big|heavy)|why did you)\\b|介绍一?下|详细|多少钱|怎么样|为什么推荐"),
  /** To say what is liked of what was shown. */
  LIKE("\\bI (like|love|take) (the )?(first|second|third|fourth|last|this|it)\\b|喜欢第|要第|喜欢这个"),
  /** To see what others choose. */
  POPULAR("\\b(popular|best ?sell\\w*|trending|everyone)\\b|热门|受欢迎|畅销|流行"),
  /** To be polite. */
  TALK("^\\s*(hi|hello|hey|thanks|thank you|bye|good (morning|evening))\\b[^a-z]*$|^(你好|您好|谢谢|再见)"),
  /** To get something recommended, whatever it is. */
  ANYTHING("nothing else matters|that is all|recommend something|surprise me|没有别的要求|就这些|随便"),
  /** To tell wishes. */
  WISHES("");

  private final Pattern pattern;

  Intent(String words) {
    this.pattern = Pattern.compile(words, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }

  static Intent of(String message) {
    for (Intent intent : values()) {
      if (intent.pattern.matcher(message).find()) {
        return intent;
      }
    }
    return WISHES;
  }
}
