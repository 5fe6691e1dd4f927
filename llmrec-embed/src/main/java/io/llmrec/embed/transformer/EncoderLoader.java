package io.llmrec.embed.transformer;

import static io.llmrec.embed.transformer.TransformerEncoder.orClose;

import io.llmrec.embed.architecture.NetworkFiles;
import io.llmrec.embed.architecture.Pooling;
import io.llmrec.embed.tokenizer.FileTokenizer;
import io.llmrec.embed.torch.FileHash;
import io.llmrec.embed.torch.TorchModule;
import io.llmrec.embed.torch.TorchSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens encoders. */
final class EncoderLoader {

  private static final int SCRIPT_TOKENS = 512;

  private EncoderLoader() {}

  static TransformerEncoder folder(Path path, EncoderOptions options) {
    SentenceFolder folder = SentenceFolder.read(path);
    NetworkFiles files = NetworkFiles.open(folder.network());
    EncoderScript script = new EncoderScript(folder, files, options);
    int maxTokens =
        Math.min(options.maxTokens(), Math.min(folder.maxTokens(), script.graph().maxTokens()));
    String prefix = prefix(folder, options);
    FileTokenizer tokenizer = tokenizer(path, folder.network());
    return orClose(
        tokenizer,
        () -> {
          TokenRows rows =
              new TokenRows(
                  tokenizer, maxTokens, options.longText(), prefix, script.graph().vocabulary());
          Path archive =
              options.cache().archive(script.identity(), () -> script.module(options.precision()));
          TorchModule module = TorchModule.open(archive, options.compute(), options.calls());
          TokenBatches batches =
              new TokenBatches(
                  module,
                  options.batchTokens(),
                  (session, ids, mask, segments) ->
                      TorchSession.rows(session.forward(ids, mask, segments).get(0)));
          int dimension = orClose(module, () -> dimension(options, script.dimension()));
          String fingerprint =
              fingerprint(script.identity(), tokenizer, maxTokens, options, prefix);
          return new TransformerEncoder(tokenizer, rows, module, batches, dimension, fingerprint);
        });
  }

  static TransformerEncoder script(Path archive, Path tokenizerFile, EncoderOptions options) {
    Pooling pooling = options.pooling() == null ? Pooling.MEAN : options.pooling();
    JavaPooler pooler = new JavaPooler(pooling);
    String prefix = options.prefix() == null ? "" : options.prefix();
    int maxTokens = Math.min(options.maxTokens(), SCRIPT_TOKENS);
    FileTokenizer tokenizer = FileTokenizer.open(tokenizerFile);
    return orClose(
        tokenizer,
        () -> {
          int known = tokenizer.vocabulary().maxId() + 1;
          TokenRows rows = new TokenRows(tokenizer, maxTokens, options.longText(), prefix, known);
          TorchModule module = TorchModule.open(archive, options.compute(), options.calls());
          return orClose(
              module,
              () -> {
                TokenBatches batches =
                    new TokenBatches(module, options.batchTokens(), pooler::pool);
                int width = batches.run(List.of(rows.of("a").get(0)))[0].length;
                String fingerprint =
                    fingerprint(
                        "script-1 weights=" + FileHash.of(archive) + " pooling=" + pooling,
                        tokenizer,
                        maxTokens,
                        options,
                        prefix);
                return new TransformerEncoder(
                    tokenizer, rows, module, batches, dimension(options, width), fingerprint);
              });
        });
  }

  private static FileTokenizer tokenizer(Path folder, Path network) {
    Path inner = network.resolve("tokenizer.json");
    return FileTokenizer.open(Files.exists(inner) ? inner : folder.resolve("tokenizer.json"));
  }

  private static String prefix(SentenceFolder folder, EncoderOptions options) {
    String prefix = options.prefix();
    String name = options.promptName();
    if (name != null) {
      return folder.prompt(name);
    }
    return prefix == null ? folder.defaultPrompt() : prefix;
  }

  private static int dimension(EncoderOptions options, int width) {
    int wanted = options.dimension();
    if (wanted != Integer.MAX_VALUE && wanted > width) {
      throw new IllegalArgumentException(
          "dimension must be at most the model's %d, was %d".formatted(width, wanted));
    }
    return Math.min(wanted, width);
  }

  private static String fingerprint(
      String identity,
      FileTokenizer tokenizer,
      int maxTokens,
      EncoderOptions options,
      @Nullable String prefix) {
    return "transformer-1 %s tokenizer=%s tokens=%d long=%s/%d dimension=%d prefix=%s"
        .formatted(
            identity,
            tokenizer.contentHash(),
            maxTokens,
            options.longText().kind(),
            options.longText().overlap(),
            options.dimension(),
            prefix);
  }
}
