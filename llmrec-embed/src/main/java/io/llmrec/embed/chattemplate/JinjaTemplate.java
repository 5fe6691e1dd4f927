package io.llmrec.embed.chattemplate;

import java.util.List;
import java.util.Map;

/**
 * A chat template as models bring it along, in the part of Jinja that such templates use, with the
 * settings of Hugging Face: the line break behind a block and the blanks before one are dropped,
 * what is undefined prints as nothing.
 *
 * <p>Statements: {@code if}, {@code for} (with a condition, {@code else}, {@code break}, {@code
 * continue} and {@code loop}), {@code set}, {@code macro}, {@code generation}. Expressions: all of
 * Jinja's operators; strings, numbers, lists and maps; the methods of strings and maps that
 * compute. Everything else is refused when the template is parsed.
 *
 * <p>Immutable and safe for use by several threads. Rendering stops with an error after a fixed
 * amount of work; what it writes is bounded too.
 */
public final class JinjaTemplate {

  /** Longer templates are refused, in characters. */
  public static final int MAX_LENGTH = 1 << 18;

  private final Statement body;
  private final List<String> literals;

  private JinjaTemplate(Statement body, List<String> literals) {
    this.body = body;
    this.literals = literals;
  }

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException when it is not one, or uses what is not supported; the message
   *     names the line and the construct
   */
  public static JinjaTemplate parse(String source) {
    if (source.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a chat template must be of at most %d characters, is of %d"
              .formatted(MAX_LENGTH, source.length()));
    }
    try {
      List<Token> tokens = new TemplateLexer(source).tokens();
      List<String> literals =
          tokens.stream()
              .filter(token -> token.kind() == Token.Kind.DATA || token.kind() == Token.Kind.TEXT)
              .map(Token::text)
              .toList();
      return new JinjaTemplate(new StatementParser(new TokenStream(tokens)).template(), literals);
    } catch (TemplateException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * The text for some values.
   *
   * @param values by name: strings, booleans, numbers, and lists and maps of them; null is Jinja's
   *     {@code none}
   * @throws TemplateException when the template refuses the values or fails on them
   * @throws IllegalArgumentException for a value of another kind
   */
  public String render(Map<String, ?> values) {
    Scope scope = new Scope(new Work());
    values.forEach((name, value) -> scope.set(name, Values.of(value)));
    Output output = new Output(scope.work());
    try {
      body.run(scope, output);
    } catch (StackOverflowError e) {
      throw TemplateException.at(1, new TemplateFailure("macros call each other too deeply"));
    }
    return output.toString();
  }

  /** Whether the template itself can write a text: some of its own text contains it. */
  public boolean writes(String text) {
    return literals.stream().anyMatch(literal -> literal.contains(text));
  }

  /** All text of its own that the template may write. */
  public List<String> literals() {
    return literals;
  }
}
