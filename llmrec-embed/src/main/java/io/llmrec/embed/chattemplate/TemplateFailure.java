package io.llmrec.embed.chattemplate;

/** What goes wrong somewhere in a template; whoever knows the line adds it. */
final class TemplateFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  TemplateFailure(String message) {
    super(message, null, false, false);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
