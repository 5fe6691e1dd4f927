package io.llmrec.prompt.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.Serializable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {

  private final Secret secret = Secret.of("sk-canary-1");

  @Test
  void isNotShownComparedOrSerialised() {
    assertEquals("Secret[***]", secret.toString());
    assertNotEquals(secret, Secret.of("sk-canary-1"));
    assertFalse(Serializable.class.isAssignableFrom(Secret.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "canary\r\nX: y", "canary key", "canary茶", "canary\u0000"})
  void whatCannotTravelInAHeaderIsRefusedAndNotShown(String value) {
    Exception e = assertThrows(IllegalArgumentException.class, () -> Secret.of(value));

    assertFalse(e.getMessage().contains("canary"), e.getMessage());
  }

  @Test
  void missingVariableIsNamed() {
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> Secret.fromEnvironment("LLMREC_NO_SUCH_KEY"));

    assertEquals("environment variable 'LLMREC_NO_SUCH_KEY' is not set", e.getMessage());
  }

  @Test
  void masksItselfEverywhereAndCutOffAtTheEnd() {
    assertEquals("a *** b *** c", secret.mask("a sk-canary-1 b sk-canary-1 c"));
    assertEquals("a ***", secret.mask("a sk-canary"));
    assertEquals("a sk-", secret.mask("a sk-"));
    assertEquals("sk-can stays inside", secret.mask("sk-can stays inside"));
  }
}
