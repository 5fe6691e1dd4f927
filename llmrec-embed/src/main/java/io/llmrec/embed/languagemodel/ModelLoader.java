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

  private final String name;
  private final String identity;
  private final LocalModelOptions options;
  private final FileTokenizer tokenizer;

  private ModelLoader(
      String name, String identity, LocalModelOptions options, FileTokenizer tokenizer) {
    this.name = name;
    this.identity = identity;
    this.options = options;
    this.tokenizer = tokenizer;
  }

  static LocalLanguageModel folder(Path folder, LocalModelOptions options) {
    NetworkFiles files = NetworkFiles.open(folder);
    CausalGraph graph = Architectures.causal(files.config(), files.tensors());
    Path chosen = options.tokenizer();
    String identity =
        "causal-1 weights=%s precision=%s".formatted(files.hash(), options.precision());
    FileTokenizer tokenizer =
        FileTokenizer.open(chosen == null ? folder.resolve("tokenizer.json") : chosen);
    Set<Integer> ends = ends(folder, files.config());
    return new ModelLoader(name(folder), identity, options, tokenizer)
        .opened(ends, () -> written(graph, identity, options));
  }

  private static CausalModel written(
      CausalGraph graph, String identity, LocalModelOptions options) {
    Path archive =
        options
            .cache()
            .archive(
                identity,
                () -> {
                  ScriptBuilder script = new ScriptBuilder(options.precision());
                  graph.write(script);
                  return script.build();
                });
    TorchModule module = TorchModule.open(archive, options.compute(), options.calls());
    return new CachedModel(module, graph, options.maxTokens());
  }

  static LocalLanguageModel script(Path archive, Path tokenizerFile, LocalModelOptions options) {
    String identity = "causal-script-1 weights=" + FileHash.of(archive);
    FileTokenizer tokenizer = FileTokenizer.open(tokenizerFile);
    return new ModelLoader(name(archive), identity, options, tokenizer)
        .opened(Set.of(), () -> foreign(archive, options));
  }

  private static CausalModel foreign(Path archive, LocalModelOptions options) {
    TorchModule module = TorchModule.open(archive, options.compute(), options.calls());
    try {
      return new ScriptModel(module, Math.min(SCRIPT_TOKENS, options.maxTokens()));
    } catch (RuntimeException | Error e) {
      module.close();
      throw e;
    }
  }

  private static String name(Path source) {
    return source.toAbsolutePath().normalize().getFileName().toString();
  }

  /** Closes what it has opened when it fails. */
  private LocalLanguageModel opened(Set<Integer> ends, Supplier<CausalModel> make) {
    CausalModel model = null;
    try {
      Set<Integer> known = ends.isEmpty() ? guessedEnds(tokenizer) : ends;
      model = make.get();
      PromptTokens tokens =
          new PromptTokens(tokenizer, options.template(), known, model.vocabulary());
      return new LocalLanguageModel(name, model, tokens, options, fingerprint(model));
    } catch (RuntimeException | Error e) {
      tokenizer.close();
      if (model != null) {
        model.close();
      }
      throw e;
    }
  }

  private String fingerprint(CausalModel model) {
    return "%s tokenizer=%s template=%s sampling=%d/%s tokens=%d"
        .formatted(
            identity,
            tokenizer.contentHash(),
            options.template().name(),
            options.sampling().topK(),
            options.sampling().topP(),
            model.maxTokens());
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
