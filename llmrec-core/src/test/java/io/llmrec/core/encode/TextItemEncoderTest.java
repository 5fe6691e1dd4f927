package io.llmrec.core.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.catalog.ItemText;
import io.llmrec.core.fingerprint.Fingerprinted;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An item encoder made of a text encoder and a policy. */
class TextItemEncoderTest {

  private static final Embedding VECTOR = Embedding.of(new float[] {1, 2});

  /** A text encoder with a name. */
  private record Named(String fingerprint) implements TextEncoder, Fingerprinted {

    @Override
    public List<Embedding> encode(List<String> texts) {
      return texts.stream().map(text -> VECTOR).toList();
    }
  }

  private static String identity(String encoder, ItemText text) {
    return ((Fingerprinted) ItemEncoder.of(new Named(encoder), text)).fingerprint();
  }

  @Test
  void encodesTheTextThatThePolicyMakes() {
    List<String> texts = new ArrayList<>();
    TextEncoder listening =
        given -> {
          texts.addAll(given);
          return given.stream().map(text -> VECTOR).toList();
        };
    List<Item> items = List.of(Item.of("a", "Lamp").withCategories("Light"), Item.of("b", "Bell"));

    List<Embedding> vectors =
        ItemEncoder.of(listening, ItemText.join(ItemText.title(), ItemText.categories()))
            .encode(items);

    assertEquals(List.of("Lamp\nLight", "Bell"), texts);
    assertEquals(List.of(VECTOR, VECTOR), vectors);
  }

  @Test
  void hasTheIdentityOfItsTextEncoder() {
    assertEquals(identity("bge", ItemText.title()), identity("bge", ItemText.title()));
    assertNotEquals(identity("bge", ItemText.title()), identity("gte", ItemText.title()));
  }

  @Test
  void hasAnotherIdentityWithAnotherPolicy() {
    assertNotEquals(identity("bge", ItemText.title()), identity("bge", ItemText.everything()));
    assertNotEquals(
        identity("bge", ItemText.attribute("clean_title")),
        identity("bge", ItemText.attribute("summary")));
  }

  @Test
  void hasNoIdentityWhereTheTextEncoderHasNone() {
    assertFalse(ItemEncoder.of(texts -> List.of(), ItemText.title()) instanceof Fingerprinted);
  }
}
