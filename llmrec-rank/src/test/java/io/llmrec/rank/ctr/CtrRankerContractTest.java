package io.llmrec.rank.ctr;

import io.llmrec.core.rank.Ranker;
import io.llmrec.core.testing.RankerContract;
import io.llmrec.rank.feature.FeatureEncoder;
import io.llmrec.rank.feature.FeatureSchema;
import java.util.Map;

class CtrRankerContractTest implements RankerContract {

  @Override
  public Ranker ranker() {
    FeatureSchema schema = FeatureSchema.fit(SampleShop.features(), SampleShop.samples(200, 1));
    FeatureEncoder encoder = new FeatureEncoder(schema, SampleShop.tables());
    CtrOptions options = CtrOptions.of(Backbone.DIN).with(o -> o.width(4).hidden(8));
    CtrModel model =
        new CtrModel(encoder, options, new CtrNetwork(encoder, options), Map.of(), "sample");
    return CtrRanker.prepared(model, SampleShop::requested, model.prepare(SampleShop.items()));
  }
}
