package io.llmrec.embed.tokenizer;

import static io.llmrec.embed.tokenizer.UnknownPartException.require;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the normalizer of a {@code tokenizer.json}. */
final class NormalizerReader {

  private static final int MAX_STEPS = 512;

  /** No step may put longer texts in place of others. */
  private static final int MAX_TEXT = 32;

  private final List<TextNormalizer> steps = new ArrayList<>();

  /** Steps that have nothing but steps of their kind behind them so far. */
  private final List<CharacterStep> open = new ArrayList<>();

  private int count;

  private NormalizerReader() {}

  /** Throws where a step is not known here. */
  static TextNormalizer read(JsonElement json) throws UnknownPartException {
    NormalizerReader reader = new NormalizerReader();
    if (!json.isJsonNull()) {
      reader.add(json);
      reader.closeCharacters();
    }
    return TextSteps.all(reader.steps);
  }

  private void add(JsonElement json) throws UnknownPartException {
    require(++count <= MAX_STEPS, "too many steps");
    switch (JsonParts.type(json)) {
      case "Sequence" -> {
        JsonObject sequence = JsonParts.object(json, Set.of("type", "normalizers"));
        for (JsonElement step : JsonParts.list(sequence, "normalizers", MAX_STEPS)) {
          add(step);
        }
      }
      case "BertNormalizer" -> addBert(json);
      case "Lowercase" -> addPlain(json, CharacterStep.lowerCase());
      case "StripAccents" -> addPlain(json, CharacterStep.without(KnownCharacters::isMark));
      case "NFC" -> addForm(json, Form.NFC);
      case "NFD" -> addForm(json, Form.NFD);
      case "NFKC" -> addForm(json, Form.NFKC);
      case "NFKD" -> addForm(json, Form.NFKD);
      case "Strip" -> addStrip(json);
      case "Prepend" -> addPrepend(json);
      case "Replace" -> addReplace(json);
      case "Precompiled" -> addCharsMap(json);
      default -> throw new UnknownPartException(JsonParts.type(json));
    }
  }

  private void addPlain(JsonElement json, CharacterStep step) throws UnknownPartException {
    JsonParts.object(json, Set.of("type"));
    open.add(step);
  }

  private void addForm(JsonElement json, Form form) throws UnknownPartException {
    JsonParts.object(json, Set.of("type"));
    addStep(TextSteps.form(form));
  }

  private void addStep(TextNormalizer step) {
    closeCharacters();
    steps.add(step);
  }

  private void closeCharacters() {
    if (!open.isEmpty()) {
      steps.add(new CharacterMap(open));
      open.clear();
    }
  }

  private void addBert(JsonElement json) throws UnknownPartException {
    JsonObject bert =
        JsonParts.object(
            json,
            Set.of("type", "clean_text", "handle_chinese_chars", "strip_accents", "lowercase"));
    boolean lowerCase = JsonParts.flag(bert, "lowercase");
    if (JsonParts.flag(bert, "clean_text")) {
      open.add(CharacterStep.clean());
    }
    if (JsonParts.flag(bert, "handle_chinese_chars")) {
      open.add(CharacterStep.spaceHan());
    }
    if (JsonParts.flag(bert, "strip_accents", lowerCase)) {
      open.add(CharacterStep.withoutAccents());
    }
    if (lowerCase) {
      open.add(CharacterStep.lowerCase());
    }
  }

  private void addStrip(JsonElement json) throws UnknownPartException {
    JsonObject strip = JsonParts.object(json, Set.of("type", "strip_left", "strip_right"));
    addStep(
        TextSteps.strip(JsonParts.flag(strip, "strip_left"), JsonParts.flag(strip, "strip_right")));
  }

  private void addPrepend(JsonElement json) throws UnknownPartException {
    JsonObject prepend = JsonParts.object(json, Set.of("type", "prepend"));
    addStep(TextSteps.prepend(knownText(prepend, "prepend")));
  }

  private void addReplace(JsonElement json) throws UnknownPartException {
    JsonObject replace = JsonParts.object(json, Set.of("type", "pattern", "content"));
    require(replace.has("pattern"), "pattern is missing");
    JsonObject pattern = JsonParts.object(replace.get("pattern"), Set.of("String", "Regex"));
    require(pattern.size() == 1, "pattern of two kinds");
    String content = knownText(replace, "content");
    if (pattern.has("String")) {
      addReplaceText(knownText(pattern, "String"), content);
    } else {
      addReplaceRuns(JsonParts.text(pattern, "Regex"), content);
    }
  }

  private void addReplaceText(String pattern, String content) throws UnknownPartException {
    require(!pattern.isEmpty(), "empty pattern");
    if (pattern.codePointCount(0, pattern.length()) == 1) {
      open.add(text -> text.replace(pattern, content));
    } else {
      addStep(TextSteps.replace(pattern, content));
    }
  }

  /** Only the few expressions that tokenizers are known to carry. */
  private void addReplaceRuns(String expression, String content) throws UnknownPartException {
    addStep(
        switch (expression) {
          case "\\s+" -> TextSteps.replaceRuns(KnownCharacters::isSpace, 1, content);
          case "\\s{2,}" -> TextSteps.replaceRuns(KnownCharacters::isSpace, 2, content);
          case " +" -> TextSteps.replaceRuns(point -> point == ' ', 1, content);
          case " {2,}" -> TextSteps.replaceRuns(point -> point == ' ', 2, content);
          default -> throw new UnknownPartException("expression " + expression);
        });
  }

  private void addCharsMap(JsonElement json) throws UnknownPartException {
    JsonObject map = JsonParts.object(json, Set.of("type", "precompiled_charsmap"));
    CharsMap characters = CharsMap.read(JsonParts.text(map, "precompiled_charsmap"));
    addStep(TextSteps.refuse(CharsMap::joins));
    open.add(CharacterStep.eachIfKnown(characters::map));
  }

  private static String knownText(JsonObject object, String field) throws UnknownPartException {
    String text = JsonParts.text(object, field);
    require(text.length() <= MAX_TEXT && KnownCharacters.makeUp(text), field + " not known");
    return text;
  }
}
