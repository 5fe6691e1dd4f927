package io.llmrec.embed.chattemplate;

/** A template could not be rendered with the values it was given; the message names the line. */
public final class TemplateException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private static final int MAX_SHOWN = 200;

  private final boolean refusal;

  private TemplateException(String message, boolean refusal) {
    super(message);
    this.refusal = refusal;
  }

  /** What the template itself says against the values, by {@code raise_exception}. */
  static TemplateException refusal(String message) {
    return new TemplateException("the chat template refuses these turns: " + shown(message), true);
  }

  /** What goes wrong in a line. */
  static TemplateException at(int line, TemplateFailure failure) {
    return new TemplateException(
        "chat template, line %d: %s".formatted(line, shown(failure.getMessage())), false);
  }

  private static String shown(String message) {
    return message.length() <= MAX_SHOWN ? message : message.substring(0, MAX_SHOWN) + "...";
  }

  /** Whether the template itself refuses the values, such as turns in an order it does not know. */
  public boolean refused() {
    return refusal;
  }
}
