package io.llmrec.embed.languagemodel;

import io.llmrec.embed.architecture.Architectures;
import io.llmrec.embed.architecture.CausalGraph;
import io.llmrec.embed.architecture.NetworkFiles;
import io.llmrec.embed.json.JsonFile;
import io.llmrec.embed.tokenizer.FileTokenizer;
import io.llmrec.embed.torch.FileHash;
import io.llmrec.embed.torch.TorchModule;
import io.llmrec.embed.torchscript.ScriptBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Opens language models. */
final class ModelLoader {

  private static final int SCRIPT_TOKENS = 512;

  private ModelLoader() {}

  static LocalLanguageModel folder(Path folder, LocalModelOptions options) {
    NetworkFiles files = NetworkFiles.open(folder);
    CausalGraph graph = Architectures.causal(files.config(), files.tensors());
    Path chosen = options.tokenizer();
    String identity =
        "causal-1 weights=%s precision=%s".formatted(files.hash(), options.precision());
    Set<Integer> ends = ends(folder, files.config());
    return opened(
        folder,
        chosen == null ? folder.resolve("tokenizer.json") : chosen,
        options,
        identity,
        ends,
        () -> {
          Path archive =
              options
                  .cache()
                  .archive(
                      identity,
                      () -> {
                        ScriptBuilder module = new ScriptBuilder(options.precision());
                        graph.write(module);
                        return module.build();
                      });
          TorchModule module = TorchModule.open(archive, options.compute(), options.calls());
          return new CachedModel(module, graph, options.maxTokens());
        });
  }

  static LocalLanguageModel script(Path archive, Path tokenizer, LocalModelOptions options) {
    return opened(
        archive,
        tokenizer,
        options,
        "causal-script-1 weights=" + FileHash.of(archive),
        Set.of(),
        () -> {
          TorchModule module = TorchModule.open(archive, options.compute(), options.calls());
          return new ScriptModel(module, Math.min(SCRIPT_TOKENS, options.maxTokens()));
        });
  }

  private static LocalLanguageModel opened(
      Path source,
      Path tokenizerFile,
      LocalModelOptions options,
      String identity,
      Set<Integer> ends,
      Supplier<CausalModel> make) {
    FileTokenizer tokenizer = FileTokenizer.open(tokenizerFile);
    try {
      Set<Integer> known = ends.isEmpty() ? guessedEnds(tokenizer) : ends;
      CausalModel model = make.get();
      PromptTokens tokens =
          new PromptTokens(tokenizer, options.template(), known, model.vocabulary());
      String fingerprint =
          "%s tokenizer=%s template=%s sampling=%d/%s tokens=%d"
              .formatted(
                  identity,
                  tokenizer.contentHash(),
                  options.template().name(),
                  options.sampling().topK(),
                  options.sampling().topP(),
                  model.maxTokens());
      String name = source.toAbsolutePath().normalize().getFileName().toString();
      return new LocalLanguageModel(name, model, tokens, options, fingerprint);
    } catch (RuntimeException | Error e) {
      tokenizer.close();
      throw e;
    }
  }

  /** What {@code generation_config.json} says, or else {@code config.json}. */
  private static Set<Integer> ends(Path folder, JsonFile config) {
    Path file = folder.resolve("generation_config.json");
    JsonFile settings = Files.exists(file) ? JsonFile.read(file) : config;
    return new TreeSet<>(
        settings.has("eos_token_id")
            ? settings.wholes("eos_token_id")
            : config.wholes("eos_token_id"));
  }

  /** For archives that come without settings. */
  private static Set<Integer> guessedEnds(FileTokenizer tokenizer) {
    Set<Integer> ends = new TreeSet<>();
    for (int id : tokenizer.frame().before()) {
      ends.add(id);
    }
    for (String name : new String[] {"</s>", "<|endoftext|>", "<|end_of_text|>", "<eos>"}) {
      Integer id = tokenizer.vocabulary().id(name);
      if (id != null) {
        ends.add(id);
      }
    }
    return ends;
  }
}
