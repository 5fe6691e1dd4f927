package io.llmrec.embed.transformer;

import static io.llmrec.embed.transformer.TransformerEncoder.orClose;

import io.llmrec.embed.architecture.ArchiveLimits;
import io.llmrec.embed.architecture.NetworkFiles;
import io.llmrec.embed.architecture.Pooling;
import io.llmrec.embed.tokenizer.FileTokenizer;
import io.llmrec.embed.torch.Compute;
import io.llmrec.embed.torch.FileHash;
import io.llmrec.embed.torch.TorchModule;
import io.llmrec.embed.torch.TorchSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Opens encoders. */
final class EncoderLoader {

  private final EncoderOptions options;
  private final FileTokenizer tokenizer;
  private final int maxTokens;
  private final String prefix;

  private EncoderLoader(
      EncoderOptions options, FileTokenizer tokenizer, int maxTokens, String prefix) {
    this.options = options;
    this.tokenizer = tokenizer;
    this.maxTokens = Math.min(options.maxTokens(), maxTokens);
    this.prefix = prefix;
  }

  static TransformerEncoder folder(Path path, EncoderOptions options) {
    SentenceFolder folder = SentenceFolder.read(path);
    NetworkFiles files = NetworkFiles.open(folder.network());
    EncoderScript script = new EncoderScript(folder, files, options);
    int maxTokens = Math.min(folder.maxTokens(), script.graph().maxTokens());
    String prefix = prefix(folder, options);
    FileTokenizer tokenizer = tokenizer(path, folder.network());
    return orClose(
        tokenizer, () -> new EncoderLoader(options, tokenizer, maxTokens, prefix).written(script));
  }

  static TransformerEncoder script(Path archive, Path tokenizerFile, EncoderOptions options) {
    Pooling pooling = options.pooling() == null ? Pooling.MEAN : options.pooling();
    JavaPooler pooler = new JavaPooler(pooling);
    String prefix = options.prefix() == null ? "" : options.prefix();
    FileTokenizer tokenizer = FileTokenizer.open(tokenizerFile);
    int maxTokens = ArchiveLimits.maxTokens(archive, options.maxTokens());
    EncoderLoader loader = new EncoderLoader(options, tokenizer, maxTokens, prefix);
    return orClose(tokenizer, () -> loader.foreign(archive, pooling, pooler));
  }

  static TransformerEncoder onnx(Path file, Path tokenizerFile, EncoderOptions options) {
    if (options.compute() != Compute.CPU) {
      throw new IllegalArgumentException("an ONNX file runs on the CPU only, not on CUDA");
    }
    Pooling pooling = options.pooling() == null ? Pooling.MEAN : options.pooling();
    JavaPooler pooler = new JavaPooler(pooling);
    String prefix = options.prefix() == null ? "" : options.prefix();
    FileTokenizer tokenizer = FileTokenizer.open(tokenizerFile);
    int maxTokens = ArchiveLimits.maxTokens(file, options.maxTokens());
    EncoderLoader loader = new EncoderLoader(options, tokenizer, maxTokens, prefix);
    return orClose(tokenizer, () -> loader.onnx(file, pooling, pooler));
  }

  private TransformerEncoder onnx(Path file, Pooling pooling, JavaPooler pooler) {
    String identity = "onnx-1 weights=%s pooling=%s".formatted(FileHash.of(file), pooling);
    TorchModule module = TorchModule.openOnnx(file, options.calls());
    return orClose(
        module,
        () -> {
          OnnxStep step = new OnnxStep(file, module.inputNames(), pooler);
          return probed(module, step, identity);
        });
  }

  private TransformerEncoder written(EncoderScript script) {
    TokenRows rows = rows(script.graph().vocabulary());
    Path archive =
        options.cache().archive(script.identity(), () -> script.module(options.precision()));
    TorchModule module = TorchModule.open(archive, options.compute(), options.calls());
    TokenBatches batches =
        new TokenBatches(
            module,
            options.batchTokens(),
            (session, ids, mask, segments) ->
                TorchSession.rows(session.forward(ids, mask, segments).get(0)));
    return orClose(
        module, () -> encoder(rows, module, batches, script.dimension(), script.identity()));
  }

  private TransformerEncoder foreign(Path archive, Pooling pooling, JavaPooler pooler) {
    String identity = "script-1 weights=%s pooling=%s".formatted(FileHash.of(archive), pooling);
    TorchModule module = TorchModule.open(archive, options.compute(), options.calls());
    return orClose(module, () -> probed(module, pooler::pool, identity));
  }

  /** Finds out how long the vectors are. */
  private TransformerEncoder probed(TorchModule module, TokenBatches.Step step, String identity) {
    TokenRows rows = rows(tokenizer.vocabulary().maxId() + 1);
    TokenBatches batches = new TokenBatches(module, options.batchTokens(), step);
    int width = batches.run(List.of(rows.of("a").get(0)))[0].length;
    return encoder(rows, module, batches, width, identity);
  }

  private TokenRows rows(int vocabulary) {
    return new TokenRows(tokenizer, maxTokens, options.longText(), prefix, vocabulary);
  }

  private TransformerEncoder encoder(
      TokenRows rows, TorchModule module, TokenBatches batches, int width, String identity) {
    int wanted = options.dimension();
    if (wanted != Integer.MAX_VALUE && wanted > width) {
      throw new IllegalArgumentException(
          "dimension must be at most the model's %d, was %d".formatted(width, wanted));
    }
    int dimension = Math.min(wanted, width);
    return new TransformerEncoder(
        tokenizer, rows, module, batches, dimension, fingerprint(identity, dimension));
  }

  private String fingerprint(String identity, int dimension) {
    return "transformer-1 %s tokenizer=%s tokens=%d long=%s/%d dimension=%d prefix=%s"
        .formatted(
            identity,
            tokenizer.contentHash(),
            maxTokens,
            options.longText().kind(),
            options.longText().overlap(),
            dimension,
            prefix);
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
}
