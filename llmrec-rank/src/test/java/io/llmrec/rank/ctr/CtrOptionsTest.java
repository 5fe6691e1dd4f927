package io.llmrec.rank.ctr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.llmrec.rank.network.HybridExperts.Experts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CtrOptionsTest {

  @Test
  void changesAreOneLineAndLeaveTheOriginal() {
    CtrOptions base = CtrOptions.of(Backbone.DCN_V2);
    CtrOptions changed = base.with(o -> o.adaptor(Adaptor.DEFAULT).width(32).seed(7));

    assertEquals(16, base.width());
    assertEquals(32, changed.width());
    assertEquals(Adaptor.DEFAULT, changed.adaptor().orElseThrow());
    assertEquals(base.toString(), changed.with(o -> o.noAdaptor().width(16).seed(1)).toString());
    assertEquals(List.of(200, 80), base.with(o -> o.backbone(Backbone.DIN)).hidden());
  }

  @Test
  void textsGiveTheSameOptions() {
    CtrOptions options =
        CtrOptions.of(Backbone.AUTO_INT)
            .with(
                o ->
                    o.adaptor(new Adaptor(new Experts(3, 0), 64))
                        .hidden(9, 5)
                        .dropout(0.25)
                        .target("item")
                        .heads(4)
                        .layers(3)
                        .shuffleBuffer(10)
                        .batch(77)
                        .seed(-5));

    assertEquals(options.toString(), CtrOptions.of(OptionsText.write(options)).toString());
    CtrOptions plain = CtrOptions.of(Map.of("backbone", "din"));
    assertEquals(CtrOptions.of(Backbone.DIN).toString(), plain.toString());
  }

  private static String refused(Map<String, String> texts) {
    return assertThrows(IllegalArgumentException.class, () -> CtrOptions.of(texts)).getMessage();
  }

  @Test
  void namesThatAreNoOptionsAreErrors() {
    assertEquals(
        "there is no option 'embed_size', there are [adaptor, backbone, batch, dropout, heads,"
            + " hidden, layers, seed, shuffleBuffer, target, width]",
        refused(Map.of("backbone", "dcn_v2", "embed_size", "32")));
    assertEquals(
        "adaptor must be 'none' or shared-dedicated-hidden, such as 2-5-128, was '2-5'",
        refused(Map.of("backbone", "dcn_v2", "adaptor", "2-5")));
    assertEquals(
        "option 'width' must be a number, was 'wide'",
        refused(Map.of("backbone", "dcn_v2", "width", "wide")));
    assertEquals(
        "backbone must be one of [deep_fm, dcn_v2, din, auto_int], was 'dcn'",
        refused(Map.of("backbone", "dcn")));
    assertEquals(
        "backbone must be one of [deep_fm, dcn_v2, din, auto_int], was ''", refused(Map.of()));
  }

  private static String refused(Runnable wrong) {
    return assertThrows(IllegalArgumentException.class, wrong::run).getMessage();
  }

  @Test
  void refusesWhatIsOutOfRange() {
    CtrOptions base = CtrOptions.of(Backbone.AUTO_INT);

    assertEquals("width must be 1 to 1024, was 0", refused(() -> base.with(o -> o.width(0))));
    assertEquals(
        "dropout must be 0 to below 1, was 1.0", refused(() -> base.with(o -> o.dropout(1))));
    assertEquals(
        "width must be a multiple of heads, were 16 and 3",
        refused(() -> base.with(o -> o.heads(3))));
    assertEquals(
        "DCN_V2 must have a hidden layer",
        refused(() -> CtrOptions.of(Backbone.DCN_V2).with(o -> o.hidden())));
    assertEquals(
        "hidden must be 1 to 4096, was 0", refused(() -> new Adaptor(new Experts(1, 1), 0)));
  }
}
