package io.llmrec.embed.tokenizer;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Seeded texts of what tokenizers stumble over. */
final class NastyTexts {

  private static final List<String> PARTS =
      List.of(
          // Pieces, and what looks like marks and tokens.
          "a",
          "b",
          "c",
          "ab",
          "abc",
          "e",
          "1",
          "the",
          "full",
          "ing",
          "▁",
          "▁▁",
          "▁a",
          "##",
          "##a",
          "[PAD]",
          "[UNK]",
          "<unk>",
          "<s>",
          "</s>",
          "<mask>",
          "<0x41>",
          "[MASK]",
          "Day",
          "day",
          // Capitals, accents, letters that change their length or order.
          "A",
          "É",
          "e\u0301",
          "ü",
          "u\u0308\u0323",
          "u\u0323\u0308",
          "İ",
          "I",
          "ı",
          "ß",
          "ẞ",
          "Σ",
          "ΑΣ",
          "σ",
          "ς",
          "ſ",
          "ﬁ",
          "ǆ",
          "Ά",
          "Й",
          "й",
          "\u1E9B\u0323",
          "Å",
          "Ω",
          "ŉ",
          "ø",
          "Ǖ",
          // White space and what cannot be seen.
          " ",
          " ",
          " ",
          "  ",
          "\t",
          "\n",
          "\r\n",
          "\u000b",
          "\u001c",
          "\u0085",
          "\u00a0",
          "\u1680",
          "\u180e",
          "\u2003",
          "\u200b",
          "\u200d",
          "\u2028",
          "\u202f",
          "\u205f",
          "\u3000",
          "\u0000",
          "\u0001",
          "\u007f",
          "\u00ad",
          "\ufeff",
          "\ufffd",
          "\ufffe",
          "\uffff",
          "\ue000",
          "\ufe0f",
          // Marks alone.
          "\u0301",
          "\u0345",
          "\u0327",
          "\u20e3",
          "\u3099",
          "\u302e",
          "\u094d",
          "\u05bc",
          "\u0653",
          // Other scripts.
          "推",
          "荐",
          "推荐",
          "字",
          "\uf900",
          "𠀀",
          "\ud869\udf00",
          "の",
          "か\u3099",
          "が",
          "ｶﾞ",
          "한",
          "ᄒ",
          "ᅡ",
          "ᆫ",
          "\u1112\u1161\u11ab",
          "ا",
          "ل",
          "\u0644\u0627",
          "क्ष",
          "ท",
          "א",
          "ᾳ",
          "ᾈ",
          "㍿",
          "㋿",
          "Ａ",
          "ｂ",
          "１",
          "！",
          "～",
          "½",
          "²",
          "Ⅷ",
          "①",
          "™",
          "𝒜",
          "𝟙",
          "ﷺ",
          // Emoji, flags, and halves of them.
          "😀",
          "🎬",
          "👩\u200d👧",
          "🇩🇪",
          "❤\ufe0f",
          "1\ufe0f\u20e3",
          "🫨",
          "\ud83d",
          "\ude00",
          // Younger than some of the tables.
          "\u0378",
          "\u0380",
          "\u1c89",
          "\ua7ce",
          "\u08d3",
          "\ud81a\udd00",
          "\ud804\udd45",
          // Signs.
          "!",
          ".",
          "-",
          "'",
          "\"",
          "#",
          "$",
          "€",
          "%",
          "«",
          "—",
          "…",
          "¿",
          "‘",
          "~",
          "^",
          "`",
          "\\",
          "_",
          "+",
          "=",
          "|",
          "[",
          "]",
          "<",
          ">",
          "·",
          "§",
          "†",
          "※",
          "。",
          "、",
          "「");

  private NastyTexts() {}

  /** The first ones are fixed: empty, blank, endless. */
  static List<String> draw(int count, long seed) {
    List<String> texts =
        new ArrayList<>(
            List.of("", " ", "\n \t", "a".repeat(5000), "推荐".repeat(3000), "\u0301".repeat(3000)));
    texts.add("abc ".repeat(2000));
    texts.add("x".repeat(13) + " " + "😀".repeat(13));
    SplittableRandom random = new SplittableRandom(seed);
    while (texts.size() < count) {
      StringBuilder text = new StringBuilder();
      boolean wild = random.nextInt(20) == 0;
      for (int part = random.nextInt(14); part > 0; part--) {
        if (wild) {
          text.appendCodePoint(random.nextInt(0x20000));
        } else {
          text.append(PARTS.get(random.nextInt(PARTS.size())));
        }
      }
      texts.add(text.toString());
    }
    return texts;
  }
}
