package io.llmrec.examples;

import io.llmrec.core.Progress;
import io.llmrec.core.Recommender;
import io.llmrec.core.file.DurableFiles;
import io.llmrec.core.request.RecommendationRequest;
import io.llmrec.examples.shop.SampleShop;
import io.llmrec.prompt.cassette.CassetteModel;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * The recorded replies of the {@link Quickstart}: read from a resource, and written anew when the
 * shop or a prompt changed.
 *
 * <p>{@code ShopCassette <file.jsonl.gz>} writes.
 */
public final class ShopCassette {

  /** The resource. */
  static final String NAME = "quickstart.cassette.jsonl.gz";

  /** One customer who reads English and one who reads Chinese. */
  static final List<String> CUSTOMERS = List.of("u-0001", "u-0079");

  private static final String NOTE =
      "written for the sample shop by its authors' rules; no language model gave these replies";

  private ShopCassette() {}

  /** Writes the cassette to the file that is given. */
  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      Console.out().println("usage: ShopCassette <file to write, " + NAME + ">");
      return;
    }
    write(SampleShop.load(), Path.of(args[0]));
  }

  /** Opens the resource. */
  public static CassetteModel open() {
    try (InputStream in = ShopCassette.class.getResourceAsStream(NAME)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + NAME + " is missing");
      }
      return CassetteModel.replay(new BufferedInputStream(in), NAME);
    } catch (IOException e) {
      throw new UncheckedIOException("could not read the resource " + NAME, e);
    }
  }

  static void write(SampleShop shop, Path target) throws IOException {
    Path folder = Files.createTempDirectory("llmrec-cassette");
    Path plain = folder.resolve("cassette.jsonl");
    try (CassetteModel recorder = CassetteModel.record(plain, new ShopAuthor(shop), NOTE);
        Recommender recommender =
            Quickstart.pipeline(shop, recorder)
                .prepare(folder.resolve("workspace"), Progress.none())) {
      for (RecommendationRequest request : Quickstart.requests(shop)) {
        recommender.recommend(request);
      }
    }
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(target))) {
      out.write(ordered(Files.readAllLines(plain)).getBytes(StandardCharsets.UTF_8));
    }
    DurableFiles.deleteFolder(folder);
  }

  /** The header, then the replies in an order that does not depend on which thread was first. */
  private static String ordered(List<String> lines) {
    return Stream.concat(lines.stream().limit(1), lines.stream().skip(1).sorted())
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
