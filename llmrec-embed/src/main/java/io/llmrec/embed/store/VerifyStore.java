package io.llmrec.embed.store;

import java.nio.file.Path;

/** The command that checks a store; ends with 0 when all is well, 1 when not, 2 when misused. */
public final class VerifyStore {

  private VerifyStore() {}

  /** Checks the store in the folder that the one argument names. */
  public static void main(String[] args) {
    if (args.length != 1) {
      System.err.println("usage: VerifyStore FOLDER");
      System.exit(2);
    }
    StoreReport report = EmbeddingStore.verify(Path.of(args[0]));
    report.problems().forEach(System.err::println);
    System.out.printf(
        "%s: %d items, %d bytes, encoder '%s'%n",
        report.ok() ? "ok" : "damaged", report.items(), report.bytes(), report.encoder());
    System.exit(report.ok() ? 0 : 1);
  }
}
