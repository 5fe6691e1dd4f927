package io.llmrec.embed.chattemplate;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Tokens one after the other. */
final class TokenStream {

  /** Deeper templates are refused. */
  private static final int MAX_NESTING = 100;

  private final List<Token> tokens;
  private int at;
  private int depth;

  /** Tokens of which the last is {@link Token.Kind#END}. */
  TokenStream(List<Token> tokens) {
    this.tokens = tokens;
  }

  /** The names that stand behind a statement's name, anywhere. */
  Set<String> namesBehind(String statement) {
    Set<String> names = new TreeSet<>();
    for (int i = 2; i < tokens.size(); i++) {
      boolean there =
          tokens.get(i - 2).kind() == Token.Kind.BLOCK_START
              && tokens.get(i - 1).isName(statement)
              && tokens.get(i).kind() == Token.Kind.NAME;
      if (there) {
        names.add(tokens.get(i).text());
      }
    }
    return names;
  }

  Token peek() {
    return tokens.get(at);
  }

  Token peekSecond() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  int line() {
    return peek().line();
  }

  Token next() {
    Token token = peek();
    at = Math.min(at + 1, tokens.size() - 1);
    return token;
  }

  boolean isSign(String sign) {
    return peek().isSign(sign);
  }

  boolean isName(String name) {
    return peek().isName(name);
  }

  /** Takes a sign where it is next. */
  boolean takeSign(String sign) {
    return take(isSign(sign));
  }

  /** Takes a name where it is next. */
  boolean takeName(String name) {
    return take(isName(name));
  }

  private boolean take(Boolean there) {
    if (there) {
      next();
    }
    return there;
  }

  void requireSign(String sign) {
    if (!takeSign(sign)) {
      throw unexpected("'" + sign + "'");
    }
  }

  void requireName(String name) {
    if (!takeName(name)) {
      throw unexpected("'" + name + "'");
    }
  }

  String requireName() {
    return require(Token.Kind.NAME, "a name");
  }

  String require(Token.Kind kind, String wanted) {
    if (peek().kind() != kind) {
      throw unexpected(wanted);
    }
    return next().text();
  }

  TemplateException unexpected(String wanted) {
    return error("%s is needed, found %s".formatted(wanted, peek().shown()));
  }

  TemplateException error(String message) {
    return TemplateException.at(line(), new TemplateFailure(message));
  }

  /** Goes one level deeper; to be followed by {@link #leave}. */
  void enter() {
    if (++depth > MAX_NESTING) {
      throw error("nested more than %d levels deep".formatted(MAX_NESTING));
    }
  }

  /** Comes back from a level. */
  void leave() {
    depth--;
  }
}
