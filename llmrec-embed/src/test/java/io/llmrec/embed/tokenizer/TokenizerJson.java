package io.llmrec.embed.tokenizer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;

/** Small {@code tokenizer.json} files, part by part. */
record TokenizerJson(String normalizer, String preTokenizer, String added, String model) {

  static final String BERT =
      """
      {"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,
       "strip_accents":null,"lowercase":true}\
      """;

  static final String BERT_SPLIT = "{\"type\":\"BertPreTokenizer\"}";

  private static final String BASE_PIECES =
      "a b c e i o 1 2 ab abc ca ▁ ▁a ▁b ▁ab ▁abc ▁▁ é ü ø ß 推 荐 推荐 ▁推 字 の か が ｶ 한 ᄒ ᅡ ᆫ 😀 🎬 ! ▁!"
          + " . ▁. - ' # [ ] < > ½ fi \u0301 \u200d \ufe0f м и й ми σ ς ά ا ل क \u094d ท fu full"
          + " full▁ ing ▁the he";

  /** Nothing but a model. */
  static TokenizerJson of(String model) {
    return new TokenizerJson("null", "null", "", model);
  }

  TokenizerJson normalizer(String json) {
    return new TokenizerJson(json, preTokenizer, added, model);
  }

  TokenizerJson preTokenizer(String json) {
    return new TokenizerJson(normalizer, json, added, model);
  }

  /** A token with these of its flags set; may be called again. */
  TokenizerJson added(int id, String content, List<String> flags) {
    StringJoiner token = new StringJoiner(",", "{", "}").add("\"id\":" + id);
    token.add("\"content\":\"" + content + "\"");
    for (String flag : List.of("single_word", "lstrip", "rstrip", "normalized", "special")) {
      token.add("\"" + flag + "\":" + flags.contains(flag));
    }
    String all = added.isEmpty() ? token.toString() : added + "," + token;
    return new TokenizerJson(normalizer, preTokenizer, all, model);
  }

  /** Many steps as one. */
  static String sequence(String field, String... steps) {
    return "{\"type\":\"Sequence\",\"" + field + "\":[" + String.join(",", steps) + "]}";
  }

  static String replace(String pattern, String content) {
    return "{\"type\":\"Replace\",\"pattern\":%s,\"content\":\"%s\"}".formatted(pattern, content);
  }

  static String metaspace(String scheme, Boolean split) {
    return "{\"type\":\"Metaspace\",\"replacement\":\"▁\",\"prepend_scheme\":\"%s\",\"split\":%s}"
        .formatted(scheme, split);
  }

  /** A model of pieces that overlap; the unknown token is the first, bytes come last. */
  static String unigram(Boolean bytes) {
    StringJoiner vocabulary = new StringJoiner(",", "[", "]").add("[\"<unk>\",0]");
    int count = 0;
    for (String piece : BASE_PIECES.split(" ")) {
      count++;
      vocabulary.add("[\"%s\",-%d.%d]".formatted(piece, 2 + count % 7, 1234567890123456L + count));
    }
    for (int value = 0; bytes && value < 256; value++) {
      vocabulary.add("[\"<0x%02X>\",-9.5]".formatted(value));
    }
    return "{\"type\":\"Unigram\",\"unk_id\":0,\"byte_fallback\":%s,\"vocab\":%s}"
        .formatted(bytes, vocabulary);
  }

  /** The same pieces at the start of words and within. */
  static String wordPiece() {
    StringJoiner vocabulary = new StringJoiner(",", "{", "}").add("\"[UNK]\":0");
    int id = 1;
    for (String piece : BASE_PIECES.split(" ")) {
      vocabulary.add("\"" + piece + "\":" + id++);
      vocabulary.add("\"##" + piece + "\":" + id++);
    }
    return """
    {"type":"WordPiece","unk_token":"[UNK]","continuing_subword_prefix":"##",
     "max_input_chars_per_word":12,"vocab":%s}\
    """
        .formatted(vocabulary);
  }

  String json() {
    return """
    {"version":"1.0","truncation":null,"padding":null,"added_tokens":[%s],"normalizer":%s,
     "pre_tokenizer":%s,"post_processor":null,"decoder":null,"model":%s}\
    """
        .formatted(added, normalizer, preTokenizer, model);
  }

  FileTokenizer open(Path folder) throws IOException {
    return FileTokenizer.open(Files.writeString(folder.resolve("tokenizer.json"), json()));
  }
}
