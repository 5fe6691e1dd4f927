package io.llmrec.rank.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.rank.network.HybridExperts.Experts;
import io.llmrec.rank.train.Weights;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HybridExpertsTest {

  private static final int INPUTS = 10;

  private final Weights weights = new Weights(1);

  private HybridExperts adaptor(int shared, int dedicated) {
    HybridExperts adaptor =
        new HybridExperts(
            "adaptor", List.of("user", "item"), INPUTS, 6, 4, new Experts(shared, dedicated));
    adaptor.declare(weights);
    Faces.disturb(weights);
    return adaptor;
  }

  private static float[] applied(ComputedExperts experts, float[] x) {
    float[] z = new float[experts.outputs()];
    experts.apply(x, z);
    return z;
  }

  @ParameterizedTest
  @CsvSource({"2, 5", "3, 0", "0, 2", "1, 1"})
  void bothFacesAgree(int shared, int dedicated) {
    HybridExperts adaptor = adaptor(shared, dedicated);

    for (String type : List.of("user", "item")) {
      Faces.agree(
          weights, adaptor.computed(weights, type), s -> adaptor.script(s, type, s.input("x")));
    }
  }

  @Test
  void gatesAddUpToOne() {
    ComputedExperts user = adaptor(2, 5).computed(weights, "user");

    float[] gates = user.gates(Faces.numbers(INPUTS, 3));

    assertEquals(7, gates.length);
    float sum = 0;
    for (float gate : gates) {
      assertTrue(gate >= 0);
      sum += gate;
    }
    assertEquals(1, sum, 1e-6);
  }

  @Test
  void withoutDedicatedExpertsSwappedInputsSwapOutputs() {
    HybridExperts adaptor = adaptor(3, 0);
    float[] x = Faces.numbers(INPUTS, 3);

    assertArrayEquals(
        applied(adaptor.computed(weights, "user"), x),
        applied(adaptor.computed(weights, "item"), x));
  }

  @Test
  void withDedicatedExpertsTypesDiffer() {
    HybridExperts adaptor = adaptor(3, 1);
    float[] x = Faces.numbers(INPUTS, 3);

    assertFalse(
        Arrays.equals(
            applied(adaptor.computed(weights, "user"), x),
            applied(adaptor.computed(weights, "item"), x)));
  }

  @Test
  void ofZeroOnlyTheBiasesAreLeft() {
    HybridExperts adaptor = adaptor(2, 5);
    float[] before = applied(adaptor.computed(weights, "user"), new float[INPUTS]);

    for (String name : weights.names()) {
      if (name.endsWith(".first") || name.contains("gate") && name.endsWith(".weight")) {
        Arrays.fill(weights.values(name), 7);
      }
    }

    assertArrayEquals(before, applied(adaptor.computed(weights, "user"), new float[INPUTS]));
  }

  @Test
  void theLastLayerIsRectifiedToo() {
    HybridExperts adaptor = adaptor(1, 1);
    for (String name : weights.names()) {
      if (name.endsWith(".second_bias")) {
        Arrays.fill(weights.values(name), -1000);
      }
    }

    float[] z = applied(adaptor.computed(weights, "item"), Faces.numbers(INPUTS, 3));

    assertArrayEquals(new float[4], z);
  }

  @Test
  void refusesAnAdaptorWithoutExpertsAndUnknownTypes() {
    Exception none = assertThrows(IllegalArgumentException.class, () -> new Experts(0, 0));
    HybridExperts adaptor = adaptor(1, 1);
    Exception type =
        assertThrows(IllegalArgumentException.class, () -> adaptor.computed(weights, "shop"));

    assertEquals("an adaptor must have experts, had 0 shared and 0 dedicated", none.getMessage());
    assertEquals("adaptor 'adaptor' has the types [user, item], not 'shop'", type.getMessage());
  }
}
