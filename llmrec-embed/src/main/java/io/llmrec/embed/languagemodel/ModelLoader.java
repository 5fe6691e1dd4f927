package io.llmrec.embed.languagemodel;

import io.llmrec.embed.architecture.Architectures;
import io.llmrec.embed.architecture.ArchiveLimits;
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

  private final String identity;
  private final LocalModelOptions options;
  private final FileTokenizer tokenizer;
  private final ChatTemplate template;

  private ModelLoader(
      String identity, LocalModelOptions options, FileTokenizer tokenizer, ChatTemplate template) {
    this.identity = identity;
    this.options = options;
    this.tokenizer = tokenizer;
    this.template = template;
  }

  static LocalLanguageModel folder(Path folder, LocalModelOptions options) {
    NetworkFiles files = NetworkFiles.open(folder);
    CausalGraph graph = Architectures.causal(files.config(), files.tensors());
    Path chosen = options.tokenizer();
    String identity =
        "causal-2 weights=%s precision=%s".formatted(files.hash(), options.precision());
    ChatTemplate template = template(folder, options);
    FileTokenizer tokenizer =
        FileTokenizer.open(chosen == null ? folder.resolve("tokenizer.json") : chosen);
    Set<Integer> ends = ends(folder, files.config());
    return new ModelLoader(identity, options, tokenizer, template)
        .opened(name(folder), ends, () -> written(graph, identity, options));
  }

  private static ChatTemplate template(Path folder, LocalModelOptions options) {
    ChatTemplate chosen = options.template();
    if (chosen == null) {
      chosen =
          new FolderTemplate(folder).template(options.templateName(), options.templateValues());
    }
    return chosen == null ? ChatTemplate.plain() : chosen;
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
    return new CachedModel(
        module, graph, options.maxTokens(), new PrefixCache(options.prefixCacheBytes()));
  }

  static LocalLanguageModel script(Path archive, Path tokenizerFile, LocalModelOptions options) {
    String identity = "causal-script-1 weights=" + FileHash.of(archive);
    FileTokenizer tokenizer = FileTokenizer.open(tokenizerFile);
    ChatTemplate chosen = options.template();
    ChatTemplate template = chosen == null ? ChatTemplate.plain() : chosen;
    return new ModelLoader(identity, options, tokenizer, template)
        .opened(name(archive), Set.of(), () -> foreign(archive, options));
  }

  private static CausalModel foreign(Path archive, LocalModelOptions options) {
    TorchModule module = TorchModule.open(archive, options.compute(), options.calls());
    try {
      return new ScriptModel(module, ArchiveLimits.maxTokens(archive, options.maxTokens()));
    } catch (RuntimeException | Error e) {
      module.close();
      throw e;
    }
  }

  private static String name(Path source) {
    return source.toAbsolutePath().normalize().getFileName().toString();
  }

  /** Closes what it has opened when it fails. */
  private LocalLanguageModel opened(String name, Set<Integer> ends, Supplier<CausalModel> make) {
    CausalModel model = null;
    try {
      Set<Integer> known = ends.isEmpty() ? guessedEnds(tokenizer) : ends;
      model = make.get();
      PromptTokens tokens = new PromptTokens(tokenizer, template, known, model.vocabulary());
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
            template.name(),
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
