package io.llmrec.embed.tokenizer;

/** A {@code tokenizer.json} asks for something that only the native tokenizer does. */
final class UnknownPartException extends Exception {

  private static final long serialVersionUID = 1;

  UnknownPartException(String message) {
    super(message);
  }

  static void require(boolean known, String what) throws UnknownPartException {
    if (!known) {
      throw new UnknownPartException(what);
    }
  }
}
