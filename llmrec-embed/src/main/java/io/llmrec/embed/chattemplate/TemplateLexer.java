package io.llmrec.embed.chattemplate;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a template into tokens. The first line break behind a statement or comment is dropped, as
 * are blanks before one at the start of a line; {@code -} at a tag drops all white space there,
 * {@code +} keeps it.
 */
final class TemplateLexer {

  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int line = 1;
  private boolean lineStart = true;

  TemplateLexer(String source) {
    String unix = source.replace("\r\n", "\n").replace('\r', '\n');
    this.source = unix.endsWith("\n") ? unix.substring(0, unix.length() - 1) : unix;
  }

  List<Token> tokens() {
    while (at < source.length()) {
      int tag = nextTag();
      if (tag < 0) {
        data(source.substring(at), source.length());
      } else {
        dataBefore(tag);
        tag();
      }
    }
    tokens.add(new Token(Token.Kind.END, "", line));
    return tokens;
  }

  private int nextTag() {
    for (int i = source.indexOf('{', at);
        i >= 0 && i + 1 < source.length();
        i = source.indexOf('{', i + 1)) {
      if ("{%#".indexOf(source.charAt(i + 1)) >= 0) {
        return i;
      }
    }
    return -1;
  }

  private void dataBefore(int tag) {
    String text = source.substring(at, tag);
    char sign = tag + 2 < source.length() ? source.charAt(tag + 2) : ' ';
    if (sign == '-') {
      text = text.stripTrailing();
    } else if (sign != '+' && source.charAt(tag + 1) != '{') {
      text = withoutIndent(text);
    }
    data(text, tag);
  }

  private String withoutIndent(String text) {
    int start = text.lastIndexOf('\n') + 1;
    boolean blank = text.substring(start).chars().allMatch(c -> c == ' ' || c == '\t');
    return blank && (start > 0 || lineStart) ? text.substring(0, start) : text;
  }

  private void data(String text, int end) {
    if (!text.isEmpty()) {
      tokens.add(new Token(Token.Kind.DATA, text, line));
    }
    moveTo(end);
  }

  private void tag() {
    char kind = source.charAt(at + 1);
    int signed = at + 2 < source.length() && "-+".indexOf(source.charAt(at + 2)) >= 0 ? 3 : 2;
    if (kind == '#') {
      comment();
      return;
    }
    boolean print = kind == '{';
    Token.Kind start = print ? Token.Kind.PRINT_START : Token.Kind.BLOCK_START;
    tokens.add(new Token(start, "{" + kind, line));
    moveTo(at + signed);
    TagLexer inner = new TagLexer(source, at, line, print ? "}}" : "%}");
    int end = inner.read(tokens);
    moveTo(end);
    tokens.add(new Token(print ? Token.Kind.PRINT_END : Token.Kind.BLOCK_END, "", line));
    char before = source.charAt(end);
    end(end + ("-+".indexOf(before) >= 0 ? 3 : 2), before, print);
  }

  private void comment() {
    int close = source.indexOf("#}", at + 2);
    if (close < 0) {
      throw TemplateException.at(line, new TemplateFailure("a comment has no end '#}'"));
    }
    moveTo(close + 2);
    end(close + 2, source.charAt(close - 1), false);
  }

  /** Drops white space behind a tag. */
  private void end(int end, char sign, Boolean print) {
    int rest = end;
    if (sign == '-') {
      while (rest < source.length() && Character.isWhitespace(source.charAt(rest))) {
        rest++;
      }
    } else if (!print && sign != '+' && rest < source.length() && source.charAt(rest) == '\n') {
      rest++;
    }
    moveTo(rest);
    lineStart = rest > 0 && source.charAt(rest - 1) == '\n';
  }

  private void moveTo(int end) {
    for (int i = at; i < end; i++) {
      line += source.charAt(i) == '\n' ? 1 : 0;
    }
    at = end;
  }
}
