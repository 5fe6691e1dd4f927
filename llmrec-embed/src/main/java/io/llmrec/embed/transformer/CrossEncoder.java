package io.llmrec.embed.transformer;

import static io.llmrec.embed.transformer.TransformerEncoder.orClose;

import io.llmrec.core.fingerprint.Fingerprinted;
import io.llmrec.embed.architecture.Architectures;
import io.llmrec.embed.architecture.ClassifierGraph;
import io.llmrec.embed.architecture.EncoderGraph;
import io.llmrec.embed.architecture.NetworkFiles;
import io.llmrec.embed.tokenizer.FileTokenizer;
import io.llmrec.embed.tokenizer.Frame;
import io.llmrec.embed.torch.TorchModule;
import io.llmrec.embed.torch.TorchSession;
import io.llmrec.embed.torchscript.MethodBuilder;
import io.llmrec.embed.torchscript.ScriptBuilder;
import io.llmrec.embed.torchscript.ScriptModule;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A transformer that reads two texts together and tells how well they match (Nogueira, Cho,
 * "Passage Re-ranking with BERT", 2019): better than comparing two vectors, and as slow as reading
 * every pair.
 *
 * <p>Safe for use by several threads. A pair scores the same alone and in a batch, to 1e-5 at 32
 * bits. To be closed when no longer used; scoring afterwards throws {@link IllegalStateException}.
 */
public final class CrossEncoder implements Fingerprinted, AutoCloseable {

  private final FileTokenizer tokenizer;
  private final Frame frame;
  private final int room;
  private final TorchModule module;
  private final TokenBatches batches;
  private final String fingerprint;

  private CrossEncoder(
      FileTokenizer tokenizer, int room, TorchModule module, int batchTokens, String fingerprint) {
    this.tokenizer = tokenizer;
    this.frame = tokenizer.pairFrame();
    this.room = room - frame.size();
    this.module = module;
    this.batches =
        new TokenBatches(
            module,
            batchTokens,
            (session, ids, mask, segments) ->
                TorchSession.rows(session.forward(ids, mask, segments).get(0)));
    this.fingerprint = fingerprint;
    if (this.room < 2) {
      throw new IllegalArgumentException(
          "maxTokens must leave at least 2 beside the %d special ones, was %d"
              .formatted(frame.size(), room));
    }
  }

  /**
   * A folder in Hugging Face layout whose network has a classification head of one number, or of
   * two for "no" and "yes". Of the options, those on pooling, prefixes, long texts and dimension do
   * not matter: of a pair that is too long, the longer text is cut.
   *
   * @throws UncheckedIOException when a file cannot be read, or the cache not be written
   * @throws IllegalArgumentException when a file is not what it must be, or the architecture or an
   *     option is not supported
   * @throws IllegalStateException when there is no PyTorch engine, or not the device
   */
  public static CrossEncoder open(Path folder, EncoderOptions options) {
    NetworkFiles files = NetworkFiles.open(folder);
    ClassifierGraph graph = Architectures.classifier(files.config(), files.tensors());
    if (graph.labels() > 2) {
      throw new IllegalArgumentException(
          "%s: a head of 1 or 2 numbers is supported, this one has %d"
              .formatted(folder, graph.labels()));
    }
    int room = Math.min(options.maxTokens(), graph.encoder().maxTokens());
    String identity =
        "cross-1 weights=%s precision=%s".formatted(files.hash(), options.precision());
    FileTokenizer tokenizer = FileTokenizer.open(folder.resolve("tokenizer.json"));
    return orClose(
        tokenizer,
        () -> {
          Path archive = options.cache().archive(identity, () -> module(graph, options));
          TorchModule module = TorchModule.open(archive, options.compute(), options.calls());
          String fingerprint =
              "%s tokenizer=%s tokens=%d".formatted(identity, tokenizer.contentHash(), room);
          return orClose(
              module,
              () -> new CrossEncoder(tokenizer, room, module, options.batchTokens(), fingerprint));
        });
  }

  private static ScriptModule module(ClassifierGraph graph, EncoderOptions options) {
    ScriptBuilder module = new ScriptBuilder(options.precision());
    MethodBuilder forward = module.method("forward", "ids", "mask", "segments");
    EncoderGraph.Batch batch =
        new EncoderGraph.Batch(
            forward.input("ids"), forward.input("mask"), forward.input("segments"));
    forward.returns(graph.scores(forward, batch));
    return module.build();
  }

  /**
   * How well each text matches a query, in the order given; higher is better, of any size, 0 where
   * the model cannot tell.
   */
  public double[] score(String query, List<String> texts) {
    int[] asked = tokenizer.encode(query);
    List<TokenRow> rows = new ArrayList<>();
    for (String text : texts) {
      List<int[]> pair = fitted(asked, tokenizer.encode(text));
      rows.add(new TokenRow(frame.ids(pair), frame.segments(pair)));
    }
    return Arrays.stream(batches.run(rows))
        .mapToDouble(numbers -> numbers.length == 1 ? numbers[0] : numbers[1] - numbers[0])
        .toArray();
  }

  /** Cuts the longer text first, down to half of the room. */
  private List<int[]> fitted(int[] first, int[] second) {
    int most = Math.max(room / 2, room - second.length);
    int[] cut = Arrays.copyOf(first, Math.min(first.length, most));
    return List.of(cut, Arrays.copyOf(second, Math.min(second.length, room - cut.length)));
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public void close() {
    module.close();
    tokenizer.close();
  }
}
