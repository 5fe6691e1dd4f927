package io.llmrec.embed.chattemplate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Cuts the inside of one tag into tokens. */
final class TagLexer {

  /** Longer signs first. */
  private static final List<String> SIGNS =
      List.of(
          "**", "//", "==", "!=", "<=", ">=", "+", "-", "*", "/", "%", "~", "<", ">", "=", "(", ")",
          "[", "]", "{", "}", ",", ":", ".", "|");

  private static final String OPEN = "([{";
  private static final String CLOSE = ")]}";

  private final String source;
  private final String end;
  private final Deque<Character> open = new ArrayDeque<>();
  private int at;
  private int line;

  TagLexer(String source, int at, int line, String end) {
    this.source = source;
    this.at = at;
    this.line = line;
    this.end = end;
  }

  /** Adds the tokens up to the end of the tag; returns where that stands, with its sign. */
  int read(List<Token> tokens) {
    int firstLine = line;
    while (at < source.length()) {
      char c = source.charAt(at);
      if (open.isEmpty() && atEnd()) {
        return at;
      }
      if (Character.isWhitespace(c)) {
        line += c == '\n' ? 1 : 0;
        at++;
      } else {
        tokens.add(token(c));
      }
    }
    throw TemplateException.at(
        firstLine, new TemplateFailure("a tag has no end '%s'".formatted(end)));
  }

  private boolean atEnd() {
    char c = source.charAt(at);
    return source.startsWith(end, at)
        || ((c == '-' || (c == '+' && end.equals("%}"))) && source.startsWith(end, at + 1));
  }

  private Token token(char c) {
    if (c == '"' || c == '\'') {
      return string(c);
    }
    if (isDigit(c)) {
      return number();
    }
    if (isNamePart(c)) {
      int start = at;
      while (at < source.length() && isNamePart(source.charAt(at))) {
        at++;
      }
      return new Token(Token.Kind.NAME, source.substring(start, at), line);
    }
    return sign();
  }

  private static boolean isNamePart(char c) {
    return c == '_' || isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private Token sign() {
    for (String sign : SIGNS) {
      if (source.startsWith(sign, at)) {
        balance(sign.charAt(0));
        at += sign.length();
        return new Token(Token.Kind.SIGN, sign, line);
      }
    }
    throw error("the character '%s' means nothing here".formatted(source.charAt(at)));
  }

  private void balance(char c) {
    if (OPEN.indexOf(c) >= 0) {
      open.push(c);
    } else if (CLOSE.indexOf(c) >= 0) {
      if (open.isEmpty() || OPEN.indexOf(open.pop()) != CLOSE.indexOf(c)) {
        throw error("'%s' closes nothing".formatted(c));
      }
    }
  }

  private Token number() {
    int start = at;
    digits();
    boolean real = false;
    if (at + 1 < source.length() && source.charAt(at) == '.' && isDigit(source.charAt(at + 1))) {
      real = true;
      at++;
      digits();
    }
    String text = source.substring(start, at);
    if (text.length() > 18) {
      throw error("the number %s... is too long".formatted(text.substring(0, 18)));
    }
    return new Token(real ? Token.Kind.REAL : Token.Kind.WHOLE, text, line);
  }

  private void digits() {
    while (at < source.length() && isDigit(source.charAt(at))) {
      at++;
    }
  }

  private Token string(char quote) {
    int firstLine = line;
    StringBuilder text = new StringBuilder();
    for (at++; at < source.length(); at++) {
      char c = source.charAt(at);
      line += c == '\n' ? 1 : 0;
      if (c == quote) {
        at++;
        return new Token(Token.Kind.TEXT, text.toString(), firstLine);
      }
      if (c == '\\' && at + 1 < source.length()) {
        at++;
        escaped(text);
      } else {
        text.append(c);
      }
    }
    line = firstLine;
    throw error("a string has no end");
  }

  private void escaped(StringBuilder text) {
    char c = source.charAt(at);
    switch (c) {
      case 'n' -> text.append('\n');
      case 't' -> text.append('\t');
      case 'r' -> text.append('\r');
      case 'u' -> hexadecimal(text, 4);
      case 'x' -> hexadecimal(text, 2);
      case '\n' -> line++;
      case '\\', '\'', '"' -> text.append(c);
      default -> text.append('\\').append(c);
    }
  }

  private void hexadecimal(StringBuilder text, int length) {
    int end = at + 1 + length;
    String digits = end <= source.length() ? source.substring(at + 1, end) : "";
    if (!digits.matches("[0-9a-fA-F]{%d}".formatted(length))) {
      throw error("an escape needs %d hexadecimal digits".formatted(length));
    }
    text.append((char) Integer.parseInt(digits, 16));
    at += length;
  }

  private TemplateException error(String message) {
    return TemplateException.at(line, new TemplateFailure(message));
  }
}
