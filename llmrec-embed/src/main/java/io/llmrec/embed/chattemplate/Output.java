package io.llmrec.embed.chattemplate;

/** What has been written so far, bounded. */
final class Output {

  private final Work work;
  private final StringBuilder text = new StringBuilder();

  Output(Work work) {
    this.work = work;
  }

  void write(String piece) {
    if (text.length() + (long) piece.length() > Work.MAX_STRING) {
      throw new TemplateFailure(
          "the text becomes longer than %d characters".formatted(Work.MAX_STRING));
    }
    work.make(piece.length());
    text.append(piece);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
